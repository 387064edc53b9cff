package api

import (
	"laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/fulfillment"
	"laurel/internal/store"
)

// What the desk keeps is answered by these objects, here and on the command line.

// NewCase is a case as it is shown alone: with its moves, its files and what can be
// done with it.
func NewCase(view app.CaseView) answer.Case {
	out := answer.NewCase(&view.Case)
	out.Next = view.Next
	for _, p := range view.Reachable {
		out.Reachable = append(out.Reachable, answer.Named(p))
	}
	for _, m := range view.Moves {
		out.Moves = append(out.Moves, answer.Made{Revision: m.Revision, At: m.At, Who: m.Who, Operator: m.Operator, Move: m.Move, From: m.From, To: m.To, Reason: m.Reason, Private: m.Private})
	}
	for _, a := range view.Attachments {
		out.Attachments = append(out.Attachments, NewAttachment(a))
	}
	return out
}

// NewEligibility is whether a partner can take part, as it is answered.
func NewEligibility(p app.Participation) answer.Eligibility {
	out := answer.Eligibility{Partner: p.Account.Partner, Publishers: append([]string{}, p.Account.Publishers...), KnownAs: []answer.KnownAs{}, Programs: []answer.EligibleProgram{}, Next: []answer.NextStep{}}
	for _, k := range p.Account.KnownAs {
		out.KnownAs = append(out.KnownAs, answer.KnownAs{System: k.System, ID: k.ID})
	}
	for _, e := range p.Programs {
		out.Programs = append(out.Programs, answer.EligibleProgram{Program: e.Program.ID, Eligible: !e.Left, Left: e.Left, Terms: e.Terms, Known: e.Known,
			Begins: answer.DayOrNil(e.Begins), Usable: e.Usable, UsableFrom: answer.DayOrNil(e.From)})
	}
	for _, s := range p.Next {
		step := answer.NextStep{Step: string(s.Step)}
		if s.Program != nil {
			step.Program = s.Program.ID
		}
		out.Next = append(out.Next, step)
	}
	return out
}

// NewGrantReview is a grant under review as it is answered.
func NewGrantReview(r store.ListedReview) answer.GrantReview {
	return answer.GrantReview{Partner: r.Partner, Name: r.Name, Program: r.Program, Benefit: r.Benefit, Key: r.Holder, Grant: r.Grant, Granted: r.Granted}
}

// NewAttachment is a file as it is answered.
func NewAttachment(a store.Attachment) answer.Attachment {
	return answer.Attachment{ID: a.ID, Case: a.Case, Name: a.Name, Type: a.Type, Size: a.Size, Checksum: a.Checksum, By: a.By, Created: a.Created}
}

// NewPerson is a person as it is answered.
func NewPerson(v app.PersonView) answer.Person {
	return answer.Person{ID: v.ID, Name: v.Name, Email: v.Email, Phone: v.Phone, Language: v.Language, Zone: v.Zone, Digest: v.Digest, Promotional: v.Promotional,
		State: string(v.State), Roles: v.Seats, Revision: v.Revision}
}

// NewContact is a marketing contact as it is answered.
func NewContact(c store.Contact) answer.Contact {
	return answer.Contact{ID: c.ID, Person: c.Person, Email: c.Email, Phone: c.Phone, Language: c.Language, Main: c.Main, Verified: answer.MomentOrNil(c.Verified), Since: c.Since,
		By: c.By, Ended: answer.MomentOrNil(c.Ended), Because: c.Because}
}

// NewAccount is what is kept about a partner, as it is answered.
func NewAccount(v app.AccountView) answer.Account {
	return answer.Account{Partner: v.Partner, Name: v.Name, Email: v.Email, Region: v.Region, Portfolio: v.Portfolio, Country: v.Country, Manager: v.Manager, Publishers: v.Publishers, Revision: v.Revision}
}

// NewOffer is an offer as it is answered.
func NewOffer(o store.Offer) answer.Offer {
	out := answer.Offer{Publisher: o.Publisher, ID: o.ID, Title: o.Title, Type: o.Type, Option: o.Option, Listing: o.Listing, Life: o.Life, Owner: o.Owner, Contacts: o.Contacts,
		Private: o.Private, Content: answer.Plain(o.Content), Revision: o.Revision}
	if o.LiveSince != 0 {
		out.LiveSince = &o.LiveSince
	}
	return out
}

// NewLetter is a letter as it is listed.
func NewLetter(l store.Letter) answer.Letter {
	return answer.Letter{ID: l.ID, Kind: string(l.Kind), Partner: l.Partner, Case: l.Case, Person: l.Person, Language: l.Language, Subject: l.Subject, Summary: l.Preheader,
		State: string(l.State), Attempts: l.Attempts, Created: l.Created}
}

// NewPosting is a line of the ledger as it is answered.
func NewPosting(l store.Line) answer.Posting {
	return answer.Posting{ID: l.ID, At: l.At, Grant: l.Grant, Case: l.Case, From: l.From, To: l.To, Amount: *answer.NewAmount(l.Amount), Use: l.Use}
}

// NewBalance is what is on the accounts of a grant of credit, as it is answered.
func NewBalance(c fulfillment.Credited) answer.Balance {
	return answer.Balance{Grant: c.Grant, Benefit: c.Benefit, Currency: c.Amount.Currency, Accounts: c.Balance}
}

// NewUsed is how a use was taken from the credits, as it is answered.
func NewUsed(u app.Used) answer.Used {
	parts := make([]answer.Part, len(u.Postings))
	for i, p := range u.Postings {
		parts[i] = answer.Part{Grant: p.Grant, Case: p.Case, Amount: *answer.NewAmount(p.Amount), Back: p.From == fulfillment.Used}
	}
	return answer.Used{Parts: parts, Overage: answer.Amount{Value: u.Overage.Value, Currency: u.Overage.Currency}, Repeated: u.Repeated}
}

// NewWholeLetter is a letter as it is shown alone: with its texts and what became of
// it.
func NewWholeLetter(v app.LetterView) answer.Letter {
	out := NewLetter(v.Letter)
	out.Text, out.HTML = v.Text, v.HTML
	for _, each := range v.Deliveries {
		out.Deliveries = append(out.Deliveries, answer.Delivery{At: each.At, Outcome: each.Outcome, Answer: each.Answer})
	}
	return out
}

// NewEnrollment is what a partner accepted, and what it opted out of, as it is
// answered.
func NewEnrollment(e app.Enrollment) answer.Enrollment {
	out := answer.Enrollment{Accepted: []answer.Acceptance{}, OptOuts: []answer.OptOut{}}
	for _, a := range e.Accepted {
		out.Accepted = append(out.Accepted, answer.Acceptance{Program: a.Program, Benefit: a.Benefit, Terms: a.Terms, Person: a.Person, At: a.At})
	}
	for _, o := range e.OptOuts {
		out.OptOuts = append(out.OptOuts, answer.OptOut{Program: o.Program, Offer: o.Offer, Person: o.Person, At: o.At})
	}
	return out
}

// NewKey is a key as it is answered; its value is shown once.
func NewKey(s store.Secret, value string) answer.Key {
	return answer.Key{ID: s.ID, Name: s.Label, Scopes: s.Scopes, By: s.Person, Created: s.Created, Expires: s.Expires, Seen: answer.MomentOrNil(s.Seen), Ended: answer.MomentOrNil(s.Ended), Value: value}
}

// NewProposal is a decision by hand, with what became of it.
func NewProposal(p store.Proposal) answer.Proposal {
	out := answer.Proposal{ID: p.ID, Act: p.Act, State: string(p.State), Program: p.Program, Partner: p.Partner, Benefit: p.Benefit, Offer: p.Offer, Grant: p.Grant,
		Amount: answer.NewAmount(p.Amount), Until: p.Until, Because: p.Because, By: p.By, Role: p.Role, Made: p.Made, To: p.To, Decider: p.Decider, Reason: p.Reason}
	if p.Version != nil {
		out.Version, out.Effective = p.Version.Version, &p.Version.Effective
	}
	if !p.Due.IsZero() {
		out.Due = &p.Due
	}
	if !p.Decided.IsZero() {
		out.Decided = &p.Decided
	}
	return out
}
