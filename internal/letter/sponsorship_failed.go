package letter

import "laurel/internal/calendar"

// SponsorshipFailed tells a partner that a credit could not be set up yet, and
// who sees to it.
type SponsorshipFailed struct {
	Case
	Reason  string          `json:"reason,omitzero"`  // why, as partners may read it
	Manager Person          `json:"manager,omitzero"` // who sees to it
	Due     calendar.Moment `json:"due,omitzero"`     // by when
}

func (l SponsorshipFailed) write(d *draft) {
	d.yours(l.Case)
	d.manager(l.Manager)
	d.moment("Due", l.Due)
	d.say("happened")
	d.quote(l.Reason, "frame.reason")
	d.say("owed", "owed-unassigned", "owed-open")
	d.say("means")
	d.rows("Partner", "Benefit", "Due", "Reference")
}

func (SponsorshipFailed) samples() []Content {
	return []Content{
		SponsorshipFailed{Case: sampleCase("spo"), Reason: "The account is closed.", Manager: sampleManager, Due: sampleDue},
		SponsorshipFailed{Case: sampleCase("spo"), Due: sampleDue},
		SponsorshipFailed{Case: sampleCase("spo")},
	}
}
