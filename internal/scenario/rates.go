package scenario

import (
	"bytes"

	"laurel/internal/calendar"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/problem"
)

// rate says what one unit of a currency was worth in another on a day.
type rate struct {
	at       word
	from, to string
	units    number.Number
	day      calendar.Day
}

// rateFile is a file of rates that a story names.
type rateFile struct {
	at   word
	name string
}

// readRate reads rate 1 EUR = 1.10 USD on DATE.
func (h *headline) readRate() {
	const example = "rate 1 EUR = 1.10 USD on 2024-01-31"
	one := h.peek()
	from := h.figure("One unit of a currency")
	h.expect("=", example)
	worth := h.peek()
	to := h.figure("What it was worth")
	h.expect("on", example)
	r := rate{at: h.at, from: from.currency, to: to.currency, units: to.number, day: h.day("The day of the rate")}
	switch {
	case from.currency == "" || !from.number.Equal(number.One):
		h.fail(one, "Write it like "+example+".", "A rate is what 1 of a currency is worth.")
	case to.currency == "" || to.number.Sign() <= 0 || to.currency == from.currency:
		h.fail(worth, "Write it like "+example+".", "The worth is a positive amount in another currency.")
	}
	h.keep = func() { h.parser.story.rates = append(h.parser.story.rates, r) }
}

// readRates reads rates FILE.
func (h *headline) readRates() {
	f := rateFile{at: h.at, name: h.a("The name of a file of rates").text}
	h.keep = func() { h.parser.story.rateFiles = append(h.parser.story.rateFiles, f) }
}

// setRates puts the story's rates into a table for each source that a version
// converts by.
func (s *stage) setRates() {
	s.rates = money.Rates{}
	base, quotes := s.fileQuotes()
	if len(s.story.rates) > 0 {
		base, quotes = s.lineQuotes(base, quotes)
	}
	if base == "" {
		return
	}
	for _, r := range s.history {
		rule := r.RateRule()
		if r.OwnRates() != nil || r.Rates == nil || s.rates[rule.Source] != nil {
			continue
		}
		table := money.NewTable(rule.Source, base, rule.Dating == money.Fixed)
		table.Add(quotes...)
		s.rates[rule.Source] = table
	}
	if len(s.rates) == 0 && len(s.history) > 0 {
		s.wrong(s.firstRate(), "Leave it out, or add rates: to the program.", "The program does not convert amounts by the rates of a source, so a rate means nothing.")
	}
}

func (s *stage) firstRate() word {
	if len(s.story.rates) > 0 {
		return s.story.rates[0].at
	}
	return s.story.rateFiles[0].at
}

// fileQuotes reads the files of rates that the story names.
func (s *stage) fileQuotes() (base string, quotes []money.Quote) {
	for _, f := range s.story.rateFiles {
		text, err := s.open(f.name)
		if err != nil {
			s.wrong(f.at, "The name is relative to the story's own place.", "The rates %q cannot be read (%s).", f.name, err)
			continue
		}
		found, more := s.readRates(f, text)
		if base != "" && found != "" && found != base {
			s.wrong(f.at, "Let all rates of a story be for 1 "+base+".", "The rates %q are for 1 %s, others for 1 %s.", f.name, found, base)
		}
		base, quotes = found, append(quotes, more...)
	}
	return base, quotes
}

// readRates reads a file in whichever layout it has.
func (s *stage) readRates(f rateFile, text []byte) (base string, quotes []money.Quote) {
	for _, layout := range money.RateFiles() {
		var faults []money.Fault
		base, quotes = "", nil
		err := layout.Read(bytes.NewReader(text), func(b money.Batch) error {
			if b.Base != "" {
				base = b.Base
			}
			quotes, faults = append(quotes, b.Quotes...), append(faults, b.Faults...)
			return nil
		})
		if err == nil {
			for _, fault := range faults {
				s.mistakes.Add(problem.Place{File: f.name, Line: fault.Line}, "%s", fault.Reason)
			}
			return base, quotes
		}
	}
	s.wrong(f.at, "Use the European Central Bank's layout, or lines of from,base,currency,units.", "The rates %q are in no known layout.", f.name)
	return "", nil
}

// lineQuotes adds what one unit of a common currency is worth. The lines may all
// begin with that currency, or all end with it.
func (s *stage) lineQuotes(base string, quotes []money.Quote) (string, []money.Quote) {
	first := s.story.rates[0]
	left, right := base == "" || base == first.from, base == "" || base == first.to
	for _, r := range s.story.rates {
		left, right = left && r.from == first.from, right && r.to == first.to
	}
	for _, r := range s.story.rates {
		switch {
		case left:
			quotes = append(quotes, money.Quote{Day: r.day, Currency: r.to, Units: r.units})
		case right:
			quotes = append(quotes, money.Quote{Day: r.day, Currency: r.from, Units: number.One.Quo(r.units)})
		default:
			s.wrong(r.at, "Let every line begin with 1 "+first.from+", or every line end in "+first.to+".", "The rates of a story share one currency.")
		}
	}
	if left {
		return first.from, quotes
	}
	return first.to, quotes
}
