package standing

import (
	"fmt"
	"strings"
)

// benefits writes the benefit that conditions may ask for and a few drawn ones.
func (w *writer) benefits() {
	w.line("benefits:\n  welcome: {category: marketing, unlock: everybody%s}", w.refresh())
	for i := range 4 {
		if w.seldom("benefit", 2) {
			w.benefit(fmt.Sprintf("b%d", i))
		}
	}
	w.line("  pair_low: {category: sales, exclusive: pair, unlock: {tier: growth.t1}, amount: 100 USD%s}", w.onDowngrade())
	w.line("  pair_high: {category: sales, exclusive: pair, unlock: {tier: growth.t2}, amount: 300 USD%s}", w.onDowngrade())
	w.line("caps:\n  all: {amount: 700 USD, benefits: [pair_low, pair_high]%s}", w.pick("cap in", "", ", in: 3 months"))
}

func (w *writer) onDowngrade() string {
	return w.pick("pair down", "", ", on-downgrade: revoke", ", on-downgrade: keep-activated, clocks: {use-by: 1 month}")
}

func (w *writer) refresh() string {
	return w.pick("refresh", "", "", ", refresh: {anniversary: first benefit, every: 2 months}", ", refresh: {each: quarter, on: first-day}", ", refresh: {anniversary: {first: sale}, every: 1 quarter}")
}

func (w *writer) benefit(name string) {
	w.line("  %s:\n    category: technical", name)
	unlock := w.pick("unlock", "{tier: growth.t1}", "{tier: growth.t2}", "{when: sales >= 200 USD}", "{tier: growth.t1, when: visits >= 2}", "everybody",
		"{when: welcome granted}", "{when: welcome completed}")
	w.line("    unlock: %s", unlock)
	if w.seldom("per offer", 3) {
		w.line("    per: offer")
	}
	if w.seldom("offers", 3) {
		w.line("    offers: {where: {status: live}%s%s}", w.pick("byol", "", ", without: {license: byol}"), w.pick("twin", "", ", twin: {for: {private: true}, where: {private: false}, same: solution}"))
	}
	if w.seldom("partner", 4) {
		w.line("    partner: {country: DE}")
	}
	switch worth := w.pick("worth", "none", "amount", "by tier", "by tier", "quantity"); {
	case worth == "amount":
		w.line("    amount: 100 USD")
	case worth == "quantity":
		w.line("    quantity: 5")
	case worth == "by tier" && strings.Contains(unlock, "tier: growth.t"):
		w.line("    amount: {%st2: 300 USD, t3: 350 USD}", strings.Repeat("t1: 100 USD, ", strings.Count(unlock, "growth.t1")))
		w.line("    on-upgrade: %s", w.pick("upgrade", "replace", "top-up", "difference", "nothing"))
	}
	w.lifeOfGrant()
}

func (w *writer) lifeOfGrant() {
	if w.seldom("limit", 3) {
		w.line("    limit: {grants: %s%s}", w.pick("grants", "1", "2"), w.pick("limit in", "", ", in: 1 month", ", in: 3 months"))
	}
	if text := w.refresh(); text != "" {
		w.line("    %s", text[2:])
	}
	if w.seldom("clocks", 2) {
		w.line("    clocks: {%s}", w.pick("clock", "activate-by: 10 days", "use-by: 1 month", "complete-by: 2 months", "term: 10 days", "activate-by: 2024-07-31", "activate-by: 1 month, term: 1 month, complete-by: 3 months"))
	}
	w.line("    on-downgrade: %s", w.pick("down", "keep", "keep-activated", "revoke"))
	w.line("    on-correction: %s", w.pick("correction", "keep", "revoke", "review"))
	if w.seldom("rule change", 3) {
		w.line("    on-rule-change: %s", w.pick("rule", "keep", "revoke"))
	}
}
