package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/label"
)

// Instructions tells a marketing contact how to use what was activated, what
// happens next, and by when somebody gets in touch.
type Instructions struct {
	Case
	By           string          `json:"by,omitzero"`            // who activated it
	Text         label.Text      `json:"text,omitzero"`          // the instructions of the program; may have several lines
	Manager      Person          `json:"manager,omitzero"`       // who gets in touch; empty while nobody is assigned
	FirstContact calendar.Moment `json:"first_contact,omitzero"` // by when
}

func (l Instructions) write(d *draft) {
	d.yours(l.Case)
	d.name("By", l.By)
	d.manager(l.Manager)
	d.moment("FirstContact", l.FirstContact)
	d.say("happened", "happened-open")
	d.quote(l.Text.In(d.locale.Language), "instructions")
	d.owed()
	d.say("next")
	d.rows("Partner", "Benefit", "Offer", "FirstContact", "Reference")
}

// owed says who gets in touch by when, and what to do when nobody did.
func (d *draft) owed() {
	d.say("frame.owed", "frame.owed-unassigned", "frame.owed-open")
	if d.args["FirstContact"] != nil {
		d.say("frame.nobody")
	}
}

func (Instructions) samples() []Content {
	text := label.Text{
		"en":    "1. Choose two pictures of your offer, at least 1,200 pixels wide.\n2. Write three sentences about a customer who uses it.\n3. Have both ready when we call.",
		"zh-CN": "1. 请选两张产品图片，宽度不少于 1200 像素。\n2. 请用三句话介绍一位使用该产品的客户。\n3. 请在我们来电之前准备好以上材料。",
	}
	return []Content{
		Instructions{Case: sampleCase("act"), By: sampleAdmin, Text: text, Manager: sampleManager, FirstContact: sampleDue},
		Instructions{Case: sampleCase("req"), FirstContact: sampleDue},
		Instructions{Case: sampleCase("spo")},
	}
}
