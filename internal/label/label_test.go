package label_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/label"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

func Example() {
	text := label.Text{"en": "Billed sales", "zh-CN": "计费销售额"}
	for _, reader := range []string{"zh-CN", "zh", "en-GB", "fr"} {
		fmt.Println(reader, text.In(reader))
	}
	// Output:
	// zh-CN 计费销售额
	// zh 计费销售额
	// en-GB Billed sales
	// fr Billed sales
}

func TestIn(t *testing.T) {
	tests := []struct {
		name string
		text label.Text
		lang string
		want string
	}{
		{"a text for everybody", label.Of("Silver"), "zh-CN", "Silver"},
		{"nothing", nil, "en", ""},
		{"the language itself", label.Text{"de": "Silber", "en": "Silver"}, "de", "Silber"},
		{"a country that nobody wrote for", label.Text{"de": "Silber", "en": "Silver"}, "de-AT", "Silber"},
		{"another script is better than another language", label.Text{"en": "Silver", "zh-CN": "银"}, "zh-TW", "银"},
		{"English when nothing matches", label.Text{"de": "Silber", "en": "Silver", "fr": "Argent"}, "ja", "Silver"},
		{"the first when there is no English", label.Text{"fr": "Argent", "de": "Silber"}, "ja", "Silber"},
		{"a match comes before the text for everybody", label.Text{"": "Silver", "de": "Silber"}, "de-AT", "Silber"},
		{"which comes before another language", label.Text{"": "Silver", "de": "Silber"}, "ja", "Silver"},
		{"a tag that is not in canonical form", label.Text{"zh-cn": "银", "en": "Silver"}, "zh-SG", "银"},
		{"a reader of no language", label.Text{"de": "Silber", "en": "Silver"}, "", "Silver"},
	}
	for _, test := range tests {
		if got := test.text.In(test.lang); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
	if !(label.Text{}).IsZero() || label.Of("").IsZero() {
		t.Error("nothing written is mixed up with an empty text")
	}
}

func TestDecodeYAML(t *testing.T) {
	tests := []struct {
		name, text string
		want       label.Text
		mistakes   []string
	}{
		{"one text", "label: Silver", label.Of("Silver"), nil},
		{"a text for each language", "label: {en: Silver, zh-CN: 银}", label.Text{"en": "Silver", "zh-CN": "银"}, nil},
		{"tags that are no language", "label: {english: Silver, zh-cn: 银, de: Silber}",
			label.Text{"english": "Silver", "zh-cn": "银", "de": "Silber"},
			[]string{`p.yaml:1:9: "english" is not a language. Use a tag such as en or zh-CN.`, `p.yaml:1:26: "zh-cn" is not a language. Use a tag such as en or zh-CN.`}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var m problem.Mistakes
			var got struct {
				Label label.Text `yaml:"label"`
			}
			yamlfile.Decode(yamlfile.Parse("p.yaml", []byte(test.text), &m), &got, &m)
			var mistakes []string
			for _, mistake := range m.List() {
				mistakes = append(mistakes, mistake.String())
			}
			if diff := cmp.Diff(mistakes, test.mistakes); diff != "" {
				t.Errorf("mistakes: got (-), want (+):\n%s", diff)
			}
			if diff := cmp.Diff(got.Label, test.want); diff != "" {
				t.Errorf("got (-), want (+):\n%s", diff)
			}
		})
	}
}
