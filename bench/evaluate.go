package main

import (
	"math/rand/v2"
	"os"
	"testing"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/locale"
	"laurel/internal/program"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

// The program that evaluations are measured with: three metrics, nine tiers and
// all the benefits that were published.
const published = "../programs/microsoft-marketplace-rewards/2023-08.yaml"

// evaluations measures the standing of one partner with a hundred facts, with
// and without the reasons.
func evaluations(t *table) {
	in := onePartner()
	bare := testing.Benchmark(func(b *testing.B) { evaluate(b, in, func(*standing.Timeline) {}) })
	recorded := testing.Benchmark(func(b *testing.B) { evaluate(b, in, record) })
	explained := testing.Benchmark(func(b *testing.B) { evaluate(b, in, explain) })
	t.add("evaluation of a partner with 100 facts", perOp(bare), "")
	t.add("with its explanation: every reason and every fact that counted", perOp(recorded), times(recorded, bare, "the evaluation"))
	t.add("and all of it in sentences", perOp(explained), times(explained, bare, "the evaluation"))
}

func evaluate(b *testing.B, in standing.Input, and func(*standing.Timeline)) {
	b.ReportAllocs()
	for b.Loop() {
		timeline, err := standing.Evaluate(in)
		must(err)
		if len(timeline.Standings(in.At)) != 1 {
			b.Fatal("the partner must have a standing")
		}
		and(timeline)
	}
}

func record(timeline *standing.Timeline) {
	if len(timeline.Explain(timeline.At)) != 1 {
		panic("the partner must have an explanation")
	}
}

func explain(timeline *standing.Timeline) {
	teller := sentence.For(sentence.Reader{Locale: locale.Match("en"), Audience: sentence.ForOperator}, timeline.Partner, timeline.Release(timeline.At).Program)
	for _, x := range timeline.Explain(timeline.At) {
		if len(teller.Explain(&x, sentence.Ask{})) == 0 {
			panic("an explanation has lines")
		}
	}
}

// onePartner is a partner with a hundred sales in ten years.
func onePartner() standing.Input {
	text, err := os.ReadFile(published)
	must(err)
	p, err := program.Read(published, text)
	must(err)
	p.Effective = firstDay
	in := standing.Input{Partner: standing.Partner{ID: partner(0), Name: "Partner 0"}, Known: firstDay + days, At: firstDay + days,
		History: program.NewHistory(program.Release{Program: p})}
	m := marketplace{partners: 1}
	take := func(f fact.Fact) error { in.Facts = append(in.Facts, f); return nil }
	must(m.beginnings(take))
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 100 {
		must(take(marketplace{partners: 1, perEach: 1}.sale(random, firstDay+calendar.Day(i*days/100))))
	}
	return in
}
