package app

import (
	"context"
	"slices"
	"strings"
	"sync"

	"laurel/internal/money"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/store"
)

// rulebook is every program and the rates that they need, as they were read last:
// reading them takes longer than working out where a partner stands. It is read
// again when the database says that something was added.
type rulebook struct {
	mu        sync.Mutex
	stamp     string
	histories []program.History
	rates     map[string]money.Rates // by the tables and currencies that were asked for
}

// open is the rulebook as the database has it now, locked; close it.
func (b *rulebook) open(ctx context.Context, s *store.Store) error {
	stamp, err := s.RulesStamp(ctx)
	if err != nil {
		return err
	}
	b.mu.Lock()
	if b.stamp == stamp && stamp != "" {
		return nil
	}
	versions, err := s.Programs(ctx)
	if err == nil {
		b.histories, err = historiesOf(versions)
	}
	if err != nil {
		b.mu.Unlock()
		return err
	}
	b.stamp, b.rates = stamp, map[string]money.Rates{}
	return nil
}

func (b *rulebook) close() { b.mu.Unlock() }

// historiesOf reads the releases of every program, in the order of their ids.
func historiesOf(versions []store.ProgramVersion) ([]program.History, error) {
	var out []program.History
	for len(versions) > 0 {
		n := slices.IndexFunc(versions, func(v store.ProgramVersion) bool { return v.Program != versions[0].Program })
		if n < 0 {
			n = len(versions)
		}
		h, err := historyOf(versions[:n])
		if err != nil {
			return nil, err
		}
		out, versions = append(out, h), versions[n:]
	}
	return out, nil
}

// histories are the releases of one program, or of every program, in the order of
// their ids.
func (a *App) histories(ctx context.Context, id string) ([]program.History, error) {
	if err := a.rules.open(ctx, a.store); err != nil {
		return nil, err
	}
	defer a.rules.close()
	if id == "" && len(a.rules.histories) > 0 {
		return slices.Clone(a.rules.histories), nil
	}
	var ids []string
	for _, h := range a.rules.histories {
		if h[0].ID == id {
			return []program.History{h}, nil
		}
		ids = append(ids, h[0].ID)
	}
	return nil, unknownProgram(id, ids)
}

// rates are what programs need to convert every fact: the tables that they name,
// of the currencies that facts have and that programs count in, and of more that
// are asked for.
func (a *App) rates(ctx context.Context, histories []program.History, more ...string) (money.Rates, error) {
	var sources []string
	currencies, err := a.store.Currencies(ctx)
	if err != nil {
		return nil, problem.Wrap(err, "load rates")
	}
	currencies = append(currencies, more...)
	for _, h := range histories {
		for i := range h {
			sources = append(sources, h[i].RateRule().Source)
			currencies = append(currencies, h[i].CountedIn()...)
		}
	}
	rates, err := a.ratesOf(ctx, store.RatesWanted{Sources: distinct(sources), Currencies: distinct(currencies)})
	return rates, problem.Wrap(err, "load rates")
}

// ratesOf reads rates, or knows them already.
func (a *App) ratesOf(ctx context.Context, wanted store.RatesWanted) (money.Rates, error) {
	if err := a.rules.open(ctx, a.store); err != nil {
		return nil, err
	}
	defer a.rules.close()
	name := strings.Join(wanted.Sources, " ") + " of " + strings.Join(wanted.Currencies, " ")
	if known, ok := a.rules.rates[name]; ok {
		return known, nil
	}
	rates, err := a.store.Rates(ctx, wanted)
	if err == nil {
		a.rules.rates[name] = rates
	}
	return rates, err
}

func distinct(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}
