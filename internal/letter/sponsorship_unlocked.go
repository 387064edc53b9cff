package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/label"
	"laurel/internal/money"
)

// SponsorshipUnlocked explains how to use a credit that a partner has unlocked.
type SponsorshipUnlocked struct {
	Partner  string          `json:"partner"`           // the partner's name
	Benefit  label.Text      `json:"benefit"`           // what the program calls it
	Worth    money.Amount    `json:"worth"`             // how much
	Covers   label.Text      `json:"covers,omitzero"`   // what it pays for, as the program says
	Excludes label.Text      `json:"excludes,omitzero"` // what it does not pay for
	Overage  Payer           `json:"overage,omitzero"`  // who pays for what is used beyond it
	Term     calendar.Length `json:"term,omitzero"`     // how long it can be used once it is active
	Claim    label.Text      `json:"claim,omitzero"`    // what a claim needs
	ClaimBy  calendar.Moment `json:"claim_by,omitzero"` // the last day to claim it
}

func (l SponsorshipUnlocked) write(d *draft) {
	d.name("Partner", l.Partner)
	d.label("Benefit", l.Benefit)
	d.money("Worth", l.Worth)
	if !l.Term.IsZero() {
		d.args["Term"] = d.locale.Length(l.Term)
	}
	d.moment("ClaimBy", l.ClaimBy)
	d.say("happened")
	d.authored(l.Covers, "covers")
	d.authored(l.Excludes, "excludes")
	d.overage(l.Overage)
	d.say("term")
	d.authored(l.Claim, "claim")
	d.say("next", "next-open")
	d.say("owed")
	d.rows("Benefit", "Worth", "Term", "ClaimBy")
	d.open("benefits", pathBenefits)
}

// authored adds what the author of the program wrote, below a message.
func (d *draft) authored(t label.Text, name string) { d.quote(t.In(d.locale.Language), name) }

func (SponsorshipUnlocked) samples() []Content {
	return []Content{
		SponsorshipUnlocked{Partner: samplePartner, Benefit: sampleCredit, Worth: sampleAmount, Term: calendar.Length{N: 6, Unit: calendar.Months}, ClaimBy: sampleDay,
			Covers:   label.Text{"en": "Consumption of the test drive of a live offer.", "zh-CN": "已上架产品试用环境的用量费用。"},
			Excludes: label.Text{"en": "Offers of other publishers, support plans and reservations.", "zh-CN": "其他发布者的产品、支持计划和预留实例。"},
			Overage:  PartnerPays,
			Claim:    label.Text{"en": "The account in which the test drive runs, and who pays for what goes beyond the credit.", "zh-CN": "运行试用环境的账户，以及超出部分由谁支付。"}},
		SponsorshipUnlocked{Partner: samplePartner, Benefit: sampleCredit, Worth: sampleAmount},
	}
}
