package store_test

import (
	"strings"
	"testing"

	"laurel/internal/fact"
	"laurel/internal/people"
	"laurel/internal/store"
)

// TestWordsLeadToPartners finds partners in every way, and page by page.
func TestWordsLeadToPartners(t *testing.T) {
	tests := []struct{ words, want string }{
		{"", "ptr_1 ptr_2 ptr_3"},
		{"  PTR_2 ", "ptr_2 by id: ptr_2"},
		{"fabri", "ptr_2 by name: Fabrikam_100%, contact-email: li@fabrikam.example"},
		{"_100%", "ptr_2 by name: Fabrikam_100%"},
		{"_10x", ""},
		{"Łódź", "ptr_3 by name: łódź Cloud"},
		{"pub_9", "ptr_1 by publisher: pub_9, offer: Data Loader"},
		{"data load", "ptr_1 by offer: Data Loader"},
		{"pub_9/shop", "ptr_1 by offer: Data Loader"},
		{"0012", "ptr_2 by external-id: crm 0012"},
		{"office@", "ptr_3 by account-email: Office@lodz.example"},
		{"li@", "ptr_1 by person-email: Li@contoso.example; ptr_2 by contact-email: li@fabrikam.example"},
		{"contoso", "ptr_1 by name: Contoso, person-email: Li@contoso.example"},
		{"nobody", ""},
	}
	each(t, func(t *testing.T, s *store.Store) {
		fillSearch(t, s)
		for _, test := range tests {
			if got := searched(t, s, test.words, 1); got != test.want {
				t.Errorf("%q page by page: got %q, want %q", test.words, got, test.want)
			}
			if got := searched(t, s, test.words, 100); got != test.want {
				t.Errorf("%q at once: got %q, want %q", test.words, got, test.want)
			}
		}
		names, err := s.PartnerNames(t.Context(), []string{"ptr_1", "ptr_1", "ptr_0"})
		if err != nil || len(names) != 1 || names["ptr_1"] != "Contoso" {
			t.Errorf("got the names %v, %v", names, err)
		}
	})
}

func fillSearch(t *testing.T, s *store.Store) {
	t.Helper()
	add(t, s, called("ptr_1", "Contoso"), called("ptr_2", "Fabrikam_100%"), called("ptr_3", "łódź Cloud"), membership("pub_9", "ptr_1"),
		fact.Fact{ID: fact.ID{Source: "t", Key: "x"}, Kind: fact.ExternalID, State: true, Subject: fact.Subject{Partner: "ptr_2"}, Happened: membership("p", "q").Happened,
			Recorded: membership("p", "q").Recorded, Attributes: fact.NewAttributes(fact.Attribute{Name: "system", Value: fact.Text("crm")}, fact.Attribute{Name: "id", Value: fact.Text("0012")})})
	err := s.Write(t.Context(), func(tx *store.Tx) error {
		for _, step := range []func() error{
			func() error {
				return tx.SaveOffer(t.Context(), store.Offer{Publisher: "pub_9", ID: "shop", Title: "Data Loader", Life: "live"})
			},
			func() error {
				return tx.SaveAccount(t.Context(), store.Account{Partner: "ptr_3", Email: "Office@lodz.example", Region: "emea", Portfolio: "gold"})
			},
			func() error {
				return tx.AddPerson(t.Context(), store.Person{ID: "per_1", Name: "Li", Email: "Li@contoso.example", State: store.Active})
			},
			func() error {
				return tx.GiveSeat(t.Context(), "per_1", people.Seat{Role: people.Member, Partner: "ptr_1"})
			},
			func() error {
				return tx.SaveContact(t.Context(), store.Contact{ID: "con_1", Partner: "ptr_2", Person: "per_1", Email: "li@fabrikam.example"})
			},
		} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// searched is everything to which words lead, in pages of a size.
func searched(t *testing.T, s *store.Store, words string, size int) string {
	t.Helper()
	var out []string
	for after := ""; ; {
		page, err := s.ListPartners(t.Context(), words, after, size)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range page {
			var by []string
			for _, trace := range p.Traces {
				by = append(by, string(trace.By)+": "+trace.Text)
			}
			line := p.ID
			if by != nil {
				line += " by " + strings.Join(by, ", ")
			}
			after, out = p.ID, append(out, line)
		}
		if len(page) < size {
			if words == "" {
				return strings.Join(out, " ")
			}
			return strings.Join(out, "; ")
		}
	}
}
