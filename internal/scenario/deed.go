package scenario

import (
	"slices"

	"laurel/internal/fact"
	"laurel/internal/standing"
)

// A deed is what became of a benefit: granted BENEFIT [NAME] DATE [AMOUNT]
// [offer=…]. It is a fact of source laurel.
func deed(kind string) func(*telling) {
	return func(t *telling) {
		f := &told{at: t.at, benefit: t.a("The name of a benefit"), fact: fact.Fact{Kind: kind, ID: fact.ID{Source: fact.Laurel}}}
		f.fact.Attributes = f.fact.Attributes.With("benefit", fact.Text(f.benefit.text))
		f.name = t.factName()
		f.fact.Happened = t.moment("The day it happened")
		t.tail(f, fields{figure: true})
		t.add(f)
	}
}

// objects is what an override is about, as written; empty words for nothing.
type objects struct {
	tier   tierWord
	metric word
	fact   word
}

// overrideActs are the acts of overrides, how each is written, and the attributes
// that mean something for it: all, where it is a credit of what they name.
var overrideActs = []struct {
	act     standing.Act
	example string
	read    func(t *telling, f *told)
	only    []string
}{
	{standing.SetTier, `override set_tier t2 2024-05-01..2024-12-31 because "…"`, (*telling).overrideTier, []string{"author", "approver"}},
	{standing.HoldTier, `override hold_tier t2 2024-05-01..2024-12-31 because "…"`, (*telling).overrideTier, []string{"author", "approver"}},
	{standing.Waive, `override waive billed_sales 2024-05-01..2024-12-31 because "…"`, func(t *telling, f *told) { f.objects.metric = t.a("The name of a metric") }, []string{"author", "approver", "counts_for_retention", "key"}},
	{standing.Exclude, `override exclude s3 2024-05-01.. because "…"`, func(t *telling, f *told) { f.objects.fact = t.named() }, []string{"author", "approver"}},
	{standing.Credit, `override credit billed_sales 5_000 USD 2024-05-01..2024-05-01 because "…"`, (*telling).overrideCredit, nil},
	{standing.Freeze, `override freeze 2024-05-01..2024-06-30 because "…"`, (*telling).overrideFreeze, []string{"author", "approver", "key"}},
	{standing.KeepGrant, `override keep_grant sponsorship 2024-05-01.. because "…"`, (*telling).overrideGrant, []string{"author", "approver", "offer", "publisher", "grant"}},
	{standing.RevokeGrant, `override revoke_grant sponsorship 2024-05-01.. because "…"`, (*telling).overrideGrant, []string{"author", "approver", "offer", "publisher", "grant"}},
}

// tellOverride reads override ACT [OBJECT] FROM..UNTIL because "…" [operators
// "…"] [name=value …] [learned DATE].
func (t *telling) tellOverride() {
	var acts []string
	for _, each := range overrideActs {
		acts = append(acts, string(each.act))
	}
	act := t.oneOf("an act of an override", acts)
	i := slices.Index(acts, act)
	if i < 0 {
		return
	}
	f := &told{at: t.at, fact: fact.Fact{Kind: fact.Override, State: true, ID: fact.ID{Source: fact.Laurel}}}
	f.setText("act", act)
	overrideActs[i].read(t, f)
	f.fact.Happened, f.fact.Until = t.days(overrideActs[i].example)
	t.why(f, overrideActs[i].example)
	t.tail(f, fields{only: overrideActs[i].only})
	t.add(f)
}

func (f *told) setText(name, value string) {
	f.fact.Attributes = f.fact.Attributes.With(name, fact.Text(value))
}

// why reads the reasons: one for everybody and, where needed, one that only
// operators see.
func (t *telling) why(f *told, example string) {
	t.expect("because", example)
	if !t.failed {
		f.setText("because", t.a("The reason").text)
	}
	if t.accept("operators") {
		f.setText("private", t.a("The reason for operators").text)
	}
}

func (t *telling) overrideTier(f *told) { f.objects.tier = t.tierWord(t.a("The name of a tier")) }

func (t *telling) overrideCredit(f *told) {
	f.objects.metric = t.a("The name of a metric")
	t.amountOrQuantity(f)
}

func (t *telling) overrideGrant(f *told) {
	f.benefit = t.a("The name of a benefit")
	f.setText("benefit", f.benefit.text)
}

func (t *telling) overrideFreeze(f *told) {
	if w := t.peek(); !isRange(w.text) {
		f.objects.tier = tierWord{ladder: t.ladderWord(t.take())}
	}
}
