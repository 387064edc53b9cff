package fact

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"laurel/internal/money"
	"laurel/internal/problem"
)

// MaxAttributes, MaxText and MaxNumber bound what one fact may carry.
const (
	MaxAttributes = 64
	MaxText       = 1000 // bytes of one text
	MaxNumber     = 100  // characters of one number, as it is written
)

// kindPattern is what a kind or an attribute name looks like.
var kindPattern = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)

// Check refuses a fact that could not be counted or explained later. The error
// names the first thing wrong, in words for whoever sent the fact.
func (f Fact) Check() error {
	checks := []func(Fact) error{checkIdentity, checkKind, checkTimes, checkIDs, checkSubject, checkAmount, checkAttributes, checkReplacement, checkMark}
	for _, check := range checks {
		if err := check(f); err != nil {
			return err
		}
	}
	return nil
}

// aboutAnother reports whether the fact says something about another fact, and
// so may leave out when it happened and whose it is.
func (f Fact) aboutAnother() bool { return f.Retracts || !f.Marks.IsZero() }

func checkIdentity(f Fact) error {
	if f.ID.Source == "" || f.ID.Key == "" {
		return problem.New(problem.Invalid, "A fact needs a source and an id; this one has source %q and id %q.", f.ID.Source, f.ID.Key)
	}
	if err := CheckID("source", f.ID.Source); err != nil {
		return err
	}
	return CheckID("id", f.ID.Key)
}

func checkKind(f Fact) error {
	if kindPattern.MatchString(f.Kind) || f.Retracts && f.Kind == "" {
		return nil
	}
	return problem.New(problem.Invalid, "%q is not a kind of fact.", problem.Excerpt(f.Kind)).
		WithHint("Use a lower-case word like sale or teams_mau.")
}

func checkTimes(f Fact) error {
	switch {
	case f.Happened.IsZero() && !f.aboutAnother():
		return problem.New(problem.Invalid, "The fact %s does not say when it happened.", f.ID).
			WithHint("Add the field happened, like 2024-03-05.")
	case f.Recorded.IsZero():
		return problem.New(problem.Invalid, "The fact %s does not say when it was recorded.", f.ID)
	case !f.Until.IsZero() && !f.State:
		return problem.New(problem.Invalid, "The fact %s has an end, but it is an event; only a state has one.", f.ID).
			WithHint("Leave until out, or send it as a state.")
	case f.endsBeforeItBegins():
		return problem.New(problem.Invalid, "The fact %s ends (%s) before it begins (%s).", f.ID, f.Until, f.Happened)
	default:
		return nil
	}
}

// endsBeforeItBegins compares like with like. Between a date and an instant only
// what is wrong in every time zone is wrong: their days are at most one apart.
func (f Fact) endsBeforeItBegins() bool {
	switch {
	case f.Until.IsZero() || f.Happened.IsZero():
		return false
	case f.Until.IsDate() == f.Happened.IsDate():
		return f.Until.Before(f.Happened)
	default:
		return f.Until.Day(nil)+1 < f.Happened.Day(nil)
	}
}

func checkSubject(f Fact) error {
	if f.Subject.Holder() == "" && !f.aboutAnother() && f.Kind != Complete {
		return problem.New(problem.Invalid, "The fact %s names neither a publisher nor a partner.", f.ID).
			WithHint("Add the field publisher or partner.")
	}
	return nil
}

func checkAmount(f Fact) error {
	switch {
	case !f.Amount.IsZero():
		_, err := money.ParseCurrency(f.Amount.Currency)
		return err
	case f.Amount.Value.Sign() != 0:
		return problem.New(problem.Invalid, "The fact %s has an amount of %s without a currency.", f.ID, f.Amount.Value)
	default:
		return nil
	}
}

func checkAttributes(f Fact) error {
	if len(f.Attributes) > MaxAttributes {
		return problem.New(problem.Invalid, "The fact %s has %d attributes; at most %d are allowed.", f.ID, len(f.Attributes), MaxAttributes)
	}
	for _, a := range f.Attributes {
		if !kindPattern.MatchString(a.Name) {
			return problem.New(problem.Invalid, "%q is not the name of an attribute.", problem.Excerpt(a.Name)).
				WithHint("Use a lower-case word like country or billed_through.")
		}
		if err := checkText("attribute "+a.Name, a.Value.String()); err != nil {
			return err
		}
	}
	return nil
}

func checkReplacement(f Fact) error {
	switch {
	case f.Retracts && f.Replaces == "":
		return problem.New(problem.Invalid, "The retraction %s does not say which fact it takes back.", f.ID)
	case f.Replaces == f.ID.Key:
		return problem.New(problem.Invalid, "The fact %s names itself as the one it replaces.", f.ID)
	default:
		return CheckID("id of the replaced fact", f.Replaces)
	}
}

func checkMark(f Fact) error {
	switch {
	case f.Kind == Mark && f.Marks.IsZero():
		return problem.New(problem.Invalid, "The mark %s does not say which fact it is about.", f.ID)
	case f.Marks == f.ID:
		return problem.New(problem.Invalid, "The fact %s names itself as the one it marks.", f.ID)
	case f.Marks.Source == "" && f.Marks.Key != "":
		return problem.New(problem.Invalid, "The mark %s does not say of which source the fact %q is.", f.ID, problem.Excerpt(f.Marks.Key))
	}
	if err := CheckID("source of the marked fact", f.Marks.Source); err != nil {
		return err
	}
	return CheckID("id of the marked fact", f.Marks.Key)
}

// checkText refuses what no id or value may be: too long, or with control
// characters such as NUL.
func checkText(name, value string) error {
	if len(value) > MaxText {
		return problem.New(problem.Invalid, "The %s is %d bytes long; at most %d are allowed.", name, len(value), MaxText).
			WithHint("Shorten it.")
	}
	if i := strings.IndexFunc(value, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\ufffd' }); i >= 0 {
		position := utf8.RuneCountInString(value[:i]) + 1
		return problem.New(problem.Invalid, "The %s %q has a character that text may not have (position %d).", name, problem.Excerpt(value), position).
			WithHint("Write it on one line in UTF-8, without control characters.")
	}
	return nil
}
