// Package listing holds how an offer is listed: what it is, how a customer gets
// it, and the listing type that follows from both.
package listing

import (
	"slices"

	"laurel/internal/problem"
)

// OfferType is what an offer is.
type OfferType string

// Option is how a customer gets an offer.
type Option string

// Type is what the offer type and the option make of an offer. Benefits differ by it.
type Type string

// Life is how far the life of an offer is.
type Life string

// The life of an offer.
const (
	Draft    Life = "draft"    // nobody can get it yet
	Live     Life = "live"     // customers see it
	Delisted Life = "delisted" // it was live, and is taken off
)

// The listing types.
const (
	List       Type = "list"
	Trial      Type = "trial"
	Consulting Type = "consulting"
	Transact   Type = "transact"
)

// The listing options, in the words of the reference program's publishing page.
const (
	ContactMe    Option = "contact_me"
	OwnLicense   Option = "byol"
	GetItNow     Option = "get_it_now"
	FreeTrial    Option = "free_trial"
	TestDrive    Option = "test_drive"
	Subscription Option = "subscription"
	UsageBased   Option = "usage"
	PerSeat      Option = "per_seat"
)

// listingOf is what an option makes of an offer, for every type but consulting.
var listingOf = map[Option]Type{
	ContactMe: List, OwnLicense: List, GetItNow: Trial, FreeTrial: Trial, TestDrive: Trial, Subscription: Transact, UsageBased: Transact, PerSeat: Transact,
}

// optionsOf are the options of each offer type.
var optionsOf = []struct {
	offer   OfferType
	options []Option
}{
	{"managed_application", []Option{Subscription, UsageBased}},
	{"solution_template", []Option{GetItNow}},
	{"container", []Option{GetItNow, OwnLicense, UsageBased}},
	{"virtual_machine", []Option{FreeTrial, TestDrive, OwnLicense, UsageBased}},
	{"consulting_service", []Option{ContactMe}},
	{"business_central", []Option{FreeTrial, TestDrive, ContactMe, GetItNow}},
	{"operations", []Option{FreeTrial, TestDrive, ContactMe, GetItNow}},
	{"dataverse", []Option{FreeTrial, TestDrive, ContactMe, GetItNow, PerSeat}},
	{"iot_edge_module", []Option{GetItNow, OwnLicense}},
	{"managed_service", []Option{OwnLicense}},
	{"power_bi_app", []Option{GetItNow}},
	{"saas", []Option{ContactMe, GetItNow, FreeTrial, TestDrive, Subscription, UsageBased, PerSeat}},
}

// OfferTypes are all offer types in the order of the table.
func OfferTypes() []OfferType {
	out := make([]OfferType, len(optionsOf))
	for i, each := range optionsOf {
		out[i] = each.offer
	}
	return out
}

// Options are the ways in which customers can get an offer of a type; nil when
// there is no such type.
func (t OfferType) Options() []Option {
	for _, each := range optionsOf {
		if each.offer == t {
			return slices.Clone(each.options)
		}
	}
	return nil
}

// Of is the listing type of an offer by its type and its option. A
// combination that the table does not have is Invalid.
func Of(t OfferType, option Option) (Type, error) {
	options := t.Options()
	if options == nil {
		return "", problem.New(problem.Invalid, "There is no offer type %q.", problem.Excerpt(string(t))).WithHint("There are: %s.", words(OfferTypes()))
	}
	if !slices.Contains(options, option) {
		return "", problem.New(problem.Invalid, "An offer of type %s cannot be had as %q.", t, problem.Excerpt(string(option))).WithHint("It can be: %s.", words(options))
	}
	if t == "consulting_service" {
		return Consulting, nil
	}
	return listingOf[option], nil
}

func words[T ~string](list []T) string {
	text := ""
	for i, each := range list {
		if i > 0 {
			text += ", "
		}
		text += string(each)
	}
	return text
}
