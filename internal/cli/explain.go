package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/metric"
	"laurel/internal/problem"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

// explainFlags are the words after `laurel explain`.
type explainFlags struct {
	view      viewFlags
	audience  string
	every     bool
	facts     string
	after     string
	factLimit int
}

func explainCommand(d *door) *cobra.Command {
	var f explainFlags
	c := &cobra.Command{
		Use:   "explain PARTNER",
		Short: "Explain a standing: reasons, what is missing, what comes next, grants",
		Long: "Explain where a partner stands: every tier with its reasons, what is missing to the next, what changes\n" +
			"without new facts and when, which benefits are granted and which are not, and the facts that counted.\n\n" +
			"With --for partner it is what the partner may read: no reasons for operators, no places in the program file.",
		Example: "  laurel explain Contoso --at 2014-06-30\n  laurel explain Contoso --lang zh-CN --for partner\n  laurel explain Contoso --facts billed_sales",
		Args:    exactly("the partner: an id, or a part of its name"),
		RunE:    func(cmd *cobra.Command, args []string) error { return d.explain(cmd, &f, args[0]) },
	}
	f.view.attach(c)
	flags := c.Flags()
	audienceFlag(c, &f.audience)
	flags.BoolVar(&f.every, "every-tier", false, "give every tier its reasons, not only the one held and the next")
	flags.StringVar(&f.facts, "facts", "", "list the facts of this `metric` only")
	flags.StringVar(&f.after, "after", "", "go on after this `place` of a list of facts, as the list's end names it")
	flags.IntVar(&f.factLimit, "limit", 100, "list at most this `number` of facts of each metric")
	d.jsonFlag(c)
	return c
}

func (d *door) explain(cmd *cobra.Command, f *explainFlags, partner string) error {
	v, err := f.view.view()
	if err != nil {
		return err
	}
	reader, err := f.reader(d.settings.lang.value)
	if err != nil {
		return err
	}
	a, err := d.open(cmd.Context())
	if err != nil {
		return err
	}
	timelines, err := a.Timelines(cmd.Context(), app.PartnerView{View: v, Partner: partner})
	if err != nil {
		return err
	}
	e := explainer{door: d, flags: f, reader: reader}
	for _, t := range timelines {
		if err := e.timeline(t); err != nil {
			return err
		}
	}
	if e.told == 0 {
		return notInForce(partner)
	}
	return nil
}

// notInForce is the problem of a day on which there is nothing to tell.
func notInForce(partner string) error {
	return problem.New(problem.NotFound, "No program was in force for %s on that day, or nothing of it takes part in one.", partner).WithHint("Ask for another day with --at.")
}

// reader checks the flags that say who reads, and how much.
func (f *explainFlags) reader(lang string) (sentence.Reader, error) {
	switch {
	case f.factLimit < 1:
		return sentence.Reader{}, usage("--limit is %d; it must be 1 or more.", f.factLimit)
	case f.after != "" && f.facts == "":
		return sentence.Reader{}, usage("--after goes on with a list of --facts.")
	}
	return readerOf(f.audience, lang)
}

// explainer prints the explanations of one partner.
type explainer struct {
	door   *door
	flags  *explainFlags
	reader sentence.Reader
	told   int
}

func (e *explainer) timeline(t *standing.Timeline) error {
	teller := sentence.For(e.reader, t.Partner, t.Programs(t.At)...)
	for _, x := range t.Explain(t.At) {
		if err := e.explanation(t, teller, &x); err != nil {
			return err
		}
	}
	return nil
}

func (e *explainer) explanation(t *standing.Timeline, teller *sentence.Teller, x *standing.Explanation) error {
	e.told++
	if e.flags.facts != "" {
		return e.evidence(teller, x)
	}
	lines := teller.Explain(x, sentence.Ask{Through: t.Through, EveryTier: e.flags.every, Facts: e.flags.factLimit})
	if e.door.json {
		return writeJSON(e.door.Out, answer.NewExplanation(x, lines))
	}
	return e.print(lines)
}

func (e *explainer) print(lines []sentence.Line) error {
	if e.told > 1 {
		fmt.Fprintln(e.door.Out)
	}
	_, err := io.WriteString(e.door.Out, sentence.Tree(withCursors(lines, ""), e.reader.Audience == sentence.ForOperator))
	return err
}

// withCursors adds to the end of each cut list the flags that go on with it.
func withCursors(lines []sentence.Line, name string) []sentence.Line {
	out := slices.Clone(lines)
	for i := range out {
		l := &out[i]
		inside := name
		if l.About.Kind == sentence.AboutMetric {
			inside = l.About.ID
		}
		if l.Next != "" {
			l.Text += fmt.Sprintf(" [--facts %s --after %q]", inside, l.Next)
		}
		l.Lines = withCursors(l.Lines, inside)
	}
	return out
}

// evidence lists the facts of one metric.
func (e *explainer) evidence(teller *sentence.Teller, x *standing.Explanation) error {
	m := findMetric(x.Metrics, e.flags.facts)
	if m == nil {
		names := make([]string, len(x.Metrics))
		for i := range x.Metrics {
			names[i] = x.Metrics[i].Metric.Name
		}
		return problem.New(problem.NotFound, "The program %s has no metric %q.", x.Program, e.flags.facts).WithHint("There are: %s.", strings.Join(names, ", "))
	}
	line, err := teller.Evidence(m, sentence.Page{After: e.flags.after, Limit: e.flags.factLimit})
	if err != nil {
		return err
	}
	if e.door.json {
		return writeJSON(e.door.Out, line)
	}
	return e.print([]sentence.Line{line})
}

func findMetric(list []metric.Measured, name string) *metric.Measured {
	for i := range list {
		if list[i].Metric.Name == name {
			return &list[i]
		}
	}
	return nil
}
