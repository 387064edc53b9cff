package api

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// AmountInput is an amount of money.
type AmountInput struct {
	Value    number.Number `json:"value"`                                // exact
	Currency string        `json:"currency" minLength:"3" maxLength:"3"` // three letters
}

func (in *AmountInput) amount() money.Amount {
	if in == nil {
		return money.Amount{}
	}
	return money.Amount{Value: in.Value, Currency: in.Currency}
}

// OpenInput begins the use of a benefit.
type OpenInput struct {
	Partner string              `json:"partner" maxLength:"200"`         // for whom
	Program string              `json:"program" maxLength:"200"`         // the program
	Benefit string              `json:"benefit" maxLength:"200"`         // the benefit
	Offer   string              `json:"offer,omitempty" maxLength:"400"` // where the benefit is for offers: the offer, with its publisher in front
	Grant   string              `json:"grant,omitempty" maxLength:"200"` // of several grants: the one to be used
	Submit  bool                `json:"submit,omitempty"`                // hand it in at once; otherwise it is a draft
	Form    map[string]any      `json:"form,omitempty"`                  // what is filled in
	Terms   string              `json:"terms,omitempty" maxLength:"100"` // the version of the benefit's terms that is accepted
	Amount  *AmountInput        `json:"amount,omitempty"`                // of a claim
	Credit  *fulfillment.Credit `json:"credit,omitempty"`                // of a claim
	Tags    []string            `json:"tags,omitempty" maxItems:"50"`    // words to find it by
	Related []string            `json:"related,omitempty" maxItems:"50"` // ids of what it belongs to
}

// created is an answer to what was created.
type created[T any] struct {
	Status int
	ETag   string `header:"ETag"` // the revision
	Body   T
}

// revised is an answer with its revision.
type revised[T any] struct {
	ETag string `header:"ETag"` // the revision
	Body T
}

// etag is a revision as a header has it.
func etag(revision int64) string { return `"` + strconv.FormatInt(revision, 10) + `"` }

func (d *door) openCase(ctx context.Context, who people.Who, in *one[OpenInput]) (*created[answer.Case], error) {
	b := in.Body
	c, err := d.App.OpenCase(ctx, who, app.OpenInput{Program: b.Program, Partner: b.Partner, Benefit: b.Benefit, Offer: b.Offer, Grant: b.Grant, Submit: b.Submit, Tags: b.Tags, Related: b.Related,
		Input: fulfillment.Input{Form: raw(b.Form), Terms: b.Terms, Amount: b.Amount.amount(), Credit: b.Credit}})
	if err != nil {
		return nil, err
	}
	return &created[answer.Case]{http.StatusCreated, etag(c.Revision), answer.NewCase(&c)}, nil
}

// raw is an object as it is kept; nothing for none.
func raw(object map[string]any) json.RawMessage {
	if object == nil {
		return nil
	}
	text, err := json.Marshal(object)
	if err != nil {
		panic(err) // never: it was read from JSON
	}
	return text
}

// CaseFilterInput says which cases are meant.
type CaseFilterInput struct {
	Partner   string `query:"partner"`   // only of this partner
	Region    string `query:"region"`    // only of partners of this region
	Portfolio string `query:"portfolio"` // only of partners of this portfolio
	Kind      string `query:"kind"`      // only activation, request, sponsorship, outreach or ticket
	State     string `query:"state"`     // only in this state
	Stage     string `query:"stage"`     // only in this stage of it
	Program   string `query:"program"`   // only of this program
	Benefit   string `query:"benefit"`   // only of this benefit
	Offer     string `query:"offer"`     // only about this offer
	Grant     string `query:"grant"`     // only from this grant
	Assignee  string `query:"assignee"`  // only those that this person has
}

func (in CaseFilterInput) filter() store.CaseFilter {
	return store.CaseFilter{Partner: in.Partner, Region: in.Region, Portfolio: in.Portfolio, Kind: fulfillment.Kind(in.Kind), State: fulfillment.State(in.State), Stage: in.Stage, Program: in.Program,
		Benefit: in.Benefit, Offer: in.Offer, Grant: in.Grant, Assignees: slices.DeleteFunc([]string{in.Assignee}, func(id string) bool { return id == "" })}
}

// casesInput asks for cases.
type casesInput struct {
	PageInput
	CaseFilterInput
	Open bool `query:"open"` // only those that are not over
}

func (d *door) cases(ctx context.Context, who people.Who, in *casesInput) (*list[answer.Case], error) {
	last, err := readCursor(ctx, in.Cursor, 1)
	if err != nil {
		return nil, err
	}
	f := in.filter()
	f.Open = in.Open
	found, err := d.App.Cases(ctx, who, f, last[0], in.Limit)
	if err != nil {
		return nil, err
	}
	items := casesAnswer(found)
	if len(items) < in.Limit {
		return whole(items), nil
	}
	return upTo(ctx, items, found[len(found)-1].ID), nil
}

func casesAnswer(found []fulfillment.Case) []answer.Case {
	items := make([]answer.Case, len(found))
	for i := range found {
		items[i] = answer.NewCase(&found[i])
	}
	return items
}

// queueInput asks for a queue of the desk.
type queueInput struct {
	PageInput
	CaseFilterInput
	Queue string `path:"queue"` // mine, due-today, overdue, unassigned, waiting or open
}

func (d *door) queue(ctx context.Context, who people.Who, in *queueInput) (*list[answer.Case], error) {
	last, err := readCursor(ctx, in.Cursor, 2)
	if err != nil {
		return nil, err
	}
	after, err := strconv.ParseInt(cmp.Or(last[0], "-9223372036854775808"), 10, 64)
	if err != nil {
		return nil, at("query.cursor", problem.New(problem.Invalid, "This is no cursor of this list.").WithHint("Leave it out to begin anew."))
	}
	found, err := d.App.Queue(ctx, who, app.QueueInput{Queue: app.QueueName(in.Queue), Filter: in.filter(), AfterDue: after, AfterID: last[1], Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	items := casesAnswer(found)
	if len(items) < in.Limit {
		return whole(items), nil
	}
	end := &found[len(found)-1]
	return upTo(ctx, items, strconv.FormatInt(app.DueMicros(end), 10), end.ID), nil
}

func (d *door) queues(ctx context.Context, who people.Who, in *CaseFilterInput) (*list[answer.Queue], error) {
	counts, err := d.App.QueueCounts(ctx, who, in.filter())
	if err != nil {
		return nil, err
	}
	var items []answer.Queue
	for _, each := range counts {
		items = append(items, answer.Queue{Name: string(each.Queue), Cases: each.Cases})
	}
	return whole(items), nil
}

// CaseInput names a case.
type CaseInput struct {
	Case string `path:"case"` // the id of the case
}

func (d *door) oneCase(ctx context.Context, who people.Who, in *CaseInput) (*revised[answer.Case], error) {
	view, err := d.App.Case(ctx, who, in.Case)
	if err != nil {
		return nil, err
	}
	out := NewCase(view)
	return &revised[answer.Case]{etag(out.Revision), out}, nil
}

// MoveInput is a move with a case. Which fields a move needs the list of moves
// says.
type MoveInput struct {
	Move     string              `json:"move" maxLength:"40"`                // the move: one of next
	Reason   string              `json:"reason,omitempty" maxLength:"20000"` // a reason, a question, an answer
	Codes    []string            `json:"codes,omitempty" maxItems:"20"`      // the reason in short words for programs
	Form     map[string]any      `json:"form,omitempty"`                     // what is filled in: all of it
	Terms    string              `json:"terms,omitempty" maxLength:"100"`    // the version of the benefit's terms that is accepted
	Amount   *AmountInput        `json:"amount,omitempty"`                   // of a claim
	Credit   *fulfillment.Credit `json:"credit,omitempty"`                   // of a claim
	Field    string              `json:"field,omitempty" maxLength:"400"`    // what is amended, as a JSON pointer such as /company
	Value    any                 `json:"value,omitempty"`                    // what it becomes
	Assignee string              `json:"assignee,omitempty" maxLength:"100"` // who gets the case
	Role     people.Role         `json:"role,omitempty" maxLength:"40"`      // or whose turn it is; or who is told
	Contact  *ContactMade        `json:"contact,omitempty"`                  // a contact that was made
	Stage    string              `json:"stage,omitempty" maxLength:"100"`    // a word of yours for how far it is
	External string              `json:"external,omitempty" maxLength:"100"` // how the billing system knows a credit
	Tags     []string            `json:"tags,omitempty" maxItems:"50"`       // words to find it by
	Related  []string            `json:"related,omitempty" maxItems:"50"`    // ids of what it belongs to
}

// ContactMade is a contact that was made.
type ContactMade struct {
	Channel string `json:"channel" maxLength:"40"`   // email, phone, meeting or portal
	To      string `json:"to" maxLength:"100"`       // the id of the person
	Outcome string `json:"outcome" maxLength:"2000"` // what came of it
}

// moveInput is a move with the revision that its caller saw.
type moveInput struct {
	CaseInput
	IfMatch string `header:"If-Match" required:"true"` // the revision that you saw, as ETag says it
	Body    MoveInput
}

func (d *door) moveCase(ctx context.Context, who people.Who, in *moveInput) (*revised[answer.Case], error) {
	seen, err := revisionOf(in.IfMatch)
	if err != nil {
		return nil, err
	}
	b := in.Body
	move := fulfillment.Input{Move: fulfillment.Move(b.Move), Revision: seen, Reason: b.Reason, Form: raw(b.Form), Terms: b.Terms, Amount: b.Amount.amount(), Credit: b.Credit, Field: b.Field,
		Assignee: b.Assignee, Role: b.Role, Stage: b.Stage, External: b.External, Codes: b.Codes, Tags: b.Tags, Related: b.Related}
	if b.Value != nil {
		if move.Value, err = json.Marshal(b.Value); err != nil {
			return nil, err
		}
	}
	if b.Contact != nil {
		move.Contact = fulfillment.Contact{Channel: b.Contact.Channel, To: b.Contact.To, Outcome: b.Contact.Outcome}
	}
	c, err := d.App.MoveCase(ctx, who, in.Case, move)
	if err != nil {
		return nil, err
	}
	return &revised[answer.Case]{etag(c.Revision), answer.NewCase(&c)}, nil
}

// revisionOf reads a revision from If-Match.
func revisionOf(header string) (int64, error) {
	n, err := strconv.ParseInt(trimQuotes(header), 10, 64)
	if err != nil || n < 0 {
		return 0, at("header.If-Match", problem.New(problem.Invalid, "This must be the revision that you saw.").WithHint(`Send what ETag said, such as "3".`))
	}
	return n, nil
}

func trimQuotes(s string) string {
	if len(s) > 1 && s[0] == '"' && s[len(s)-1] == '"' {
		return s[1 : len(s)-1]
	}
	return s
}

// freezeInput freezes an evaluation until a ticket is decided.
type freezeInput struct {
	CaseInput
	IfMatch string `header:"If-Match" required:"true"` // the revision that you saw, as ETag says it
}

func (d *door) freeze(ctx context.Context, who people.Who, in *freezeInput) (*revised[answer.Case], error) {
	seen, err := revisionOf(in.IfMatch)
	if err != nil {
		return nil, err
	}
	c, err := d.App.Freeze(ctx, who, in.Case, seen)
	if err != nil {
		return nil, err
	}
	return &revised[answer.Case]{etag(c.Revision), answer.NewCase(&c)}, nil
}

// TicketInput is a question or a complaint.
type TicketInput struct {
	Partner     string         `json:"partner" maxLength:"200"`             // who asks
	Program     string         `json:"program,omitempty" maxLength:"200"`   // which program it is about; the only one where it is left out
	Topic       string         `json:"topic" maxLength:"40"`                // activate, enroll, looks-wrong, program-missing, owner-left or general
	Offer       string         `json:"offer,omitempty" maxLength:"400"`     // the offer, with its publisher in front
	Text        string         `json:"text" maxLength:"20000"`              // what it is about
	Contact     string         `json:"contact,omitempty" maxLength:"20"`    // whether the marketing contact is up to date: yes, no or not sure
	Shown       map[string]any `json:"shown,omitempty"`                     // of what looks wrong: the explanation as you got it
	Attachments []string       `json:"attachments,omitempty" maxItems:"20"` // ids of files
}

func (d *door) fileTicket(ctx context.Context, who people.Who, in *one[TicketInput]) (*created[answer.Case], error) {
	b := in.Body
	c, err := d.App.FileTicket(ctx, who, app.TicketInput{Partner: b.Partner, Program: b.Program, Topic: fulfillment.Topic(b.Topic), Offer: b.Offer, Text: b.Text, Contact: b.Contact,
		Shown: raw(b.Shown), Attachments: b.Attachments})
	if err != nil {
		return nil, err
	}
	return &created[answer.Case]{http.StatusCreated, etag(c.Revision), answer.NewCase(&c)}, nil
}

// attachInput is a file.
type attachInput struct {
	PartnerInput
	Name        string `query:"name" required:"true" maxLength:"200"` // of the file
	ContentType string `header:"Content-Type"`                        // the media type
	RawBody     []byte
}

func (d *door) attach(ctx context.Context, who people.Who, in *attachInput) (*created[answer.Attachment], error) {
	held, err := d.App.Attach(ctx, who, app.AttachInput{Partner: in.Partner, Name: in.Name, Type: in.ContentType, Content: in.RawBody})
	if err != nil {
		return nil, err
	}
	return &created[answer.Attachment]{http.StatusCreated, etag(1), NewAttachment(held)}, nil
}

// attachmentInput names a file.
type attachmentInput struct {
	PartnerInput
	Attachment string `path:"attachment"` // the id of the file
}

// file is a file to be kept by whoever asked, and not shown by a browser.
type file struct {
	ContentType string `header:"Content-Type"`        // of the file
	Disposition string `header:"Content-Disposition"` // its name
	Body        []byte
}

func (d *door) attachment(ctx context.Context, who people.Who, in *attachmentInput) (*file, error) {
	held, content, err := d.App.Attachment(ctx, who, in.Partner, in.Attachment)
	if err != nil {
		return nil, err
	}
	return &file{"application/octet-stream", `attachment; filename*=UTF-8''` + url.PathEscape(held.Name), content}, nil
}

// ledgerInput asks for the ledger of a partner.
type ledgerInput struct {
	PartnerInput
	PageInput
}

func (d *door) ledger(ctx context.Context, who people.Who, in *ledgerInput) (*list[answer.Posting], error) {
	last, err := readCursor(ctx, in.Cursor, 1)
	if err != nil {
		return nil, err
	}
	lines, err := d.App.Ledger(ctx, who, in.Partner, last[0], in.Limit)
	if err != nil {
		return nil, err
	}
	items := make([]answer.Posting, len(lines))
	for i, l := range lines {
		items[i] = NewPosting(l)
	}
	if len(items) < in.Limit {
		return whole(items), nil
	}
	return upTo(ctx, items, lines[len(lines)-1].ID), nil
}

func (d *door) credits(ctx context.Context, who people.Who, in *PartnerInput) (*list[answer.Balance], error) {
	found, err := d.App.Credits(ctx, who, in.Partner)
	if err != nil {
		return nil, err
	}
	items := make([]answer.Balance, len(found))
	for i, c := range found {
		items[i] = NewBalance(c)
	}
	return whole(items), nil
}

// UseInput says what was used of a partner's credits.
type UseInput struct {
	Program string       `json:"program" maxLength:"200"`           // the program
	Benefit string       `json:"benefit,omitempty" maxLength:"200"` // only credits of this benefit; all where it is left out
	Amount  AmountInput  `json:"amount"`                            // what was used; below nothing gives back
	On      calendar.Day `json:"on"`                                // the day of the use
	Key     string       `json:"key" maxLength:"200"`               // how you know the use: the same again is the same use
}

// useInput is a use of a partner.
type useInput struct {
	PartnerInput
	Body UseInput
}

func (d *door) use(ctx context.Context, who people.Who, in *useInput) (*one[answer.Used], error) {
	b := in.Body
	used, err := d.App.RecordUse(ctx, who, app.UseInput{Program: b.Program, Partner: in.Partner, Benefit: b.Benefit, Amount: b.Amount.amount(), On: b.On, Key: b.Key})
	if err != nil {
		return nil, err
	}
	return &one[answer.Used]{NewUsed(used)}, nil
}

// formInput asks for a form.
type formInput struct {
	Program string `path:"program"` // the program
	Benefit string `path:"benefit"` // the benefit
	Lang    string `query:"lang"`   // the language of its labels; en where it is left out
}

func (d *door) form(ctx context.Context, _ people.Who, in *formInput) (*one[map[string]any], error) {
	schema, err := d.App.Form(ctx, in.Program, in.Benefit, cmp.Or(in.Lang, "en"))
	if err != nil {
		return nil, err
	}
	out := &one[map[string]any]{}
	return out, json.Unmarshal(schema, &out.Body)
}
