package problem

import "fmt"

// Sentence is a sentence for a person, with what it names apart, so that another
// language can say it in its own order.
type Sentence struct {
	Format string // as English has it, in the verbs of fmt; as it stands when there are no Args
	Args   []any
}

// String is the sentence in English.
func (s Sentence) String() string {
	if len(s.Args) == 0 {
		return s.Format
	}
	return fmt.Sprintf(s.Format, s.Args...)
}

// Say is a sentence that fmt formats, even when it names nothing.
func Say(format string, args ...any) Sentence {
	if len(args) == 0 {
		return Sentence{Format: fmt.Sprintf(format, args...)}
	}
	return Sentence{format, args}
}

// or is the sentence as long as it still is what the text says; otherwise the text.
func (s Sentence) or(text string) Sentence {
	if s.Format == "" || s.String() != text {
		return Sentence{Format: text}
	}
	return s
}

// In is the problem in another language: say tells every sentence of it. The words
// for the command line are left out. p is unchanged.
func (p *Problem) In(say func(Sentence) string) *Problem {
	q := *p
	q.Message, q.Hint, q.Console = said(say, p.message.or(p.Message)), said(say, p.hint.or(p.Hint)), ""
	q.Mistakes = make([]Mistake, len(p.Mistakes))
	for i, m := range p.Mistakes {
		q.Mistakes[i] = Mistake{Place: m.Place, Message: said(say, m.message.or(m.Message)), Hint: said(say, m.hint.or(m.Hint))}
	}
	return &q
}

func said(say func(Sentence) string, s Sentence) string {
	if s.Format == "" {
		return ""
	}
	return say(s)
}

// Next is the hint, to stand inside another sentence.
func (p *Problem) Next() Sentence { return p.hint.or(p.Hint) }
