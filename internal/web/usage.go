package web

import (
	"maps"
	"slices"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/picture"
)

// usage is what was used of the credits in each month from the first use on, by
// currency. A use belongs to the month of its day, whenever it was recorded.
func (c *call) usage(credits []app.Sponsorship) []usage {
	used := map[string]map[calendar.Day]number.Number{}
	for _, s := range credits {
		for _, u := range s.Uses {
			months := used[s.Amount.Currency]
			if months == nil {
				months = map[calendar.Day]number.Number{}
				used[s.Amount.Currency] = months
			}
			months[u.Day.MonthStart()] = months[u.Day.MonthStart()].Add(u.Number)
		}
	}
	var out []usage
	for _, code := range slices.Sorted(maps.Keys(used)) {
		out = append(out, c.usageIn(code, used[code]))
	}
	return out
}

// mostMonths is how many months the picture of the usage has.
const mostMonths = 24

func (c *call) usageIn(code string, used map[calendar.Day]number.Number) usage {
	months := slices.Sorted(maps.Keys(used))
	last := calendar.At(c.Now()).Day(c.zone).MonthStart()
	u := usage{ID: "usage-" + code, Name: c.locale.Say("sponsorship.used-so-far", nil)}
	pic := picture.Sales{Text: picture.Text{ID: u.ID, Title: u.Name, Description: u.Name}, Running: u.Name, Monthly: c.locale.Say("sponsorship.used-in-month", nil)}
	so := number.Zero
	for month := months[0]; month <= last; month = month.AddMonths(1) {
		so = so.Add(used[month])
		name := c.locale.Month(month)
		pic.Months = append(pic.Months, picture.Month{Name: name, Brought: used[month], Value: so, Counts: true})
		u.Months = append(u.Months, monthRow{Name: name, Brought: c.locale.Money(money.New(used[month], code)), Value: c.locale.Money(money.New(so, code))})
	}
	if len(pic.Months) < 2 {
		return u // one column says no more than the table
	}
	pic.Months = pic.Months[max(0, len(pic.Months)-mostMonths):]
	u.drawn = twice(&pic.Text, func(width int) string { return pic.Draw(width) })
	return u
}
