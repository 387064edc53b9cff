package standing

import (
	"fmt"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/fact"
)

// told is everything that a timeline says, as text.
func told(t *Timeline) string {
	var out strings.Builder
	for _, c := range t.Courses {
		fmt.Fprintf(&out, "%s%s\n", c.Ladder, keyText(c.Key.ID))
		for i := range c.Spans {
			h := &c.Spans[i]
			fmt.Fprintf(&out, "  %s..%s %s %s, %s decided %s under %s", h.Span.From, h.Span.Last(), orNone(h.Tier), h.State, h.Because, h.Decided, h.Version)
			fmt.Fprintf(&out, "%s%s%s\n", dayText(" safe until ", h.SafeUntil), dayText(" grace until ", h.GraceUntil), orEmpty(" override ", h.Override.Because))
		}
	}
	for _, g := range t.Grants {
		fmt.Fprintf(&out, "%s\n", grantText(g))
	}
	return out.String()
}

func grantText(g *Grant) string {
	text := fmt.Sprintf("grant %s%s %s at %s under %s", g.Benefit, keyText(g.Key.ID), g.Granted, orNone(g.Tier), g.Version)
	text += orEmpty(" worth ", g.Amount.String()) + orEmpty(" × ", strings.TrimPrefix(g.Quantity.String(), "0")) + orEmpty(" issued ", g.Issued.Key)
	text += dayText(" activated ", g.Activated) + dayText(" completed ", g.Completed) + orEmpty(" used ", strings.TrimPrefix(g.Used.String(), "0"))
	text += dayText(" ended ", g.Ended) + orEmpty(" by ", string(g.EndedBy))
	if g.Review {
		text += " in review"
	}
	return text
}

func keyText(id string) string {
	if id == "" {
		return ""
	}
	return "[" + id + "]"
}

func orNone(tier string) string {
	if tier == "" {
		return "none"
	}
	return tier
}

func orEmpty(before, text string) string {
	if text == "" || text == "/" {
		return ""
	}
	return before + text
}

func dayText(before string, day calendar.Day) string {
	if day == 0 {
		return ""
	}
	return before + day.String()
}

// factText is a fact on one line.
func factText(f fact.Fact) string {
	text := fmt.Sprintf("%s %s %s", f.ID.Key, f.Kind, f.Happened)
	if f.State {
		text += ".." + f.Until.String()
	}
	text += fmt.Sprintf(" of %s%s%s%s", f.Subject.Partner, f.Subject.Publisher, orEmpty("/", f.Subject.Offer), orEmpty(" customer ", f.Subject.Customer))
	text += orEmpty(" ", f.Amount.String())
	if f.Counted {
		text += " × " + f.Quantity.String()
	}
	for _, a := range f.Attributes {
		text += " " + a.Name + "=" + a.Value.String()
	}
	if f.Recorded != f.Happened {
		text += " learned " + f.Recorded.String()
	}
	return text + orEmpty(" replaces ", f.Replaces) + orEmpty(" marks ", f.Marks.Key)
}
