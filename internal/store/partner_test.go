package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/fact"
	"laurel/internal/problem"
	"laurel/internal/store"
)

func TestFindPartner(t *testing.T) {
	facts := []fact.Fact{
		called("ptr_1", "Contoso Ltd"), called("ptr_2", "Contoso France"), called("ptr_3", "FABRIKAM 100%"), called("ptr_4", "Fabrikam"),
		called("ptr_5", "Łódź Cloud"), called("ptr_6", "Adatum"), called("ptr_7", "Adatum"), called("ptr_8", "Old Name"), membership("pub_9", "ptr_9"),
		recorded(renamed(called("ptr_8", "Tailspin"), "renamed"), "2024-08-01"),
	}
	tests := []struct {
		name, word, want, problem string
	}{
		{name: "an id", word: "ptr_3", want: "FABRIKAM 100%"},
		{name: "the id of a partner without a name, which is its name", word: "ptr_9", want: "ptr_9"},
		{name: "the exact name goes before names that contain it", word: "Fabrikam", want: "Fabrikam"},
		{name: "the whole name in other letters", word: "fabrikam", want: "Fabrikam"},
		{name: "a part that only one name has", word: "100%", want: "FABRIKAM 100%"},
		{name: "a part in other letters, beyond ASCII", word: "łódź", want: "Łódź Cloud"},
		{name: "the newest name", word: "tailsp", want: "Tailspin"},
		{name: "a part of several names", word: "contoso", problem: "\"contoso\" fits several partners: Contoso France (ptr_2); Contoso Ltd (ptr_1).\nWrite more of the name, or the id."},
		{name: "a name that two partners have", word: "Adatum", problem: "\"Adatum\" fits several partners: Adatum (ptr_6); Adatum (ptr_7).\nWrite more of the name, or the id."},
		{name: "a name with a typing error", word: "Fabrikan", problem: "There is no partner \"Fabrikan\".\nNearest: Fabrikam; FABRIKAM 100%."},
		{name: "a percent sign is a letter like others", word: "%", want: "FABRIKAM 100%"},
		{name: "an underscore is a letter like others", word: "_", problem: "There is no partner \"_\".\nSee `laurel partner list`."},
		{name: "nothing", word: "", problem: "There is no partner \"\".\nSee `laurel partner list`."},
	}
	each(t, func(t *testing.T, s *store.Store) {
		add(t, s, facts...)
		for _, test := range tests {
			t.Run(test.name, func(t *testing.T) {
				got, err := s.FindPartner(t.Context(), test.word)
				if err != nil && err.Error() != test.problem || err == nil && got.Name != test.want {
					t.Errorf("got %v, %v; want %q, %q", got, err, test.want, test.problem)
				}
			})
		}
	})
}

func TestNamesFollowTheFacts(t *testing.T) {
	second, third := recorded(called("ptr_1", "Second"), "2024-08-01"), recorded(called("ptr_1", "Third"), "2024-09-01")
	tests := []struct {
		name  string
		items []store.Item
		want  string
	}{
		{name: "the name that was recorded last", items: []store.Item{{Fact: renamed(second, "x")}, {Fact: called("ptr_1", "First")}}, want: "Second"},
		{name: "a corrected name", items: []store.Item{{Fact: called("ptr_1", "First")}, {Fact: second, Correction: true}}, want: "Second"},
		{name: "a name that was taken back", items: []store.Item{{Fact: called("ptr_1", "First")}, {Fact: renamed(second, "x")}, {Fact: retraction("r", "x", "2024-08-02")}}, want: "First"},
		{name: "a name that was taken back before it came", items: []store.Item{{Fact: called("ptr_1", "First")}, {Fact: retraction("r", "x", "2024-08-02")}, {Fact: renamed(second, "x")}}, want: "First"},
		{name: "a name that was corrected twice, taken back by its first content", items: []store.Item{{Fact: called("ptr_1", "First")},
			{Fact: replacing(renamed(second, "x"), "partner:ptr_1")}, {Fact: replacing(renamed(third, "y"), "x")}, {Fact: retraction("r", "partner:ptr_1", "2024-09-02")}}, want: "ptr_1"},
		{name: "by the correction in the middle, in the wrong order", items: []store.Item{{Fact: retraction("r", "x", "2024-09-02")},
			{Fact: replacing(renamed(third, "y"), "x")}, {Fact: replacing(renamed(second, "x"), "partner:ptr_1")}, {Fact: called("ptr_1", "First")}}, want: "ptr_1"},
		{name: "and corrected once more", items: []store.Item{{Fact: called("ptr_1", "First")}, {Fact: replacing(renamed(second, "x"), "partner:ptr_1")},
			{Fact: retraction("r", "partner:ptr_1", "2024-08-15")}, {Fact: replacing(renamed(third, "y"), "x")}}, want: "Third"},
		{name: "of two corrections the one that was recorded last, also when it came first", items: []store.Item{{Fact: called("ptr_1", "First")},
			{Fact: replacing(renamed(third, "y"), "partner:ptr_1")}, {Fact: replacing(renamed(second, "x"), "partner:ptr_1")}, {Fact: retraction("r", "x", "2024-09-03")}}, want: "Third"},
		{name: "a name that corrects a sale, taken back by the sale", items: []store.Item{{Fact: sale("s", "pub_1", "2024-01-05", "1")},
			{Fact: replacing(renamed(second, "x"), "s")}, {Fact: retraction("r", "s", "2024-09-02")}}, want: "ptr_1"},
		{name: "corrected by a sale that corrects the same sale", items: []store.Item{{Fact: sale("s", "pub_1", "2024-01-05", "1")},
			{Fact: replacing(renamed(second, "x"), "s")}, {Fact: recorded(replacing(sale("t", "pub_1", "2024-01-05", "2"), "s"), "2024-09-01")}}, want: "ptr_1"},
		{name: "a name that corrects itself by way of a sale, taken back by the sale", items: []store.Item{{Fact: called("ptr_1", "First")},
			{Fact: replacing(sale("s", "pub_1", "2024-01-05", "1"), "partner:ptr_1")}, {Fact: replacing(renamed(second, "x"), "s")}, {Fact: retraction("r", "s", "2024-09-02")}}, want: "ptr_1"},
		{name: "the only name taken back", items: []store.Item{{Fact: renamed(second, "x")}, {Fact: retraction("r", "x", "2024-08-02")}}, want: "ptr_1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			each(t, func(t *testing.T, s *store.Store) {
				for _, it := range test.items {
					addItems(t, s, it)
				}
				got, err := s.Partners(t.Context(), "", 10)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(got, []store.Partner{{ID: "ptr_1", Name: test.want}}); diff != "" {
					t.Errorf("got (-), want (+):\n%s", diff)
				}
				checkRebuild(t, s)
			})
		})
	}
}

func TestPartnersComeInPages(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		add(t, s, membership("pub_b", "ptr_b"), membership("pub_a", "ptr_Z"), membership("pub_c", "ptr_c"), membership("pub_é", "ptr_é"))
		var ids []string
		for after := ""; ; {
			page, err := s.Partners(t.Context(), after, 2)
			if err != nil {
				t.Fatal(err)
			}
			if len(page) == 0 {
				break
			}
			for _, p := range page {
				ids = append(ids, p.ID)
			}
			after = page[len(page)-1].ID
		}
		if diff := cmp.Diff(ids, []string{"ptr_Z", "ptr_b", "ptr_c", "ptr_é"}); diff != "" {
			t.Errorf("in the order of bytes: got (-), want (+):\n%s", diff)
		}
	})
}

func TestExternalIDs(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		crm := called("ptr_1", "")
		crm.ID.Key, crm.Kind = "crm:1", fact.ExternalID
		crm.Attributes = fact.NewAttributes(fact.Attribute{Name: "system", Value: fact.Text("crm")}, fact.Attribute{Name: "id", Value: fact.Text("007")})
		add(t, s, crm, called("ptr_1", "Contoso"))
		p, found, err := s.PartnerByExternalID(t.Context(), "crm", "007")
		if err != nil || !found || p.Name != "Contoso" {
			t.Errorf("got %v, %v, %v; want Contoso", p, found, err)
		}
		other := called("ptr_2", "")
		other.ID.Key, other.Kind, other.Attributes = "crm:2", fact.ExternalID, crm.Attributes
		add(t, s, other)
		if list, err := s.PartnersByExternalID(t.Context(), "crm", "007"); err != nil || len(list) != 2 || list[0].Name != "Contoso" || list[1].ID != "ptr_2" {
			t.Errorf("got %v, %v; want both", list, err)
		}
		add(t, s, retraction("r2", "crm:2", "2024-08-01"))
		add(t, s, retraction("r", "crm:1", "2024-08-01"))
		if _, found, err := s.PartnerByExternalID(t.Context(), "crm", "007"); found || err != nil {
			t.Errorf("after the retraction: got %v, %v; want nobody", found, err)
		}
	})
}

func TestABundleOfNobodyIsNotFound(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		if _, err := s.BundleOf(t.Context(), "ptr_x"); problem.KindOf(err) != problem.NotFound {
			t.Errorf("got %v, want a problem of kind not-found", err)
		}
	})
}
