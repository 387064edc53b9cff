package locale_test

import (
	"testing"

	"laurel/internal/locale"
	"laurel/internal/problem"
)

func TestRefused(t *testing.T) {
	nested := problem.New(problem.Forbidden, "You may not %s.", "file a ticket").WithHint("That is for: %s.", "partner admin, member")
	var m problem.Mistakes
	m.AddSaid(problem.Place{File: "terms"}, problem.Say("Read them and accept version %s.", "2"), problem.Say("The terms of the benefit are not accepted."))
	m.AddProblem(problem.Place{File: "email"}, problem.New(problem.Invalid, "%q is not an e-mail address.", "x").WithHint("Write it like anna@contoso.com."))
	m.AddWithHint(problem.Place{File: "other"}, "Nobody translated this.", "Nor %s.", "that")
	mistakes := problem.Of(m.Err("The %s cannot be %s as it is.", "activation", "handed in"))
	tests := []struct {
		name, language string
		p              *problem.Problem
		want           string
	}{
		{"words that a sentence names", "zh-CN", nested, "您不能提交工单。\n可由以下角色执行：合作伙伴管理员、成员。"},
		{"English as it was", "en", nested, "You may not file a ticket.\nThat is for: partner admin, member."},
		{"a sentence inside another", "zh-CN", nested.WithHint("%s %s: %s.", nested.Next(), problem.Say("In your organization"), "Li Na"),
			"您不能提交工单。\n可由以下角色执行：合作伙伴管理员、成员。贵公司中：Li Na。"},
		{"in another order", "zh-CN", problem.New(problem.NotFound, "Nothing was known about %s on %s.", "Contoso", "2026-01-05"), "截至 2026-01-05，没有关于 Contoso 的任何数据。"},
		{"a name that is no word", "zh-CN", problem.New(problem.NotFound, "There is no program %q.", "100%s"), `没有计划 "100%s"。`},
		{"a quoted word is somebody's own", "zh-CN", problem.New(problem.NotFound, "There is no program %q.", "partner"), `没有计划 "partner"。`},
		{"made by hand", "zh-CN", &problem.Problem{Message: "Your session has ended.", Hint: "100 %"}, "您的会话已结束。\n100 %"},
		{"mistakes", "zh-CN", mistakes, "权益启用目前无法提交。\nemail: \"x\" 不是电子邮箱地址。 请写成 anna@contoso.com 的形式。\nother: Nor that. Nobody translated this.\n" +
			"terms: 尚未接受此权益的条款。 请阅读并接受版本 2。"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			before := test.p.Error()
			if got := locale.Match(test.language).Refused(test.p).Error(); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
			if test.p.Error() != before {
				t.Errorf("the problem itself became %s", test.p)
			}
		})
	}
}
