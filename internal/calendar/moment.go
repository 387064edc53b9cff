package calendar

import (
	"cmp"
	"strings"
	"time"
	_ "time/tzdata" // for machines that have no zone database of their own

	"laurel/internal/problem"
)

// Moment is when something happened or was learned: either an instant, or a
// civil date when the source knows no more than the day. A date is that day in
// every program's time zone; an instant falls on the day that the zone says.
// The zero Moment means "not given".
type Moment struct {
	micros int64 // since 1970-01-01 UTC; midnight of the date when dated
	kind   momentKind
}

type momentKind uint8

const (
	unset momentKind = iota
	dated
	instant
)

// At is the instant t, to the microsecond.
func At(t time.Time) Moment { return Moment{micros: t.UnixMicro(), kind: instant} }

// On is the date d, with no time of day.
func On(d Day) Moment { return Moment{micros: d.Time().UnixMicro(), kind: dated} }

// ParseMoment reads a date (2024-03-05) or an RFC 3339 instant
// (2024-03-05T14:30:00Z), between FirstDay and LastDay.
func ParseMoment(text string) (Moment, error) {
	if !strings.ContainsAny(text, "Tt ") {
		return parseDate(text)
	}
	t, err := time.Parse(time.RFC3339Nano, text)
	if year := t.UTC().Year(); err != nil || year < 1 || year > 9999 {
		return Moment{}, problem.New(problem.Invalid, "%q is not a date or a time.", problem.Excerpt(text)).
			WithHint("Write 2024-03-05 or 2024-03-05T14:30:00Z.")
	}
	return At(t), nil
}

func parseDate(text string) (Moment, error) {
	d, err := ParseDay(text)
	if err != nil {
		return Moment{}, err
	}
	return On(d), nil
}

// IsZero reports whether no moment was given.
func (m Moment) IsZero() bool { return m.kind == unset }

// IsDate reports whether only the day is known.
func (m Moment) IsDate() bool { return m.kind == dated }

// Micros is microseconds since 1970 in UTC, for storing and for ordering
// within a day. A date is its midnight.
func (m Moment) Micros() int64 { return m.micros }

// MomentOf rebuilds a moment from what Micros and IsDate said.
func MomentOf(micros int64, isDate bool) Moment {
	if isDate {
		return Moment{micros: micros, kind: dated}
	}
	return Moment{micros: micros, kind: instant}
}

// Day is the civil day of the moment in a zone; nil means UTC.
func (m Moment) Day(zone *time.Location) Day {
	if m.kind != instant {
		return Day(m.micros / microsPerDay)
	}
	t := time.UnixMicro(m.micros).UTC()
	if zone != nil {
		t = t.In(zone)
	}
	return Date(t.Date())
}

const microsPerDay = secondsPerDay * 1_000_000

// Before reports whether m comes before n in the order of Compare.
func (m Moment) Before(n Moment) bool { return m.Compare(n) < 0 }

// Compare orders moments: −1 when m comes before n, 0 when they are equal, +1
// after. No moment comes first, and a date comes before every instant of its
// day in UTC.
func (m Moment) Compare(n Moment) int {
	if m.micros == n.micros || m.IsZero() || n.IsZero() {
		return cmp.Compare(m.kind, n.kind)
	}
	return cmp.Compare(m.micros, n.micros)
}

// By reports whether m is no later than n; by a date means by the close of that
// day in UTC.
func (m Moment) By(n Moment) bool {
	if n.IsDate() {
		return m.Day(nil) <= n.Day(nil)
	}
	return m.Compare(n) <= 0
}

// String writes a date as 2024-03-05 and an instant in RFC 3339.
func (m Moment) String() string {
	switch m.kind {
	case dated:
		return m.Day(nil).String()
	case instant:
		return time.UnixMicro(m.micros).UTC().Format(time.RFC3339Nano)
	default:
		return ""
	}
}

// MarshalText writes what String does.
func (m Moment) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads what MarshalText writes; an empty text is no moment.
func (m *Moment) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*m = Moment{}
		return nil
	}
	parsed, err := ParseMoment(string(text))
	if err != nil {
		return err
	}
	*m = parsed
	return nil
}

// Zone is the time zone with an IANA name such as Europe/London.
func Zone(name string) (*time.Location, error) {
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		return nil, problem.New(problem.Invalid, "%q is not a time zone.", problem.Excerpt(name)).
			WithHint("Use a name such as UTC, Europe/London or Asia/Shanghai.")
	}
	return zone, nil
}
