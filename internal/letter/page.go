package letter

import (
	"cmp"
	"strings"
)

// page is a letter with all its words, before it becomes text or HTML.
type page struct {
	Language  string
	House     string // who sends it
	Subject   string
	Preheader string
	Greeting  string
	Blocks    []block
	Button    link
	Ask       link   // whom to ask
	Because   string // why the reader gets it
	Fallback  string // why it is in this language; empty when it is in the reader's
	OptOut    link   // only on promotional letters
	Color     string // of the button
	Colon     string // what the language puts before an address
}

// compose writes the letter in the draft's language.
func (d *draft) compose(c Content) page {
	d.args["House"] = cmp.Or(oneLine(d.operator.Name), "Laurel")
	d.name("Reader", d.reader.Name)
	d.name("Help", d.operator.Help)
	c.write(d)
	p := page{Language: d.locale.Language, House: d.args["House"].(string), Blocks: d.blocks, Button: d.button, Ask: d.asked(), Color: cmp.Or(d.operator.Color, "#1f5fbf")}
	p.Subject, p.Preheader = cmp.Or(oneLine(d.words("subject")), p.House), oneLine(d.words("summary", "summary-open"))
	p.Colon = d.words("frame.colon")
	p.Greeting = d.words("frame.greeting", "frame.greeting-unnamed")
	p.Because = d.words("because." + string(d.about.To))
	if !isReaders(d.reader.Language, d.locale.Language) {
		d.name("Wanted", ownName(d.reader.Language))
		p.Fallback = d.words("frame.fallback")
	}
	if d.about.Promotional {
		p.OptOut = link{Text: d.words("frame.opt-out"), URL: d.address(d.reader.OptOut)}
	}
	return p
}

// asked is whom the reader asks: the person in charge, else whoever helps
// readers of that kind.
func (d *draft) asked() link {
	switch d.about.To {
	case assignee, escalation, operators:
		return link{Text: d.words("ask.owner")}
	case invited, account, subscriber:
		return link{Text: d.words("ask.help", "ask.sender")}
	}
	d.name("Asked", d.ask.Name)
	d.name("Address", d.ask.Email)
	if text := d.words("ask.person", "ask.person-unaddressed"); text != "" {
		return link{Text: text}
	}
	if strings.HasPrefix(string(d.about.Kind), "ticket-") {
		return link{Text: d.words("ask.reply")}
	}
	return link{Text: d.words("ask.ticket"), URL: d.address(pathTicket)}
}

// Wide reports whether the language is set in characters that need more room
// between lines.
func (p page) Wide() bool {
	return strings.HasPrefix(p.Language, "zh") || strings.HasPrefix(p.Language, "ja") || strings.HasPrefix(p.Language, "ko")
}
