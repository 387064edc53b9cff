package letter

import (
	"slices"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/locale"
)

// promises are what clocks wait for, as the catalogs name it.
var promises = []string{"decide", "contact", "deliver", "complete", "answer", "resolve"}

// promise sets what is due and by when. A clock that the catalogs do not name is
// what was promised.
func (d *draft) promise(clock string, due calendar.Moment) {
	if !slices.Contains(promises, clock) {
		clock = "anything"
	}
	d.args["Promise"] = d.words("promise." + clock)
	d.moment("Due", due)
}

// late sets how long ago something was due: in days, in hours within the first
// day.
func (d *draft) late(due, now calendar.Moment) {
	if due.IsZero() || !due.Before(now) {
		return
	}
	past := time.Duration(now.Micros()-due.Micros()) * time.Microsecond
	if hours := int(past / time.Hour); hours < 24 {
		d.args["Late"] = d.put("late.hours", locale.Args{"Count": max(hours, 1)})
	} else {
		d.args["Late"] = d.put("late.days", locale.Args{"Count": hours / 24})
	}
}
