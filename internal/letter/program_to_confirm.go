package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/label"
)

// ProgramToConfirm asks those who may publish to confirm a version that somebody
// else proposes.
type ProgramToConfirm struct {
	ID        string          `json:"id"`            // of the proposal
	Program   label.Text      `json:"program"`       // what the program is called
	Version   string          `json:"version"`       // the version
	Effective calendar.Moment `json:"effective"`     // the day from which it is to be in force
	By        string          `json:"by"`            // who proposes it
	ConfirmBy calendar.Moment `json:"confirm_by"`    // when they are reminded
	Late      bool            `json:"late,omitzero"` // that is over
}

func (l ProgramToConfirm) write(d *draft) {
	d.label("Program", l.Program)
	d.name("Version", l.Version)
	d.moment("Effective", l.Effective)
	d.name("By", l.By)
	d.name("Reference", l.ID)
	d.moment("ConfirmBy", l.ConfirmBy)
	d.say("happened")
	if l.Late {
		d.say("late")
	}
	d.say("means")
	d.say("next")
	d.rows("Program", "Version", "Effective", "By", "ConfirmBy", "Reference")
	d.open("reviews", pathOfProposal(l.ID))
}

func (ProgramToConfirm) samples() []Content {
	return []Content{
		ProgramToConfirm{ID: "pro_7k2m", Program: sampleProgram, Version: "7", Effective: sampleDay, By: sampleManager.Name, ConfirmBy: sampleDue},
		ProgramToConfirm{ID: "pro_7k2m", Program: sampleProgram, Version: "7", Effective: sampleDay, By: sampleManager.Name, ConfirmBy: sampleNow, Late: true},
	}
}
