package listing_test

import (
	"fmt"
	"strings"
	"testing"

	"laurel/internal/listing"
	"laurel/internal/problem"
)

// The table of offer types and options, as the reference program's publishing
// page has it, with what each makes of an offer.
func TestListingTypes(t *testing.T) {
	const want = `
managed_application: subscription transact, usage transact
solution_template: get_it_now trial
container: get_it_now trial, byol list, usage transact
virtual_machine: free_trial trial, test_drive trial, byol list, usage transact
consulting_service: contact_me consulting
business_central: free_trial trial, test_drive trial, contact_me list, get_it_now trial
operations: free_trial trial, test_drive trial, contact_me list, get_it_now trial
dataverse: free_trial trial, test_drive trial, contact_me list, get_it_now trial, per_seat transact
iot_edge_module: get_it_now trial, byol list
managed_service: byol list
power_bi_app: get_it_now trial
saas: contact_me list, get_it_now trial, free_trial trial, test_drive trial, subscription transact, usage transact, per_seat transact
`
	got := "\n"
	for _, offer := range listing.OfferTypes() {
		var each []string
		for _, option := range offer.Options() {
			found, err := listing.Of(offer, option)
			if err != nil {
				t.Error(err)
			}
			each = append(each, string(option)+" "+string(found))
		}
		got += string(offer) + ": " + strings.Join(each, ", ") + "\n"
	}
	if got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestWhatIsNotInTheTableIsRefused(t *testing.T) {
	for _, each := range []struct {
		offer  listing.OfferType
		option listing.Option
		hint   string
	}{
		{"yacht", listing.ContactMe, "There are: managed_application"},
		{"saas", listing.OwnLicense, "It can be: contact_me"},
		{"power_bi_app", "", "It can be: get_it_now."},
	} {
		_, err := listing.Of(each.offer, each.option)
		if p := problem.Of(err); p == nil || p.Kind != problem.Invalid || !strings.HasPrefix(p.Hint, each.hint) {
			t.Errorf("%s as %s: got %v, want the hint %q", each.offer, each.option, err, each.hint)
		}
	}
}

func Example() {
	found, _ := listing.Of("saas", listing.FreeTrial)
	fmt.Println(found)
	// Output: trial
}
