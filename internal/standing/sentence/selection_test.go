package sentence_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/standing/sentence"
)

// TestWhatChoosesSubjectsIsSaidInWords: no text of the program stands in a sentence,
// neither of a filter nor of a condition with parts.
func TestWhatChoosesSubjectsIsSaidInWords(t *testing.T) {
	condition := func(text string) *metric.Condition {
		c, err := metric.ParseCondition(text)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	both := &metric.Condition{Any: []*metric.Condition{condition("live_days >= 90"), {Not: condition("monthly_users < 5")}}}
	filter := metric.Filter{Tests: []metric.Test{{Name: "hosting", Is: []fact.Value{fact.Text("cloud"), fact.Text("data_center")}}, {Name: "partner.country", Is: []fact.Value{fact.Text("US")}},
		{Name: "lot", Is: []fact.Value{fact.Text("A_7")}}, {Name: "size", Is: []fact.Value{fact.ParseValue("12.5")}}, {Name: "status", Is: []fact.Value{fact.Text("live")}}}}
	reason := &metric.Reason{Condition: &metric.Condition{Over: &metric.Quantifier{Mode: metric.Every, Over: "offers", Where: filter, When: both}}, Met: 1, Of: 1, Truth: metric.Holds}
	apart := &metric.Reason{Condition: &metric.Condition{Over: &metric.Quantifier{Mode: metric.Every, Over: "offers", When: condition("sold >= returned")}}, Met: 1, Of: 1, Truth: metric.Holds}
	for _, each := range []struct {
		language string
		reason   *metric.Reason
		want     string
	}{
		{"en", reason, `✓ Asked of 1 offer, true of 1: it must be true of every one. Met.
  Only these count: hosting is cloud or data center and partner country is US and lot is A_7 and size is 12.5 and status is live.
  Only these count:
    One of these:
      Live days: at least 90
      Monthly users: at least 5
`},
		{"zh-CN", reason, `✓ 逐一检查 1 个产品，符合的有 1 个；须全部符合。已满足。
  只检查满足以下条件的对象：hosting 为 cloud 或 data center，且合作伙伴所在国家或地区为 US，且 lot 为 A_7，且 size 为 12.5，且状态为在售。
  仅计入：
    满足以下任意一项即可：
      Live days：至少 90
      Monthly users：至少 5
`},
		{"en", apart, "✓ Asked of 1 offer, true of 1: it must be true of every one. Met.\n  Only these count: Sold at least Returned.\n"},
	} {
		if diff := cmp.Diff(each.want, sentence.Tree(one(teller(each.language, sentence.ForPartner).Reason(each.reason)), false)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", each.language, diff)
		}
	}
}
