package letter

import "laurel/internal/calendar"

// Digest lists, once a day, what other letters would have said one by one.
type Digest struct {
	On    calendar.Moment `json:"on"`    // the day
	Lines []Line          `json:"lines"` // the oldest first
}

// Line is another letter in a digest.
type Line struct {
	Subject string `json:"subject"`       // of the letter
	Path    string `json:"path,omitzero"` // what it opens; a path of the portal
}

func (l Digest) write(d *draft) {
	d.moment("On", l.On)
	d.count(len(l.Lines))
	var items []link
	for _, line := range l.Lines {
		item := link{Text: oneLine(line.Subject)}
		if line.Path != "" {
			item.URL = d.address(line.Path)
		}
		items = append(items, item)
	}
	d.list(items, "happened")
	d.say("next")
	d.open("options", pathOptions)
}

func (Digest) samples() []Content {
	lines := []Line{
		{Subject: "Approved: your activation of “Blog feature” for Data Loader", Path: "/cases/act_01j9z3k7q9"},
		{Subject: "2 new benefits for Contoso Ltd", Path: pathBenefits},
		{Subject: "Your terms are accepted"},
	}
	return []Content{Digest{On: sampleDay, Lines: lines}, Digest{On: sampleDay, Lines: lines[:1]}}
}
