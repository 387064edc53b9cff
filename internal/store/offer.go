package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"laurel/internal/calendar"
	"laurel/internal/listing"
	"laurel/internal/problem"
)

// Offer is what is kept about an offer beside its facts.
type Offer struct {
	Publisher string
	ID        string
	Title     string
	Type      listing.OfferType
	Option    listing.Option
	Listing   listing.Type
	Life      listing.Life
	LiveSince calendar.Day    // 0 while it is not live
	Owner     string          // the person who answers for it; empty for nobody
	Contacts  []string        // persons beside the owner
	Private   bool            // only customers who are let see it
	Content   json.RawMessage // the listing's own texts
	Revision  int64           // 0 when it is not kept yet
}

// Key is publisher/offer, by which cases and grants name it.
func (o Offer) Key() string { return o.Publisher + "/" + o.ID }

const offerColumns = `SELECT publisher, offer, title, offer_type, listing_option, listing, life, live_since, owner, contacts, private, content, revision FROM offers `

func scanOffer(rows *sql.Rows, o *Offer) error {
	var since sql.NullInt64
	var contacts, content string
	err := rows.Scan(&o.Publisher, &o.ID, &o.Title, &o.Type, &o.Option, &o.Listing, &o.Life, &since, &o.Owner, &contacts, &o.Private, &content, &o.Revision)
	o.LiveSince, o.Contacts = calendar.Day(since.Int64), unlist(contacts)
	if content != "" {
		o.Content = json.RawMessage(content)
	}
	return err
}

// Offer finds an offer; false when nothing is kept about it.
func (r *Reader) Offer(ctx context.Context, publisher, id string) (Offer, bool, error) {
	o, err := first(all(ctx, r, scanOffer, offerColumns+`WHERE publisher = $1 AND offer = $2`, publisher, id))
	return orZero(o), o != nil, err
}

// Offers lists the offers of a publisher in order of their ids, after the id
// given.
func (r *Reader) Offers(ctx context.Context, publisher, after string, limit int) ([]Offer, error) {
	return all(ctx, r, scanOffer, offerColumns+`WHERE publisher = $1 AND offer > $2 ORDER BY offer LIMIT $3`, publisher, after, limit)
}

// OffersOwnedBy lists the offers that a person answers for.
func (r *Reader) OffersOwnedBy(ctx context.Context, person string) ([]Offer, error) {
	return all(ctx, r, scanOffer, offerColumns+`WHERE owner = $1 AND owner <> '' ORDER BY publisher, offer`, person)
}

// SaveOffer stores what is kept about an offer, unless the revision is not the
// stored one any more.
func (tx *Tx) SaveOffer(ctx context.Context, o Offer) error {
	held, _, err := tx.Offer(ctx, o.Publisher, o.ID)
	if err != nil {
		return err
	}
	if held.Revision != o.Revision {
		return stale("The offer "+o.Key(), o.Revision)
	}
	var since any
	if o.LiveSince != 0 {
		since = int64(o.LiveSince)
	}
	_, err = tx.exec(ctx, `INSERT INTO offers (publisher, offer, title, offer_type, listing_option, listing, life, live_since, owner, contacts, private, content, revision)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)
		ON CONFLICT (publisher, offer) DO UPDATE SET title = excluded.title, offer_type = excluded.offer_type, listing_option = excluded.listing_option,
		listing = excluded.listing, life = excluded.life, live_since = excluded.live_since, owner = excluded.owner, contacts = excluded.contacts,
		private = excluded.private, content = excluded.content, revision = offers.revision + 1`,
		o.Publisher, o.ID, o.Title, o.Type, o.Option, o.Listing, o.Life, since, o.Owner, listed(o.Contacts), o.Private, string(o.Content))
	return err
}

// Attachment is a file that belongs to a form or a ticket.
type Attachment struct {
	ID       string
	Partner  string
	Case     string // empty until a case names it
	Name     string
	Type     string // the media type, as its bytes say
	Size     int64
	Checksum string // SHA-256, in hex
	By       string
	Created  calendar.Moment
}

const attachmentColumns = `SELECT id, partner, case_id, name, media_type, size, checksum, uploaded_by, created FROM attachments `

func scanAttachment(rows *sql.Rows, a *Attachment) error {
	var created int64
	err := rows.Scan(&a.ID, &a.Partner, &a.Case, &a.Name, &a.Type, &a.Size, &a.Checksum, &a.By, &created)
	a.Created = calendar.MomentOf(created, false)
	return err
}

// AddAttachment stores a file.
func (tx *Tx) AddAttachment(ctx context.Context, a Attachment, content []byte) error {
	_, err := tx.exec(ctx, `INSERT INTO attachments (id, partner, case_id, name, media_type, size, checksum, uploaded_by, created, bytes)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, a.ID, a.Partner, a.Case, a.Name, a.Type, a.Size, a.Checksum, a.By, a.Created.Micros(), content)
	return err
}

// Attachment finds a file of a partner.
func (r *Reader) Attachment(ctx context.Context, partner, id string) (Attachment, error) {
	a, err := first(all(ctx, r, scanAttachment, attachmentColumns+`WHERE id = $1 AND partner = $2`, id, partner))
	if err == nil && a == nil {
		return Attachment{}, NoAttachment(id)
	}
	return orZero(a), err
}

// NoAttachment is what is answered about a file that is not there, and about one
// that is not the caller's to see.
func NoAttachment(id string) error {
	return problem.New(problem.NotFound, "There is no attachment %q.", problem.Excerpt(id)).WithHint("Upload it first, and name the id that comes back.")
}

// Attachments lists the files of a case.
func (r *Reader) Attachments(ctx context.Context, id string) ([]Attachment, error) {
	return all(ctx, r, scanAttachment, attachmentColumns+`WHERE case_id = $1 ORDER BY id`, id)
}

// Bytes is the content of a file.
func (r *Reader) Bytes(ctx context.Context, attachment string) (content []byte, err error) {
	_, err = r.one(ctx, []any{&content}, `SELECT bytes FROM attachments WHERE id = $1`, attachment)
	return content, err
}

// AttachTo lets a file belong to a case.
func (tx *Tx) AttachTo(ctx context.Context, attachment, id string) error {
	_, err := tx.exec(ctx, `UPDATE attachments SET case_id = $2 WHERE id = $1 AND case_id = ''`, attachment, id)
	return err
}
