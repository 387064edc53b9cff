package main

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/fact"
)

// apiBatch is how many facts a call brings.
const apiBatch = 1000

// ingest measures facts that come in by the API, each call with an idempotency
// key, beside a bare insert of the same rows in the same batches.
func ingest(t *table) {
	dir, err := os.MkdirTemp("", "bench")
	must(err)
	defer os.RemoveAll(dir)
	b := buildBinary(dir)
	for _, e := range chosen(engines(dir)) {
		ingestInto(t, e, b)
	}
}

func ingestInto(t *table, e engine, b binary) {
	b.run("program", "apply", published, "--db", e.own) // the publishers are nobody's: nothing is worked out meanwhile
	s := b.serve(e.own)
	defer s.stop()
	bare := newBareLoad(e.bare(), e.put)
	defer bare.db.Close()
	sales := newSales(*partners)
	var bareTook, apiTook []time.Duration
	var memory []int64
	batches := *calls
	for i := range batches { // in turns, so that both meet the same machine
		batch := sales.batch(apiBatch, firstDay+calendar.Day(i*days/batches))
		apiTook = append(apiTook, timed(func() { s.send(sentAs(batch), fmt.Sprintf("batch-%d", i)) }))
		bareTook = append(bareTook, timed(func() { must(bare.insert(batch)) }))
		if tenth := max(1, batches/10); (i+1)%tenth == 0 {
			memory = append(memory, s.memory())
		}
	}
	rows := batches * apiBatch
	t.add("bare insert in batches of 1,000, "+e.name, rate(rows, sum(bareTook)), "")
	t.add("facts by the API in batches of 1,000, "+e.name, rate(rows, sum(apiTook)), fmt.Sprintf("%.2f × bare insert; aim 0.4", sum(bareTook).Seconds()/sum(apiTook).Seconds()))
	t.add("memory of the server after each tenth of them, "+e.name, mebibytes(memory), "")
}

func mebibytes(list []int64) string {
	words := make([]string, len(list))
	for i, n := range list {
		words[i] = strconv.FormatInt(n>>20, 10)
	}
	return strings.Join(words, ", ") + " MiB"
}

// chosen leaves out the engines that were not asked for.
func chosen(list []engine) []engine {
	var out []engine
	for _, e := range list {
		if *on == "" || *on == e.name {
			out = append(out, e)
		}
	}
	return out
}

// insert puts facts into the bare table in one transaction.
func (b *bareLoad) insert(list []fact.Fact) error {
	rows := make([]bareRow, len(list))
	for i := range list {
		rows[i] = bareRowOf(&list[i])
	}
	return b.inOne(func(tx *sql.Tx) error { return b.put(tx, rows) })
}

// sales are made as they are needed: the same ones each time.
type sales struct {
	m      marketplace
	random *rand.Rand
}

func newSales(partners int) *sales {
	return &sales{sized(partners), rand.New(rand.NewPCG(3, 4))}
}

func (s *sales) batch(n int, day calendar.Day) []fact.Fact {
	list := make([]fact.Fact, n)
	for i := range list {
		list[i] = s.m.sale(s.random, day)
	}
	return list
}

// sentFact is a fact in the form of laurel-jsonl.
type sentFact struct {
	ID        string `json:"id"`
	Kind      string `json:"kind"`
	Happened  string `json:"happened"`
	Recorded  string `json:"recorded"`
	Publisher string `json:"publisher"`
	Offer     string `json:"offer"`
	Customer  string `json:"customer"`
	Amount    string `json:"amount"`
	Currency  string `json:"currency"`
}

func sentAs(list []fact.Fact) []sentFact {
	out := make([]sentFact, len(list))
	for i := range list {
		f := &list[i]
		out[i] = sentFact{f.ID.Key, f.Kind, f.Happened.String(), f.Recorded.String(), f.Subject.Publisher, f.Subject.Offer, f.Subject.Customer,
			f.Amount.Value.String(), f.Amount.Currency}
	}
	return out
}
