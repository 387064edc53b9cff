package letter_test

import (
	"fmt"

	"laurel/internal/label"
	"laurel/internal/letter"
)

func Example() {
	content := letter.CaseApproved{Case: letter.Case{ID: "act_1", Partner: "Contoso Ltd", Benefit: label.Text{"en": "Blog feature", "zh-CN": "博客专题"}}}
	operator := letter.Operator{Name: "Fabrikam Rewards", BaseURL: "https://rewards.fabrikam.example"}
	for _, language := range []string{"en", "zh-CN", "fr"} {
		l, err := letter.Compose(content, letter.Reader{Language: language}, operator)
		fmt.Println(l.Language, l.Subject, err)
	}
	// Output:
	// en Approved: your activation of “Blog feature” <nil>
	// zh-CN 已批准：您的“博客专题”激活申请 <nil>
	// en Approved: your activation of “Blog feature” <nil>
}
