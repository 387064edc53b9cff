package app

import (
	"context"
	"regexp"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// ExternalID is how another system knows a partner: a tenant, a domain, a number in
// a CRM.
type ExternalID struct {
	System string `json:"system"` // the name of the other system
	ID     string `json:"id"`     // the id there
}

// AccountInput is what is told about a partner: all of it. What is there already
// is not told again.
type AccountInput struct {
	Partner    string
	Name       string
	Email      string // of the company's account
	Region     string
	Portfolio  string
	Country    string   // two letters
	Manager    string   // the person who is its engagement manager
	Publishers []string // that belong to it; one that is left out belongs to it no more
	External   []ExternalID
	Revision   int64 // the one that the caller saw; 0 for a partner that is new
}

// SavePartner stores what is told about a partner, and makes it one when it is
// new: its name, its publishers and its ids elsewhere are facts.
func (a *App) SavePartner(ctx context.Context, who people.Who, in AccountInput) (store.Account, error) {
	out := store.Account{Partner: in.Partner, Email: in.Email, Region: in.Region, Portfolio: in.Portfolio, Country: in.Country, Manager: in.Manager, Revision: in.Revision}
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		if err := may(ctx, &tx.Reader, who, people.ManagePartners, in.Partner); err != nil {
			return err
		}
		if err := a.checkAccount(ctx, tx, in, &out); err != nil {
			return err
		}
		if err := tx.SaveAccount(ctx, out); err != nil {
			return err
		}
		out.Revision++
		facts, err := a.partnerFacts(ctx, tx, in)
		if err != nil {
			return err
		}
		if err := a.addFacts(ctx, tx, facts...); err != nil {
			return err
		}
		if err := tx.Enqueue(ctx, evaluateJob, in.Partner, a.moment()); err != nil {
			return err
		}
		return a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: "change partner", Subject: in.Partner})
	})
	return out, err
}

var countryCode = regexp.MustCompile(`^[A-Z]{2}$`)

func (a *App) checkAccount(ctx context.Context, tx *store.Tx, in AccountInput, out *store.Account) error {
	var m problem.Mistakes
	field := func(name string) problem.Place { return problem.Place{File: name} }
	if wrong := problem.Of(fact.CheckID("partner", in.Partner)); wrong != nil || in.Partner == "" {
		m.Add(field("partner"), "A partner has an id that is opaque: no e-mail address, no line breaks.")
	}
	if in.Email != "" {
		email, err := people.Email(in.Email)
		if wrong := problem.Of(err); wrong != nil {
			m.AddProblem(field("email"), wrong)
		}
		out.Email = email
	}
	if in.Country != "" && !countryCode.MatchString(in.Country) {
		m.AddWithHint(field("country"), "Write it like DE.", "%q is not a country's two letters.", problem.Excerpt(in.Country))
	}
	for name, text := range map[string]string{"name": in.Name, "region": in.Region, "portfolio": in.Portfolio} {
		if text != oneLine(text) || len(text) > 200 {
			m.Add(field(name), "This is one line of at most 200 characters.")
		}
	}
	if in.Manager != "" {
		seats, err := tx.Seats(ctx, in.Manager)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(seats, func(s people.Seat) bool { return s.Role == people.EngagementManager }) {
			m.AddWithHint(field("manager"), "Give somebody the role first.", "%q is no engagement manager.", problem.Excerpt(in.Manager))
		}
	}
	for _, id := range in.Publishers {
		if wrong := problem.Of(fact.CheckID("publisher", id)); wrong != nil || id == "" {
			m.Add(field("publishers"), "A publisher has an id that is opaque: no e-mail address, no line breaks.")
		}
	}
	for _, x := range in.External {
		if x.System == "" || x.ID == "" {
			m.Add(field("external_ids"), "An id elsewhere names its system and the id.")
		}
	}
	return m.Err("The partner %s cannot be kept as it is.", problem.Excerpt(in.Partner))
}

// partnerFacts are the facts that say what is new about a partner.
func (a *App) partnerFacts(ctx context.Context, tx *store.Tx, in AccountInput) ([]fact.Fact, error) {
	today := a.moment().Day(nil)
	var out []fact.Fact
	state := func(kind string, subject fact.Subject, from calendar.Moment, attributes ...fact.Attribute) {
		out = append(out, fact.Fact{ID: fact.ID{Source: fact.Laurel, Key: a.newID("told_")}, Kind: kind, State: true, Subject: subject, Happened: from, Recorded: a.moment(),
			Attributes: fact.NewAttributes(attributes...)})
	}
	text := func(name, value string) fact.Attribute { return fact.Attribute{Name: name, Value: fact.Text(value)} }
	held, err := tx.PublishersOf(ctx, in.Partner, today)
	if err != nil {
		return nil, err
	}
	known, err := tx.FindPartner(ctx, in.Partner)
	if problem.KindOf(err) == problem.NotFound || err == nil && known.Name != in.Name && in.Name != "" {
		state(string(fact.Partner), fact.Subject{Partner: in.Partner}, calendar.On(today), text("name", in.Name))
	} else if err != nil {
		return nil, err
	}
	for _, publisher := range in.Publishers {
		if slices.Contains(held, publisher) {
			continue
		}
		since, err := belongsSince(ctx, tx, publisher, today)
		if err != nil {
			return nil, err
		}
		state(fact.Membership, fact.Subject{Partner: in.Partner, Publisher: publisher}, calendar.On(since))
	}
	ended, err := a.endMemberships(ctx, tx, in, held)
	if err != nil {
		return nil, err
	}
	out = append(out, ended...)
	for _, x := range in.External {
		if p, found, err := tx.PartnerByExternalID(ctx, x.System, x.ID); err != nil {
			return nil, err
		} else if found && p.ID != in.Partner {
			return nil, problem.New(problem.Conflict, "The id %q in %s is another partner's.", problem.Excerpt(x.ID), problem.Excerpt(x.System)).WithHint("Take it from that one first.")
		} else if !found {
			state(fact.ExternalID, fact.Subject{Partner: in.Partner}, calendar.On(today), text("system", x.System), text("id", x.ID))
		}
	}
	return out, nil
}

// belongsSince is the day from which a publisher belongs to the partner that it is
// given to: from its first day on where it was nobody's, so that nothing that it
// sold before is lost.
func belongsSince(ctx context.Context, tx *store.Tx, publisher string, today calendar.Day) (calendar.Day, error) {
	mapped, err := tx.WasMapped(ctx, publisher)
	if mapped {
		return today, err
	}
	return calendar.FirstDay, err
}

// endMemberships lets publishers that are left out belong to the partner no more:
// the membership is corrected to end yesterday.
func (a *App) endMemberships(ctx context.Context, tx *store.Tx, in AccountInput, held []string) ([]fact.Fact, error) {
	var out []fact.Fact
	if in.Publishers == nil {
		return nil, nil
	}
	list, err := tx.Memberships(ctx, in.Partner)
	if err != nil {
		return nil, err
	}
	yesterday := a.moment().Day(nil) - 1
	for _, m := range list {
		if slices.Contains(in.Publishers, m.Publisher) || !slices.Contains(held, m.Publisher) || m.Days.Until-1 <= yesterday || m.Gone {
			continue
		}
		if m.ID.Source != fact.Laurel {
			return nil, problem.New(problem.Conflict, "The feed %s says that the publisher %s belongs to %s.", m.ID.Source, m.Publisher, in.Partner).WithHint("Let the feed correct it.")
		}
		out = append(out, fact.Fact{ID: fact.ID{Source: fact.Laurel, Key: a.newID("told_")}, Kind: fact.Membership, State: true, Subject: fact.Subject{Partner: in.Partner, Publisher: m.Publisher},
			Happened: calendar.On(m.Days.From), Until: calendar.On(max(yesterday, m.Days.From)), Recorded: a.moment(), Replaces: m.ID.Key})
	}
	return out, nil
}
