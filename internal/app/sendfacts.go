package app

import (
	"bytes"
	"context"
	"fmt"

	"laurel/internal/answer"
	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/importer"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// FactsInput is facts as a feed sends them.
type FactsInput struct {
	Source string // of facts that do not name theirs
	Text   []byte // a JSON array, or JSON lines, of facts in the form of laurel-jsonl or of CloudEvents
}

// MostFacts is how many facts may be sent at once.
const MostFacts = 10_000

// SendFacts keeps facts. Each has its own fate: one that is rejected stops no
// other. When it returns they are durable. A fact that does not say when it was
// recorded was recorded now.
func (a *App) SendFacts(ctx context.Context, who people.Who, in FactsInput) (answer.Received, error) {
	out := answer.Received{Items: []answer.Outcome{}}
	if err := a.May(ctx, who, people.SendFacts, ""); err != nil {
		return out, err
	}
	sent, err := a.readFacts(in)
	if err != nil {
		return out, err
	}
	var outcomes []fact.Outcome
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		if outcomes, err = tx.AddFacts(ctx, sent.items, a.now()); err != nil {
			return err
		}
		out = sent.received(outcomes)
		if changed := len(out.Items) - out.Repeated - out.Rejected; changed == 0 {
			return nil
		}
		return a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: "send facts", Subject: in.Source,
			Detail: fmt.Sprintf("%d new, %d corrected, %d retracted, %d in conflict", out.New, out.Corrected, out.Retracted, out.Conflicts)})
	})
	return out, err
}

func (a *App) readFacts(in FactsInput) (*sentFacts, error) {
	if err := checkSource(in.Source); err != nil {
		return nil, err
	}
	sent := &sentFacts{}
	_, err := importer.Read("laurel-jsonl", bytes.NewReader(in.Text),
		importer.Options{Source: in.Source, Published: a.moment(), Now: calendar.At(a.now())}, sent)
	return sent, err
}

// sentFacts are facts in the order in which they were sent, and in their places
// those that are none.
type sentFacts struct {
	items    []store.Item
	rejected map[int]importer.Reject // by place
	count    int
}

// Fact takes one fact.
func (s *sentFacts) Fact(it importer.Item) error {
	s.items = append(s.items, store.Item{Fact: it.Fact, Correction: it.Correction, Single: it.Single, Earliest: it.Earliest, Dated: it.Dated})
	return s.next()
}

// Reject takes what is no fact.
func (s *sentFacts) Reject(r importer.Reject) error {
	if s.rejected == nil {
		s.rejected = map[int]importer.Reject{}
	}
	s.rejected[s.count] = r
	return s.next()
}

func (s *sentFacts) next() error {
	if s.count++; s.count > MostFacts {
		return problem.New(problem.Invalid, "There are more than %d facts.", MostFacts).WithHint("Send them in several calls.")
	}
	return nil
}

// received says of each fact what became of it.
func (s *sentFacts) received(outcomes []fact.Outcome) answer.Received {
	out := answer.Received{Items: make([]answer.Outcome, 0, s.count)}
	stored := 0
	for i := range s.count {
		if r, ok := s.rejected[i]; ok {
			out.Add(rejected(i, r))
			continue
		}
		out.Add(fateOf(i, &s.items[stored].Fact, outcomes[stored]))
		stored++
	}
	return out
}

func rejected(index int, r importer.Reject) answer.Outcome {
	out := answer.Outcome{Index: index, Fate: answer.Rejected}
	for _, f := range r.Faults {
		out.Faults = append(out.Faults, answer.Fault{Field: f.Name, Reason: f.Reason})
	}
	return out
}

func fateOf(index int, f *fact.Fact, outcome fact.Outcome) answer.Outcome {
	out := answer.Outcome{Index: index, Source: f.ID.Source, ID: f.ID.Key, Fate: answer.New}
	switch {
	case outcome == fact.Repeated:
		out.Fate = answer.Repeated
	case outcome == fact.Conflict:
		out.Fate = answer.Disputed
	case outcome == fact.Circular:
		out.Fate = answer.Rejected
		out.Faults = []answer.Fault{{Field: "replaces", Reason: fmt.Sprintf("It replaces %s, which itself goes back to it. Send it again so that one fact is the first.", f.Replaces)}}
	case f.Retracts:
		out.Fate = answer.Retracted
	case outcome == fact.Corrected, f.Replaces != "":
		out.Fate = answer.Corrected
	}
	return out
}
