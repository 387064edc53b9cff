package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"laurel/internal/answer"
	"laurel/internal/fact"
	"laurel/internal/standing"
)

func overrideList(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "list PARTNER",
		Short:   "List the decisions about a partner, also those that are over",
		Example: "  laurel override list Contoso",
		Args:    exactly("the partner: an id, or a part of its name"),
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := d.open(cmd.Context())
			if err != nil {
				return err
			}
			list, err := a.Overrides(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			return d.overrides(list)
		},
	}
	d.jsonFlag(c)
	return c
}

func (d *door) overrides(list []fact.Entry) error {
	t := table{heads: []string{"override", "act", "about", "from", "until", "because", "for operators only"}}
	for _, e := range list {
		if d.json {
			if err := writeJSON(d.Out, answer.NewFact(e.Fact)); err != nil {
				return err
			}
			continue
		}
		until := e.Until.String()
		if until == "" {
			until = "…"
		}
		t.add(e.ID.Key, e.Attribute("act").String(), overrideSubject(e), e.Happened.String(), until, e.Attribute("because").String(), e.Attribute("private").String())
	}
	if d.json {
		return nil
	}
	return d.tableOr(&t, "Nothing was decided about this partner.")
}

// overrideSubject is what an override decides about.
func overrideSubject(e fact.Entry) string {
	switch standing.Act(e.Attribute("act").String()) {
	case standing.SetTier, standing.HoldTier:
		return ofKey(e, "ladder") + "." + e.Attribute("tier").String()
	case standing.KeepGrant, standing.RevokeGrant:
		return strings.TrimSpace(e.Attribute("benefit").String() + " " + e.Attribute("grant").String())
	case standing.Exclude:
		return e.Attribute("fact").String()
	case standing.Credit:
		worth := e.Quantity.String()
		if e.Amount.Currency != "" {
			worth = moneyText(e.Amount.Value, e.Amount.Currency)
		}
		return ofKey(e, "metric") + " + " + worth
	case standing.Freeze:
		return ofKey(e, "ladder")
	default:
		return ofKey(e, "metric")
	}
}

// ofKey is the ladder or the metric that an override is about, with the key in
// brackets when it is about one alone, as stories write it.
func ofKey(e fact.Entry, name string) string {
	text := e.Attribute(name).String()
	if key := e.Attribute("key").String(); key != "" {
		text += "[" + key + "]"
	}
	return text
}

func overrideRetract(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "retract PARTNER OVERRIDE",
		Short:   "Take a decision back, from its beginning",
		Long:    "Take a decision back, from its beginning. It stays in the history of what was known.",
		Example: "  laurel override retract Contoso ovr_3f6dkq…",
		Args:    exactly("the partner: an id, or a part of its name", "the override's id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := d.open(cmd.Context())
			if err != nil {
				return err
			}
			f, err := a.Retract(cmd.Context(), args[0], args[1])
			return d.recorded(f, err, "The override %s is taken back.", f.Replaces)
		},
	}
	d.jsonFlag(c)
	return c
}
