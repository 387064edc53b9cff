package letter

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the goldens anew")

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

// golden compares a text with a file of testdata, or writes it there.
func golden(t *testing.T, name, got string) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}
