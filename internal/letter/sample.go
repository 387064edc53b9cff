package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/label"
	"laurel/internal/money"
	"laurel/internal/number"
)

// What samples are made of: one partner, one manager, one offer.
const (
	samplePartner = "Contoso Ltd"
	sampleOffer   = "Data Loader"
	sampleAdmin   = "Mei Lin"
)

var (
	sampleManager  = Person{Name: "Ana Ruiz", Email: "ana.ruiz@marketplace.example", Phone: "+34 911 23 45 67"}
	sampleContact  = Person{Name: "Li Wei", Email: "li.wei@contoso.example", Phone: "+86 10 6552 9988", Language: "zh-CN"}
	sampleMissing  = []label.Text{{"en": "8,800 USD more in Billed sales reaches tier 50K.", "zh-CN": "“账单销售额”再增加 8,800 USD 即可达到“50K”层级。"}}
	sampleTiers    = []label.Text{label.Of("25K"), label.Of("50K")}
	sampleProgram  = label.Text{"en": "Marketplace Rewards", "zh-CN": "市场奖励计划"}
	sampleHeld     = Held{Partner: samplePartner, Program: sampleProgram}
	sampleBlog     = label.Text{"en": "Blog feature", "zh-CN": "博客专题"}
	sampleCredit   = label.Text{"en": "Sponsorship for test drives", "zh-CN": "试用赞助额度"}
	sampleAmount   = money.New(number.FromInt(5_000), "USD")
	sampleLeft     = money.New(number.FromInt(1_000), "USD")
	sampleNow      = moment("2026-03-03T09:00:00Z")
	sampleDue      = moment("2026-03-10T09:00:00Z")
	sampleDay      = moment("2026-05-31")
	sampleBenefits = []Benefit{
		{Label: sampleBlog, Offer: sampleOffer, ActivateBy: sampleDay},
		{Label: sampleCredit, Worth: sampleAmount, UseBy: sampleDay},
	}
)

func sampleCase(sort string) Case {
	c := Case{ID: sort + "_01j9z3k7q9", Partner: samplePartner}
	switch sort {
	case "act":
		c.Benefit, c.Offer = sampleBlog, sampleOffer
	case "spo":
		c.Benefit = sampleCredit
	case "req":
		c.Benefit = label.Text{"en": "Technical consultation", "zh-CN": "技术咨询"}
	case "out":
		c.Offer = sampleOffer
	case "tic":
		c.Topic = "looks-wrong"
	}
	return c
}

// moment reads a time in a sample.
func moment(text string) calendar.Moment {
	m, err := calendar.ParseMoment(text)
	if err != nil {
		panic(err) // a sample is written in the code
	}
	return m
}
