package locale

import (
	"strconv"
	"strings"
	"time"

	"github.com/go-playground/locales"
	"github.com/go-playground/locales/de"
	"github.com/go-playground/locales/en_GB"
	"github.com/go-playground/locales/en_US"
	"github.com/go-playground/locales/es"
	"github.com/go-playground/locales/fr"
	"github.com/go-playground/locales/it"
	"github.com/go-playground/locales/ja"
	"github.com/go-playground/locales/ko"
	"github.com/go-playground/locales/nl"
	"github.com/go-playground/locales/pl"
	"github.com/go-playground/locales/pt"
	"github.com/go-playground/locales/ru"
	"github.com/go-playground/locales/tr"
	"github.com/go-playground/locales/vi"
	"github.com/go-playground/locales/zh"
	"github.com/go-playground/locales/zh_Hant_TW"

	"laurel/internal/calendar"
)

// calendars are the languages whose dates the library writes for us. A catalog
// in another language has its dates as 2024-03-05 until it has a line here.
var calendars = map[string]func() locales.Translator{
	"de": de.New, "en": en_GB.New, "en-US": en_US.New, "es": es.New, "fr": fr.New, "it": it.New, "ja": ja.New, "ko": ko.New,
	"nl": nl.New, "pl": pl.New, "pt": pt.New, "ru": ru.New, "tr": tr.New, "vi": vi.New, "zh": zh.New, "zh-TW": zh_Hant_TW.New,
}

func datesOf(tag string) locales.Translator {
	language, _, _ := strings.Cut(tag, "-")
	for _, name := range []string{tag, language} {
		if made, ok := calendars[name]; ok {
			return made()
		}
	}
	return nil
}

// Day writes a date: 5 Mar 2024.
func (l *Locale) Day(d calendar.Day) string {
	if l.dates == nil {
		return d.String()
	}
	return l.dates.FmtDateMedium(d.Time())
}

// Month writes the month of a date: Mar 2024.
func (l *Locale) Month(d calendar.Day) string {
	if l.dates == nil {
		return d.String()[:len("2024-03")]
	}
	t := d.Time()
	return l.Say("moment.month", Args{"Name": l.dates.MonthAbbreviated(t.Month()), "Year": strconv.Itoa(t.Year())})
}

// Date writes a date with its day of the week: Tuesday, 5 March 2024.
func (l *Locale) Date(d calendar.Day) string {
	if l.dates == nil {
		return d.String()
	}
	return l.dates.FmtDateFull(d.Time())
}

// Moment writes an instant as the date and the time of day in a zone, with the
// zone's name; nil means UTC. A moment of which only the day is known is that
// day in every zone.
func (l *Locale) Moment(m calendar.Moment, zone *time.Location) string {
	if m.IsDate() {
		return l.Date(m.Day(nil))
	}
	if zone == nil {
		zone = time.UTC
	}
	return l.Say("moment.at", Args{"Day": l.Date(m.Day(zone)), "Time": l.clock(time.UnixMicro(m.Micros()).In(zone)), "Zone": zone.String()})
}

// Brief writes an instant for a list, where a row has little room: 5 Mar 2024, 14:05.
// The end of a day, and a moment of which only the day is known, are the day alone.
func (l *Locale) Brief(m calendar.Moment, zone *time.Location) string {
	if m.IsDate() {
		return l.Day(m.Day(nil))
	}
	if zone == nil {
		zone = time.UTC
	}
	t := time.UnixMicro(m.Micros()).In(zone)
	if t.Hour() == 23 && t.Minute() == 59 {
		return l.Day(m.Day(zone))
	}
	return l.Day(m.Day(zone)) + ", " + l.clock(t)
}

func (l *Locale) clock(t time.Time) string {
	if l.dates == nil {
		return t.Format("15:04")
	}
	return l.dates.FmtTimeShort(t)
}

// lengths are the messages for so many of a unit.
var lengths = map[calendar.Unit]string{calendar.Days: "length.days", calendar.Weeks: "length.weeks", calendar.Months: "length.months",
	calendar.Quarters: "length.quarters", calendar.Halves: "length.halves", calendar.Years: "length.years"}

// Length writes a length of time: 12 months.
func (l *Locale) Length(length calendar.Length) string {
	return l.Say(lengths[length.Unit], Args{"Count": length.N})
}
