package letter

import (
	"time"
)

// readers are those of the goldens, by language.
var readers = map[string]Reader{
	"en":    {Name: "Mei Lin", Language: "en", Zone: zone("Europe/London"), OptOut: "/letters/stop/5c1f"},
	"zh-CN": {Name: "林梅", Language: "zh-CN", Zone: zone("Asia/Shanghai"), OptOut: "/letters/stop/5c1f"},
}

var operator = Operator{Name: "Fabrikam Marketplace Rewards", BaseURL: "https://rewards.fabrikam.example", Help: "rewards@fabrikam.example"}

func zone(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return zone
}
