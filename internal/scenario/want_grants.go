package scenario

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/money"
)

// wantGrants is grants NUMBER [STATE] [of BENEFIT] [for OFFER]: how many grants
// are in force, or in a state. no grants is grants 0.
type wantGrants struct {
	count   int
	state   string
	benefit word
	offer   word
}

func (a *asking) grants() want {
	w := &wantGrants{}
	if !a.denied {
		first := a.a("How many grants")
		n, err := strconv.Atoi(first.text)
		if err != nil || n < 0 {
			a.fail(first, "Write a whole number, like grants 12.", "`%s` is not a number of grants.", shorten(first.text))
		}
		w.count = n
	}
	for a.more() {
		next := a.peek()
		switch {
		case a.accept("of"):
			w.benefit = a.a("The name of a benefit")
		case a.accept("for"):
			w.offer = a.a("The name of an offer")
		case slices.Contains(grantStates, next.text) && w.state == "":
			w.state = a.take().text
		default:
			a.fail(next, suggestion(next.text, slices.Concat(grantStates, []string{"of", "for"})), "`%s` says nothing about grants.", shorten(next.text))
		}
	}
	return w
}

func (w *wantGrants) bind(n *names) {
	n.known(w.benefit, w.benefit.text, "benefit", n.benefits())
	n.bindOffer(w.offer)
}

func (w *wantGrants) check(v *view) finding {
	one := wantGrant{offer: w.offer}
	if w.state != "" {
		one.states = []string{w.state}
	}
	var found, all []string
	for _, g := range v.timeline.GrantsOn(v.at) {
		if w.benefit.text != "" && g.Benefit != w.benefit.text {
			continue
		}
		all = append(all, v.grantText(&g))
		if one.fits(v, &g) {
			found = append(found, g.Benefit)
		}
	}
	f := finding{held: len(found) == w.count, found: strings.TrimSpace("grants " + strconv.Itoa(len(found)) + " " + w.state)}
	if len(found) > 0 {
		f.found += " (" + listed(found) + ")"
	}
	if !f.held {
		f.reasons = all
	}
	return f
}

// wantOutstanding is outstanding AMOUNT [+ AMOUNT …]: what the grants in force
// are still worth.
type wantOutstanding struct{ amounts []money.Amount }

func (a *asking) outstanding() want {
	w := &wantOutstanding{}
	for {
		first := a.peek()
		f := a.figure("An amount")
		if f.currency == "" {
			a.fail(first, "Write its currency behind it, like 17_000 USD.", "`%s` is not an amount of money.", shorten(first.text))
		}
		w.amounts = append(w.amounts, f.amount())
		if !a.accept("+") {
			return w
		}
	}
}

func (w *wantOutstanding) bind(*names) {}

func (w *wantOutstanding) check(v *view) finding {
	sums := v.timeline.Outstanding(v.at)
	var texts []string
	for code, sum := range sums {
		texts = append(texts, money.New(sum, code).String())
	}
	slices.Sort(texts)
	f := finding{held: true, found: "outstanding " + cmp.Or(strings.Join(texts, " + "), "nothing")}
	for _, a := range w.amounts {
		f.held = f.held && sums[a.Currency].Equal(a.Value)
		delete(sums, a.Currency)
	}
	for _, sum := range sums {
		f.held = f.held && sum.Sign() == 0
	}
	return f
}

// wantFirst is first benefit DATE, or no first benefit: when the first grant was
// made.
type wantFirst struct{ day calendar.Day }

func (a *asking) firstBenefit() want {
	a.expect("benefit", "first benefit 2024-03-06")
	if a.denied {
		return &wantFirst{}
	}
	return &wantFirst{day: a.day("The day of the first benefit")}
}

func (w *wantFirst) bind(*names) {}

func (w *wantFirst) check(v *view) finding {
	first := calendar.Day(0)
	for _, g := range v.timeline.GrantsOn(v.at) {
		if first == 0 || g.Granted < first {
			first = g.Granted
		}
	}
	if first == 0 {
		return finding{held: w.day == 0, found: "no first benefit"}
	}
	return finding{held: first == w.day, found: "first benefit " + first.String()}
}
