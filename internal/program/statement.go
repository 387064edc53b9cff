package program

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/label"
	"laurel/internal/metric"
	"laurel/internal/money"
	"laurel/internal/number"
)

// statement is one thing that a program says, by where it says it: the path
// window of a metric, with the text trailing 12 months.
type statement struct {
	path       string
	said       string // the path in words, when those differ from it
	text       string
	authors    bool               // it is a text of the author's, not of the language
	condition  *metric.Condition  // when it is one
	expression *metric.Expression // when it is one
}

// same reports whether two statements say the same, however it is written.
func (s statement) same(t statement) bool {
	switch {
	case s.condition != nil && t.condition != nil:
		return s.condition.Same(t.condition)
	case s.expression != nil && t.expression != nil:
		return s.expression.Same(t.expression)
	default:
		return s.text == t.text
	}
}

// statements lists what a part of a program says, in the order of its keys.
// What is left out, and what is written but means the same as left out, says
// nothing. Tiers are parts of their own.
func statements(part any) []statement {
	var s stated
	s.value("", reflect.ValueOf(part))
	return s.list
}

type stated struct{ list []statement }

func (s *stated) add(path, text string) {
	if text != "" {
		s.list = append(s.list, statement{path: path, text: text})
	}
}

// unsaid are the values that mean the same as leaving them out.
var unsaid = map[any]bool{
	PerPartner: true, Replace: true, KeepAll: true, KeepGranted: true, KeepIssued: true, Recalculate: true, FromDetection: true,
	Allow: true, ByActivation: true, KeepGoing: true, Optional: true, PartnerPays: true,
	NotCounted: true, metric.RefuseMissing: true, money.MonthEnd: true, number.HalfEven: true, false: true, 0: true,
}

// value reads what a pointer leads to.
func (s *stated) value(path string, p reflect.Value) {
	v := p.Elem()
	if !v.IsValid() || v.Comparable() && unsaid[v.Interface()] {
		return
	}
	switch said := p.Interface().(type) {
	case *metric.Condition:
		s.list = append(s.list, statement{path: path, text: said.String(), condition: said})
	case *metric.Expression:
		s.list = append(s.list, statement{path: path, text: said.String(), expression: said})
	case *label.Text:
		s.label(path, *said)
	case *metric.Exclusions:
		s.exclusions(path, *said)
	case *Evaluate:
		s.add(join(path, "up"), unless(onChange, said.Up.String()))
		s.add(join(path, "down"), unless(onChange, said.Down.String()))
	case *Effects:
		s.add(join(path, "up"), unless(atOnce, said.Up.String()))
		s.add(join(path, "down"), unless(atOnce, said.Down.String()))
	case *Unlock:
		s.unlock(path, said)
	case *Amounts:
		s.amounts(path, said)
	case *Quantities:
		s.quantities(path, said)
	case *Form:
		s.form(path, said.root)
	case *[]Tier:
	case fmt.Stringer:
		s.add(path, said.String())
	default:
		s.plain(path, v)
	}
}

// inOneLine are lists of single values.
var inOneLine = map[reflect.Type]bool{
	reflect.TypeFor[[]calendar.Day](): true, reflect.TypeFor[[]calendar.Length](): true, reflect.TypeFor[[]Percent](): true,
}

func unless(usual, text string) string {
	if text == usual {
		return ""
	}
	return text
}

func (s *stated) label(path string, t label.Text) {
	for _, language := range slices.Sorted(maps.Keys(t)) {
		s.list = append(s.list, statement{path: join(path, language), text: t[language], authors: true})
	}
}

func (s *stated) exclusions(path string, x metric.Exclusions) {
	for _, each := range x {
		class := join(path, each.Where.String())
		s.list = append(s.list, statement{path: class, said: path, text: each.Where.String()})
		s.label(join(class, "because"), each.Because)
		s.label(join(class, "operators"), each.Operators)
	}
}

// form reads a form key by key.
func (s *stated) form(path string, v any) {
	switch v := v.(type) {
	case *part:
		s.form(path, v.doc)
	case label.Text:
		s.label(path, v)
	case *FileRule:
		s.value(path, reflect.ValueOf(v))
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			s.form(join(path, key), v[key])
		}
	case []any:
		s.formList(path, v)
	default:
		s.list = append(s.list, statement{path: path, text: fmt.Sprint(v), authors: true})
	}
}

// formList reads a list of a form: values in one line, and parts one by one.
func (s *stated) formList(path string, list []any) {
	if !slices.ContainsFunc(list, func(v any) bool { _, isPart := v.(*part); return isPart }) {
		s.list = append(s.list, statement{path: path, text: values(list), authors: true})
		return
	}
	for i, each := range list {
		s.form(join(path, strconv.Itoa(i+1)), each)
	}
}

// unlock names the ladder of a tier, whether the file does or not.
func (s *stated) unlock(path string, u *Unlock) {
	if u.Everybody {
		s.add(path, everybody)
	}
	if u.Tier != "" {
		s.add(join(path, "tier"), u.Ladder+"."+u.TierName)
	}
	if u.When != nil {
		s.value(join(path, "when"), reflect.ValueOf(u.When))
	}
}

func (s *stated) amounts(path string, a *Amounts) {
	s.add(path, a.Always.String())
	for _, row := range a.ByTier {
		s.add(join(path, row.Name), row.Value.String())
	}
}

func (s *stated) quantities(path string, q *Quantities) {
	if len(q.ByTier) == 0 {
		s.add(path, q.Always.String())
	}
	for _, row := range q.ByTier {
		s.add(join(path, row.Name), row.Value.String())
	}
}

// plain reads a value whose type has no words of its own.
func (s *stated) plain(path string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		s.structure(path, v)
	case reflect.Slice:
		s.slice(path, v)
	case reflect.Map:
		s.mapping(path, v)
	default:
		s.add(path, fmt.Sprint(v.Interface()))
	}
}

// structure reads the keys of a map. A field that is not a pointer and zero was
// left out.
func (s *stated) structure(path string, v reflect.Value) {
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("yaml"), ",")
		field := v.Field(i)
		switch {
		case name == "" || name == "-" || field.IsZero():
		case field.Kind() == reflect.Pointer:
			s.value(join(path, name), field)
		default:
			s.value(join(path, name), field.Addr())
		}
	}
}

// slice reads a list: of words in one line, of anything else entry by entry.
func (s *stated) slice(path string, v reflect.Value) {
	if words, ok := v.Interface().([]string); ok {
		s.list = append(s.list, statement{path: path, text: strings.Join(words, ", "), authors: true})
		return
	}
	if v.Type().Elem().Kind() == reflect.String || inOneLine[v.Type()] {
		words := make([]string, v.Len())
		for i := range words {
			words[i] = fmt.Sprint(v.Index(i).Interface())
		}
		s.add(path, strings.Join(words, ", "))
		return
	}
	for i := range v.Len() {
		s.entry(path, strconv.Itoa(i+1), v.Index(i))
	}
}

// entry reads an entry of a list, or a row of a table under its name.
func (s *stated) entry(path, name string, v reflect.Value) {
	if v.Kind() == reflect.Struct && strings.HasPrefix(v.Type().Name(), "Row[") {
		name, v = v.FieldByName("Name").String(), v.FieldByName("Value")
	}
	if v.Kind() == reflect.Pointer {
		s.value(join(path, name), v)
	} else {
		s.value(join(path, name), v.Addr())
	}
}

func (s *stated) mapping(path string, v reflect.Value) {
	for _, key := range slices.SortedFunc(slices.Values(v.MapKeys()), func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) }) {
		value := reflect.New(v.Type().Elem())
		value.Elem().Set(v.MapIndex(key))
		s.entry(path, key.String(), value.Elem())
	}
}

// join makes a path of its parts, of which some may be empty.
func join(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), ".")
}
