package programs_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/program"
)

const rewards = "microsoft-marketplace-rewards/"

// published is the table of August 2023 as numbers.
type published struct {
	Tiers    []publishedTier    `json:"tiers"`
	Transact []publishedBenefit `json:"transact_benefits"`
	Other    []publishedBenefit `json:"other_benefits"`
	Cases    []publishedCase    `json:"cases"`
}

type publishedTier struct {
	ID  string `json:"id"`
	USD int64  `json:"usd"`
	MAU *int64 `json:"teams_mau"` // nil where the table prints none
}

type publishedBenefit struct {
	ID                 string           `json:"id"`
	Category           string           `json:"category"`
	Tier               string           `json:"tier"`
	ListingTypes       []string         `json:"listing_types"`
	USD                map[string]int64 `json:"usd"` // by tier
	AfterOptimization  bool             `json:"after_optimization"`
	NotBYOL            bool             `json:"not_byol"`
	NotPrivate         bool             `json:"not_private"`
	PrivateNeedsPublic bool             `json:"private_needs_public"`
	ByCountry          bool             `json:"by_country"`
	CompleteBy         string           `json:"complete_by"`
}

type publishedCase struct {
	Sales         string `json:"sales_usd"`
	SolutionValue int64  `json:"solution_value_usd"`
	MAU           int64  `json:"teams_mau"`
	Tier          string `json:"tier"`
	Benefits      int    `json:"benefits"`
	Deployment    int64  `json:"deployment_usd"`
	TestDrive     int64  `json:"test_drive_usd"`
}

func readPublished(t *testing.T) published {
	t.Helper()
	text, err := os.ReadFile(rewards + "testdata/oracle_fy24_h1.json")
	if err != nil {
		t.Fatal(err)
	}
	var p published
	if err := json.Unmarshal(text, &p); err != nil {
		t.Fatal(err)
	}
	return p
}

// TestRewardsTiers compares the thresholds of every tier with the table.
func TestRewardsTiers(t *testing.T) {
	p := read(t, rewards+"2023-08.yaml")
	ladder, _ := p.Ladder("transact")
	got := make([]publishedTier, len(ladder.Tiers))
	for i := range ladder.Tiers {
		got[i] = publishedTier{ID: ladder.Tiers[i].ID}
		ladder.Tiers[i].Attain.Visit(func(c *metric.Condition) {
			if bound, ok := c.Bound(); ok {
				got[i].take(t, bound)
			}
		})
	}
	if diff := cmp.Diff(got, readPublished(t).Tiers); diff != "" {
		t.Error(diff)
	}
}

// take notes a threshold; sales and solution value share one.
func (p *publishedTier) take(t *testing.T, b metric.Bound) {
	n, _ := strconv.ParseInt(b.Value.Number.String(), 10, 64)
	switch {
	case b.Op != metric.AtLeast:
		t.Errorf("%s is asked for with %s", b.Of, b.Op)
	case b.Of == "teams_mau":
		p.MAU = &n
	case b.Of == "billed_sales":
		p.USD = n
	case b.Of == "solution_value" && p.USD != n:
		t.Errorf("%s asks for %d USD of sales and %d USD of solution value", p.ID, p.USD, n)
	}
}

// TestRewardsBenefits compares every benefit with the tables: which there are,
// from which tier, how much, and what the marks say.
func TestRewardsBenefits(t *testing.T) {
	want := readPublished(t)
	p := read(t, rewards+"2023-08.yaml")
	var transact, other []publishedBenefit
	for i := range p.Benefits {
		b := &p.Benefits[i].Value
		if b.Unlock.TierName != "" {
			transact = append(transact, asPublished(b))
		} else {
			other = append(other, publishedBenefit{ID: asPublished(b).ID, Category: string(b.Category), ListingTypes: listingTypes(b), AfterOptimization: len(b.Needs) > 0})
		}
	}
	if diff := cmp.Diff(byID(transact), byID(want.Transact)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(byID(other), byID(want.Other)); diff != "" {
		t.Error(diff)
	}
}

func byID(list []publishedBenefit) []publishedBenefit {
	slices.SortFunc(list, func(a, b publishedBenefit) int { return strings.Compare(a.ID, b.ID) })
	return list
}

func asPublished(b *program.Benefit) publishedBenefit {
	open := publishedBenefit{ID: strings.ReplaceAll(b.Name, "_", "-"), Category: string(b.Category), Tier: b.Unlock.TierName, ByCountry: !b.Partner.IsZero()}
	open.NotBYOL = b.Offers.Without.Find(having("license", fact.Text("byol"))) >= 0
	open.NotPrivate = b.Offers.Without.Find(having("private", fact.Bool(true))) >= 0
	open.PrivateNeedsPublic = b.Offers.Twin != nil
	if len(b.Needs) > 0 {
		open.AfterOptimization = b.Needs[0].String() == "listing_optimization completed"
	}
	if b.Clocks.CompleteBy != nil && b.Clocks.CompleteBy.On != nil {
		open.CompleteBy = b.Clocks.CompleteBy.String()
	}
	if b.Amount != nil {
		open.USD = map[string]int64{}
		for _, row := range b.Amount.ByTier {
			open.USD[row.Name], _ = strconv.ParseInt(row.Value.Value.String(), 10, 64)
		}
	}
	return open
}

// having is a live transact offer, or a fact, with one attribute more.
func having(name string, value fact.Value) metric.Lookup {
	return func(asked *metric.Name) fact.Value {
		switch asked.String() {
		case name:
			return value
		case "status":
			return fact.Text("live")
		default:
			return fact.Value{}
		}
	}
}

// listingTypes lists the listing types of offers that a benefit is for. The
// consulting offers of the tables are those that deliver something.
func listingTypes(b *program.Benefit) []string {
	var found []string
	for _, each := range []string{"list", "trial", "consulting", "transact"} {
		get := func(name *metric.Name) fact.Value {
			if name.String() == "service" {
				return fact.Text("workshop")
			}
			return having("listing", fact.Text(each))(name)
		}
		if b.Offers.Where.Match(get) {
			found = append(found, each)
		}
	}
	return found
}

// TestRewardsThresholdsAreAllTold compares the cases of the story with the
// published ones, so that none is left out.
func TestRewardsThresholdsAreAllTold(t *testing.T) {
	text, err := os.ReadFile(rewards + "thresholds.scenario")
	if err != nil {
		t.Fatal(err)
	}
	var got, want []string
	for _, line := range strings.Split(string(text), "\n") {
		if cells := strings.Fields(strings.NewReplacer("|", " ", "=>", " ").Replace(line)); len(cells) == 7 && !strings.HasPrefix(line, "#") {
			got = append(got, strings.Join(cells, " "))
		}
	}
	for _, c := range readPublished(t).Cases {
		want = append(want, c.told())
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Error(diff)
	}
}

// told is the case as the story tells it. The engagement manager stands beside
// the benefits of the table.
func (c publishedCase) told() string {
	sales, _ := number.Parse(c.Sales)
	return fmt.Sprintf("%s %s %s %s %d %s %s", figure(sales, "-"), figure(number.FromInt(c.SolutionValue), "-"), figure(number.FromInt(c.MAU), "-"),
		c.Tier, c.Benefits+1, figure(number.FromInt(c.Deployment), "no"), figure(number.FromInt(c.TestDrive), "no"))
}

// figure writes a number with an underscore in every thousand.
func figure(n number.Number, none string) string {
	if n.Sign() == 0 {
		return none
	}
	whole, rest, _ := strings.Cut(money.New(n, "USD").Value.String(), ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "_" + whole[i:]
	}
	if rest != "" {
		rest = "." + rest
	}
	return whole + rest
}
