package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"laurel/internal/answer"
	"laurel/internal/api"
	"laurel/internal/app"
	"laurel/internal/fulfillment"
	"laurel/internal/money"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

func caseCommand(d *door) *cobra.Command {
	return group("case", "Use benefits, and follow every promise until it is kept",
		"  laurel case open Contoso blog --submit --as per_01jd…\n  laurel case move act_01jd… contact --channel phone --to per_01jd… --outcome \"agreed on a date\"",
		caseForm(d), caseOpen(d), caseList(d), caseShow(d), caseMove(d), caseAttach(d), caseDownload(d))
}

// inputFlags are what a move may say.
type inputFlags struct {
	form, terms, amount string
	credit              fulfillment.Credit
}

func (f *inputFlags) attach(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&f.form, "form", "", "`file` with what is filled in, as JSON; - is standard input")
	flags.StringVar(&f.terms, "terms", "", "the `version` of the benefit's terms that is accepted")
	flags.StringVar(&f.amount, "amount", "", "of a claim: the `amount`, such as \"500 USD\"")
	flags.StringVar(&f.credit.Country, "country", "", "of a claim: the `country` where it will be used, in two letters")
	flags.StringVar(&f.credit.Agreement, "agreement", "", "of a claim: the `kind` of contract of the account")
	flags.StringVar(&f.credit.Target, "target", "", "of a claim: the `account` that it is for")
	flags.StringVar(&f.credit.Overage, "overage", "", "of a claim: `who` pays for what is used beyond it")
}

// input reads what is said.
func (f *inputFlags) input(d *door) (fulfillment.Input, error) {
	in := fulfillment.Input{Terms: f.terms}
	var err error
	if in.Form, err = d.readObject("form", f.form); err != nil {
		return in, err
	}
	if in.Amount, err = amountFlag("amount", f.amount); err != nil {
		return in, err
	}
	if f.credit != (fulfillment.Credit{}) {
		in.Credit = &f.credit
	}
	return in, nil
}

// readObject reads a file with a JSON object, named by a flag; nothing for none.
func (d *door) readObject(flag, file string) (json.RawMessage, error) {
	if file == "" {
		return nil, nil
	}
	text, err := d.readFile(file)
	if err != nil {
		return nil, err
	}
	var object map[string]any
	if err := json.Unmarshal(text, &object); err != nil {
		return nil, usage("--%s: %q is no JSON object.", flag, file)
	}
	return text, nil
}

// amountFlag reads an optional amount of money.
func amountFlag(flag, text string) (money.Amount, error) {
	if text == "" {
		return money.Amount{}, nil
	}
	amount, err := money.Parse(text)
	if err != nil {
		return amount, usage("--%s: %s", flag, problem.Of(err))
	}
	return amount, nil
}

func caseOpen(d *door) *cobra.Command {
	var in app.OpenInput
	var f inputFlags
	c := &cobra.Command{
		Use:   "open PARTNER BENEFIT",
		Short: "Begin to use a benefit: an activation, a request or a claim",
		Long: "Begin to use a benefit: an activation, a request or a claim, as its delivery in the program says. It is a draft until it\n" +
			"is handed in.",
		Example: "  laurel case open Contoso blog --submit --as per_01jd…\n  laurel case open Contoso credit --amount \"500 USD\" --country DE --target acc-7 --overage partner --submit",
		Args:    exactly("the partner: an id, or a part of its name", "the benefit"),
	}
	c.Flags().StringVar(&in.Program, "program", "", "the `name` of the program (default: the only one)")
	c.Flags().StringVar(&in.Offer, "offer", "", "the `offer` that it is for, as PUBLISHER/OFFER")
	c.Flags().StringVar(&in.Grant, "grant", "", "of several grants: the `id` of the one to be used (default: the one that ends first)")
	c.Flags().BoolVar(&in.Submit, "submit", false, "hand it in at once")
	c.Flags().StringSliceVar(&in.Tags, "tag", nil, "a `word` to find it by; give it again for another one")
	c.Flags().StringSliceVar(&in.Related, "related", nil, "the `id` of what it belongs to; give it again for another one")
	f.attach(c)
	d.jsonFlag(c)
	return d.actingFor(c, func(ctx context.Context, a *app.App, who people.Who, partner string, args []string) (err error) {
		in.Partner, in.Benefit = partner, args[0]
		if in.Input, err = f.input(d); err != nil {
			return err
		}
		if in.Program, err = a.ProgramNamed(ctx, in.Program); err != nil {
			return err
		}
		opened, err := a.OpenCase(ctx, who, in)
		return d.moved(opened, err)
	})
}

// moved tells where a case is now.
func (d *door) moved(c fulfillment.Case, err error) error {
	if err != nil {
		return err
	}
	if d.json {
		return writeJSON(d.Out, answer.NewCase(&c))
	}
	_, err = fmt.Fprintf(d.Out, "%s is %s%s.\n", c.ID, howFar(&c), dueText(&c, ", and "))
	return err
}

// howFar is how far a case is, with the stage where it has one.
func howFar(c *fulfillment.Case) string {
	if c.Stage == "" {
		return spelled(c.State)
	}
	return spelled(c.State) + " (" + c.Stage + ")"
}

// dueText says what is due by when; nothing where nothing is.
func dueText(c *fulfillment.Case, before string) string {
	due, what, ok := c.Due()
	if !ok {
		return ""
	}
	return fmt.Sprintf("%s%s is due by %s", before, spelled(what), timeText(due))
}

func caseList(d *door) *cobra.Command {
	var f filterFlags
	c := &cobra.Command{
		Use:     "list",
		Short:   "List cases, the newest first",
		Example: "  laurel case list --open\n  laurel case list --partner Contoso --kind ticket --json",
		Args:    exactly(),
	}
	f.attach(c)
	c.Flags().BoolVar(&f.Open, "open", false, "only those that are not over")
	d.jsonFlag(c)
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, _ []string) (err error) {
		if err := f.read(ctx, a); err != nil {
			return err
		}
		return d.cases("There is no such case.", func(last *fulfillment.Case) ([]fulfillment.Case, error) {
			before := ""
			if last != nil {
				before = last.ID
			}
			return a.Cases(ctx, who, f.CaseFilter, before, pageSize)
		})
	})
}

// filterFlags say which cases are meant.
type filterFlags struct {
	store.CaseFilter
	partner string
}

func (f *filterFlags) attach(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&f.partner, "partner", "", "only of this `partner`: an id, or a part of its name")
	flags.StringVar(&f.Region, "region", "", "only of partners of this `region`")
	flags.StringVar(&f.Portfolio, "portfolio", "", "only of partners of this `portfolio`")
	flags.StringVar((*string)(&f.Kind), "kind", "", "only of this `kind`: activation, request, sponsorship, outreach or ticket")
	flags.StringVar((*string)(&f.State), "state", "", "only in this `state`, such as action_required")
	flags.StringVar(&f.Stage, "stage", "", "only in this `stage` of it")
	flags.StringVar(&f.Program, "program", "", "only of the program of this `name`")
	flags.StringVar(&f.Benefit, "benefit", "", "only of this `benefit`")
	flags.StringVar(&f.Offer, "offer", "", "only about this `offer`, as PUBLISHER/OFFER")
	flags.StringVar(&f.Grant, "grant", "", "only from the grant with this `id`")
	flags.StringSliceVar(&f.Assignees, "assignee", nil, "only those that this `person` has, or one of these")
}

// read finds the partner that is named.
func (f *filterFlags) read(ctx context.Context, a *app.App) (err error) {
	f.Partner, err = namedPartner(ctx, a, f.partner)
	return err
}

// namedPartner is the id of the partner that a flag names; none where it is left
// out.
func namedPartner(ctx context.Context, a *app.App, word string) (string, error) {
	if word == "" {
		return "", nil
	}
	p, err := a.PartnerNamed(ctx, word)
	return p.ID, err
}

// cases prints a list of cases, read page by page.
func (d *door) cases(none string, read func(last *fulfillment.Case) ([]fulfillment.Case, error)) error {
	t := table{heads: []string{"case", "partner", "about", "state", "with", "due", "for"}}
	err := eachPage(read, func(c *fulfillment.Case) error {
		if d.json {
			return writeJSON(d.Out, answer.NewCase(c))
		}
		due, what := "…", ""
		if moment, name, ok := c.Due(); ok {
			due, what = timeText(moment), spelled(name)
		}
		t.add(c.ID, c.Partner, aboutCase(c), howFar(c), orNone(holderOf(c)), due, what)
		return nil
	})
	if err != nil || d.json {
		return err
	}
	return d.tableOr(&t, none)
}

// aboutCase is what a case is about: a benefit, a topic, an offer.
func aboutCase(c *fulfillment.Case) string {
	switch {
	case c.Benefit != "":
		return c.Benefit
	case c.Topic != "":
		return string(c.Topic)
	default:
		return c.Offer
	}
}

// holderOf is who has a case, or whose turn it is.
func holderOf(c *fulfillment.Case) string {
	if c.Assignee != "" {
		return c.Assignee
	}
	return spelled(c.Queue)
}

// pageSize is how much of a list is read at once.
const pageSize = 500

// eachPage prints a long list, read page by page. The function read is given the
// last item of the page before, nil for the first page.
func eachPage[T any](read func(last *T) ([]T, error), tell func(*T) error) error {
	var last *T
	for {
		page, err := read(last)
		if err != nil {
			return err
		}
		for i := range page {
			if err := tell(&page[i]); err != nil {
				return err
			}
		}
		if len(page) < pageSize {
			return nil
		}
		last = &page[len(page)-1]
	}
}

func caseShow(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "show CASE",
		Short:   "Show a case: what is due, what was done, and what can be done now",
		Example: "  laurel case show act_01jd…",
		Args:    exactly("the id of the case, as `laurel case list` shows it"),
	}
	d.jsonFlag(c)
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, args []string) error {
		view, err := a.Case(ctx, who, args[0])
		if err != nil {
			return err
		}
		if d.json {
			return writeJSON(d.Out, api.NewCase(view))
		}
		return d.showCase(view)
	})
}

func (d *door) showCase(v app.CaseView) error {
	fmt.Fprintf(d.Out, "%s: %s of %s, %s%s.\n", v.ID, v.Kind, v.Partner, howFar(&v.Case), dueText(&v.Case, "; "))
	for _, line := range []struct{ what, text string }{
		{"About", aboutCase(&v.Case)}, {"With", holderOf(&v.Case)}, {"Grant", v.Grant}, {"Amount", worth(v.Amount)}, {"Filled in", string(v.Form)}, {"Text", v.Text},
	} {
		if line.text != "" {
			fmt.Fprintf(d.Out, "  %s: %s\n", line.what, line.text)
		}
	}
	for _, f := range v.Attachments {
		fmt.Fprintf(d.Out, "  File %s: %s, %s\n", f.ID, f.Name, count(int(f.Size), "byte"))
	}
	for _, m := range v.Moves {
		fmt.Fprintf(d.Out, "  %s. %s: %s%s", strconv.FormatInt(m.Revision, 10), timeText(m.At), m.Move, by(m.Who))
		if m.Reason != "" {
			fmt.Fprintf(d.Out, ": %s", m.Reason)
		}
		fmt.Fprintln(d.Out)
	}
	for _, p := range v.Reachable {
		fmt.Fprintf(d.Out, "  Contact %s: %s\n", p.ID, p.Name)
	}
	return d.nextMoves(v.Next)
}

func (d *door) nextMoves(next []fulfillment.Move) error {
	if len(next) == 0 {
		return nil
	}
	_, err := fmt.Fprintf(d.Out, "What can be done now: %s.\n", list(next))
	return err
}

// by says who did something; nothing for Laurel itself.
func by(who string) string {
	if who == "" {
		return ""
	}
	return " by " + who
}

// worth is an amount as people read it; nothing for none.
func worth(a money.Amount) string {
	if a.IsZero() {
		return ""
	}
	return moneyText(a.Value, a.Currency)
}

// list is words with commas between them.
func list[T ~string](words []T) string {
	text := ""
	for i, w := range words {
		if i > 0 {
			text += ", "
		}
		text += string(w)
	}
	return text
}

func caseMove(d *door) *cobra.Command {
	var in fulfillment.Input
	var f inputFlags
	var value, role string
	c := &cobra.Command{
		Use:   "move CASE MOVE",
		Short: "Make a move with a case",
		Long: "Make a move with a case. Which ones there are now `laurel case show` says; the list of all:\n" + moveList() +
			"\nWith --revision a move is refused when somebody else made one since you looked.",
		Example: "  laurel case move act_01jd… ask --reason \"Which logo?\"\n  laurel case move spo_01jd… approve --as per_01jd…",
		Args:    exactly("the id of the case, as `laurel case list` shows it", "the move"),
	}
	flags := c.Flags()
	flags.Int64Var(&in.Revision, "revision", 0, "the `number` that you saw (default: the one that it has now)")
	flags.StringVar(&in.Reason, "reason", "", "a `reason`, a question, an answer")
	flags.StringVar(&in.Field, "field", "", "of amend: the `field`, as a JSON pointer such as /company")
	flags.StringVar(&value, "value", "", "of amend: what it becomes, as `JSON`, or else as a text")
	flags.StringVar(&in.Assignee, "assignee", "", "of assign: the `person` who gets it")
	flags.StringVar(&role, "role", "", "of assign: the `role` whose turn it is; of escalate: who is told")
	flags.StringVar(&in.Contact.Channel, "channel", "", "of contact: `how`: email, phone, meeting or portal")
	flags.StringVar(&in.Contact.To, "to", "", "of contact: the `person`")
	flags.StringVar(&in.Contact.Outcome, "outcome", "", "of contact: `what` came of it")
	flags.StringVar(&in.Stage, "stage", "", "a `word` of yours for how far it is")
	flags.StringVar(&in.External, "external", "", "of open: `how` the billing system knows the credit")
	f.attach(c)
	d.jsonFlag(c)
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, args []string) error {
		said, err := f.input(d)
		if err != nil {
			return err
		}
		in.Form, in.Terms, in.Amount, in.Credit = said.Form, said.Terms, said.Amount, said.Credit
		in.Move, in.Role, in.Value = fulfillment.Move(args[1]), people.Role(role), jsonOrText(value)
		if !c.Flags().Changed("revision") {
			view, err := a.Case(ctx, who, args[0])
			if err != nil {
				return err
			}
			in.Revision = view.Revision
		}
		moved, err := a.MoveCase(ctx, who, args[0], in)
		return d.moved(moved, err)
	})
}

// moveList tells every move once, with what it does.
func moveList() string {
	text, told := "", map[fulfillment.Move]bool{}
	for _, r := range fulfillment.Moves() {
		if !told[r.Move] {
			text += fmt.Sprintf("  %-10s %s\n", r.Move, r.Means)
		}
		told[r.Move] = true
	}
	return text
}

// jsonOrText is JSON as it is, and any other text as JSON; nothing for none.
func jsonOrText(value string) json.RawMessage {
	if value == "" || json.Valid([]byte(value)) {
		return json.RawMessage(value)
	}
	text, err := json.Marshal(value)
	if err != nil {
		panic(err) // never: it is a text
	}
	return text
}
