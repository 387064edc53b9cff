package letter

import (
	"slices"
	"strings"

	"laurel/internal/label"
)

// Case is the promise that a letter is about.
type Case struct {
	ID      string     `json:"id"`               // act_…, req_…, spo_…, out_… or tic_…
	Partner string     `json:"partner"`          // the partner's name
	Benefit label.Text `json:"benefit,omitzero"` // what it is about; empty for a ticket and an outreach
	Offer   string     `json:"offer,omitzero"`   // the offer's name; empty when it is for the partner as a whole
	Topic   string     `json:"topic,omitzero"`   // of a ticket
}

// sorts are the sorts of cases by the beginning of their ids. The catalogs say
// each to the partner (yours) and to the operator (theirs).
var sorts = map[string]string{"act": "activation", "req": "request", "spo": "sponsorship", "out": "outreach", "tic": "ticket"}

// topics are what tickets are about, as the catalogs name it.
var topics = []string{"activate", "enroll", "looks-wrong", "program-missing", "owner-left"}

// yours sets the arguments of a case for a letter to the partner. What is the
// case in words: your activation of “Blog feature”.
func (d *draft) yours(c Case) { d.setCase(c, "yours.") }

// theirs sets them for a letter to the operator. What is the case in words: the
// activation of “Blog feature” by Contoso Ltd.
func (d *draft) theirs(c Case) { d.setCase(c, "theirs.") }

func (d *draft) setCase(c Case, whose string) {
	d.name("Partner", c.Partner)
	d.label("Benefit", c.Benefit)
	d.name("Offer", c.Offer)
	d.name("Reference", c.ID)
	if slices.Contains(topics, c.Topic) {
		d.args["Topic"] = d.words("topic." + c.Topic)
	}
	prefix, _, _ := strings.Cut(c.ID, "_")
	sort := sorts[prefix]
	if sort == "" {
		sort = "request"
	}
	d.args["What"] = d.words(whose+sort, whose+sort+"-bare", whose+"request-bare")
	d.open("case", pathOfCase(c.ID))
}
