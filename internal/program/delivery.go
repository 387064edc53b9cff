package program

import (
	"laurel/internal/calendar"
	"laurel/internal/label"
	"laurel/internal/money"
	"laurel/internal/people"
	"laurel/internal/problem"
)

// Delivery is how a benefit reaches a partner: what is asked for, who approves
// it, who does it, and what is promised on the way. Several benefits may share
// one.
type Delivery struct {
	Place   problem.Place `yaml:"-"`
	Name    string        `yaml:"-"`
	Label   label.Text    `yaml:"label"`          // the name that readers see
	Note    label.Text    `yaml:"note"`           // for everybody
	Private label.Text    `yaml:"operators-note"` // for operators only

	Kind    DeliveryKind `yaml:"kind"`    // activation (the default), request or sponsorship
	Contact ContactNeed  `yaml:"contact"` // marketing or none: who must be assigned before; marketing for marketing and sales benefits when empty
	Terms   *Terms       `yaml:"terms"`   // what is accepted beside the terms of the program
	Form    *Form        `yaml:"form"`    // what is asked for; nothing when empty

	Approvals []Approval  `yaml:"approvals,one"` // in this order; none when empty
	Automatic *Automatic  `yaml:"automatic"`     // what is approved by rule, at once
	Assign    people.Role `yaml:"assign"`        // the role whose member does it; nobody is assigned when empty

	Promises     Promises           `yaml:"promises"`      // what is owed once it is approved
	ExpiresAfter calendar.Allowance `yaml:"expires-after"` // waiting for the partner so long ends it; never when empty
	Instructions label.Text         `yaml:"instructions"`  // sent to the marketing contact when it is approved

	Credit *Credit `yaml:"credit"`  // of a sponsorship: where it can be claimed, and what it pays for
	OnLoss OnLoss  `yaml:"on-loss"` // what losing the cause does to it
}

// DeliveryKind sorts deliveries by what the partner does first.
type DeliveryKind string

// The kinds of deliveries.
const (
	ByActivation  DeliveryKind = "activation"  // the default: the partner activates, the team gets in touch
	ByRequest     DeliveryKind = "request"     // the partner fills in a form
	BySponsorship DeliveryKind = "sponsorship" // the partner claims a credit
)

// ContactNeed is who must be assigned before a benefit can be activated.
type ContactNeed string

// The needs.
const (
	MarketingContact ContactNeed = "marketing"
	NoContact        ContactNeed = "none"
)

// Approval is one stage of approving.
type Approval struct {
	Place    problem.Place      `yaml:"-"`
	Stage    string             `yaml:"stage,required"`  // the name of the stage, such as technical
	Label    label.Text         `yaml:"label"`           // the name that readers see
	By       []people.Role      `yaml:"by,one,required"` // the roles of the operator that may decide
	Above    *MoneyText         `yaml:"above"`           // only what is worth more; everything when empty
	FourEyes bool               `yaml:"four-eyes"`       // by another person than those of the stages before, and than the one who filed it
	Within   calendar.Allowance `yaml:"within"`          // the time that a decision may take; 7 days when empty
	Warn     calendar.Allowance `yaml:"warn"`            // so long before it is due, those who may decide are warned; nobody when empty
	Escalate []Escalation       `yaml:"escalate,one"`    // who is told when it is late; as the desk says when empty
}

// Promise is the time that a decision may take; nil when it is not bounded.
func (a *Approval) Promise() *Promise {
	if a.Within.IsZero() {
		return nil
	}
	return &Promise{Place: a.Place, Within: a.Within, Warn: a.Warn, Escalate: a.Escalate}
}

// Automatic says what is approved by rule, without a person.
type Automatic struct {
	Place problem.Place `yaml:"-"`
	UpTo  *MoneyText    `yaml:"up-to,required"` // what is worth no more than this
}

// Promises are what is owed on the way, each from its own beginning.
type Promises struct {
	Place    problem.Place `yaml:"-"`
	Contact  *Promise      `yaml:"contact"`  // somebody gets in touch, from the approval on
	Deliver  *Promise      `yaml:"deliver"`  // it is delivered, from the first contact on; from the approval where none is owed; within 30 days when empty
	Complete *Promise      `yaml:"complete"` // it is completed, from the delivery on
}

// OnLoss says what losing its cause does to what was activated.
type OnLoss struct {
	Place      problem.Place `yaml:"-"`
	Delisting  LossRule      `yaml:"delisting"`  // the offer is not live any more
	Fraud      LossRule      `yaml:"fraud"`      // what earned it is proven fraud
	Correction LossRule      `yaml:"correction"` // a correction shows that it was never earned
}

// LossRule is what losing a cause does.
type LossRule string

// The loss rules.
const (
	KeepGoing   LossRule = "keep"      // the default: it goes on
	StopUnbegun LossRule = "stop"      // what has not begun ends
	ClawBack    LossRule = "claw-back" // it ends, and what is left of a credit is taken back
	ReviewIt    LossRule = "review"    // a person decides; until then it goes on
)

// Delivery finds a delivery by name.
func (p *Program) Delivery(name string) (*Delivery, bool) { return p.Deliveries.Get(name) }

// DeliveryOf is how a benefit reaches a partner; nil when there is nothing to
// activate.
func (p *Program) DeliveryOf(benefit string) *Delivery {
	b, ok := p.Benefit(benefit)
	if !ok {
		return nil
	}
	d, _ := p.Delivery(b.Deliver)
	return d
}

// NeedsContact reports whether a marketing contact must be assigned before a
// benefit of a category can be activated.
func (d *Delivery) NeedsContact(of Category) bool {
	if d.Contact != "" {
		return d.Contact == MarketingContact
	}
	return of == Marketing || of == Sales
}

// Stages lists the approvals that something of a worth must pass, in order. It is
// worth nothing when the amount is zero.
func (d *Delivery) Stages(worth money.Amount) []*Approval {
	var stages []*Approval
	for i := range d.Approvals {
		if a := &d.Approvals[i]; a.Above == nil || worth.Value.Cmp(a.Above.Value) > 0 {
			stages = append(stages, a)
		}
	}
	return stages
}

// ApprovedByRule reports whether something of a worth is approved at once when
// every other check holds: because no stage is asked, or by the automatic rule.
func (d *Delivery) ApprovedByRule(worth money.Amount) bool {
	return len(d.Stages(worth)) == 0 || d.Automatic != nil && worth.Value.Cmp(d.Automatic.UpTo.Value) <= 0
}
