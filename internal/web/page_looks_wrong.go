package web

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"

	answers "laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/fulfillment"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

// askLooksWrong are the fields of the form by which one says that something on the
// standing page looks wrong: with what was shown.
func askLooksWrong(c *call) ([]field, error) {
	out := []field{onceField, {name: "at", kind: "hidden", most: 10, optional: true}, {name: "known", kind: "hidden", most: 10, optional: true},
		{name: "text", kind: "textarea", most: 10_000, label: c.locale.Say("standing.what-wrong", nil)}}
	programs, err := c.severalPrograms()
	if len(programs) > 0 {
		out = append(out, field{name: "program", kind: "select", most: 200, options: programs})
	}
	c.before = map[string][]string{"program": {c.r.URL.Query().Get("program")}}
	return out, err
}

// asShown is the view that a page of the standing was of.
func (c *call) asShown(program, at, known string) (v app.View, err error) {
	v.Program = program
	if v.At, err = askedDay(at); err != nil {
		return v, err
	}
	v.Known, err = askedDay(known)
	return v, err
}

// looksWrong files a ticket with the explanation as it was shown.
func looksWrong(c *call) (answer, error) {
	v, err := c.asShown(c.value("program"), c.value("at"), c.value("known"))
	if err != nil {
		return answer{}, badForm
	}
	shown, err := c.explained(v)
	if err != nil {
		return answer{}, err
	}
	k, err := c.App.FileTicket(c.ctx(), c.who, app.TicketInput{Partner: c.partner.ID, Program: v.Program, Topic: fulfillment.LooksWrong, Text: c.value("text"), Shown: shown})
	if err != nil {
		return answer{}, err
	}
	return goTo("/cases/" + k.ID)
}

// explained is the explanation as the partner sees it: what looks wrong is in it.
func (c *call) explained(v app.View) (json.RawMessage, error) {
	all := []answers.Explanation{}
	err := c.eachExplanation(v, func(_ *standing.Timeline, x *standing.Explanation, lines []sentence.Line) {
		all = append(all, answers.NewExplanation(x, lines))
	})
	if err != nil {
		return nil, err
	}
	return json.Marshal(all)
}

// eachExplanation tells every standing of a view with its sentences.
func (c *call) eachExplanation(v app.View, tell func(*standing.Timeline, *standing.Explanation, []sentence.Line)) error {
	timelines, err := c.timelines(v)
	if err != nil {
		return err
	}
	for _, t := range timelines {
		teller := c.teller(t)
		for _, x := range t.Explain(t.At) {
			tell(t, &x, teller.Explain(&x, sentence.Ask{Through: t.Through, Facts: factsShown}))
		}
	}
	return nil
}

// showStandingFile hands out the explanation as a table for a spreadsheet: a row for
// each sentence.
func showStandingFile(c *call) (answer, error) {
	q := c.r.URL.Query()
	v, err := c.asShown(q.Get("program"), q.Get("at"), q.Get("known"))
	if err != nil {
		return answer{}, err
	}
	var out bytes.Buffer
	out.WriteString("\ufeff") // by which spreadsheets know that it is UTF-8
	w := csv.NewWriter(&out)
	w.Write(c.heads("program", "ladder", "day", "depth", "outcome", "sentence"))
	err = c.eachExplanation(v, func(t *standing.Timeline, x *standing.Explanation, lines []sentence.Line) {
		writeLines(w, []string{c.programName(t.Program), x.Ladder, t.At.String()}, 1, lines)
	})
	if err != nil {
		return answer{}, err
	}
	w.Flush()
	return answer{file: &download{"standing-" + c.partner.ID + ".csv", "text/csv; charset=utf-8", out.Bytes()}}, w.Error()
}

func (c *call) heads(names ...string) []string {
	for i, name := range names {
		names[i] = c.locale.Say("standing.csv-"+name, nil)
	}
	return names
}

func writeLines(w *csv.Writer, before []string, depth int, lines []sentence.Line) {
	for _, l := range lines {
		row := append(append([]string{}, before...), strconv.Itoa(depth), string(l.Outcome), l.Text)
		for i := range row {
			row[i] = noFormula(row[i])
		}
		w.Write(row)
		writeLines(w, before, depth+1, l.Lines)
	}
}

// noFormula is a text that no spreadsheet takes for a formula.
func noFormula(text string) string {
	if text != "" && strings.ContainsAny(text[:1], "=+-@\t\r") {
		return "'" + text
	}
	return text
}
