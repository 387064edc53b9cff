package fact

import (
	"regexp"

	"laurel/internal/problem"
)

// kindPattern is what a kind or an attribute name looks like.
var kindPattern = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)

// Check refuses a fact that could not be counted or explained later. The error
// names the first thing wrong, in words for whoever sent the fact.
func (f Fact) Check() error {
	checks := []func(Fact) error{checkIdentity, checkKind, checkTimes, checkSubject, checkAttributes, checkReplacement}
	for _, check := range checks {
		if err := check(f); err != nil {
			return err
		}
	}
	return nil
}

func checkIdentity(f Fact) error {
	if f.ID.Source == "" || f.ID.Key == "" {
		return problem.New(problem.Invalid, "A fact needs a source and an id; this one has source %q and id %q.", f.ID.Source, f.ID.Key)
	}
	if err := checkText("source", f.ID.Source); err != nil {
		return err
	}
	return checkText("id", f.ID.Key)
}

func checkKind(f Fact) error {
	if !kindPattern.MatchString(f.Kind) && !f.Retracts {
		return problem.New(problem.Invalid, "%q is not a kind of fact.", f.Kind).
			WithHint("Use a lower-case word like sale or teams_mau.")
	}
	return nil
}

func checkTimes(f Fact) error {
	switch {
	case f.Happened.IsZero() && !f.Retracts && f.Marks.IsZero():
		return problem.New(problem.Invalid, "The fact %s does not say when it happened.", f.ID)
	case f.Recorded.IsZero():
		return problem.New(problem.Invalid, "The fact %s does not say when it was recorded.", f.ID)
	case !f.Until.IsZero() && !f.State:
		return problem.New(problem.Invalid, "The fact %s has an end, but it is an event; only a state has one.", f.ID)
	case !f.Until.IsZero() && f.Until.Before(f.Happened):
		return problem.New(problem.Invalid, "The fact %s ends (%s) before it begins (%s).", f.ID, f.Until, f.Happened)
	default:
		return nil
	}
}

func checkSubject(f Fact) error {
	for _, l := range Levels() {
		if err := checkText(string(l), f.Subject.ID(l)); err != nil {
			return err
		}
	}
	if f.Subject.Holder() == "" && !f.Retracts && f.Kind != Complete && f.Marks.IsZero() {
		return problem.New(problem.Invalid, "The fact %s names neither a publisher nor a partner.", f.ID)
	}
	return nil
}

func checkAttributes(f Fact) error {
	if len(f.Attributes) > MaxAttributes {
		return problem.New(problem.Invalid, "The fact %s has %d attributes; at most %d are allowed.", f.ID, len(f.Attributes), MaxAttributes)
	}
	for _, a := range f.Attributes {
		if !kindPattern.MatchString(a.Name) {
			return problem.New(problem.Invalid, "%q is not the name of an attribute.", a.Name)
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
		return nil
	}
}
