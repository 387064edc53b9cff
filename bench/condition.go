package main

import (
	"fmt"
	"reflect"
	"testing"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/decls"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
	"github.com/expr-lang/expr"
	"github.com/govalues/decimal"

	"laurel/internal/metric"
	"laurel/internal/number"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// The condition that all three engines check: three metrics are given, as exact
// decimals.
const conditionYAML = `{all: [billed_sales >= 100_000 USD, live_offers > 0, {any: [teams_mau >= 250, billed_sales >= 25_000 USD]}]}`

// conditions measures the condition step alone.
func conditions(t *table) {
	own := testing.Benchmark(ownCondition)
	celDecimal := testing.Benchmark(celCondition)
	exprDecimal := testing.Benchmark(exprCondition)
	t.add("condition, laurel", perOp(own), "")
	t.add("condition, cel-go with a decimal type", perOp(celDecimal), times(celDecimal, own, "laurel"))
	t.add("condition, expr with decimals", perOp(exprDecimal), times(exprDecimal, own, "laurel"))
}

func perOp(r testing.BenchmarkResult) string {
	return fmt.Sprintf("%d ns, %d allocations", r.NsPerOp(), r.AllocsPerOp())
}

func times(one, other testing.BenchmarkResult, name string) string {
	return fmt.Sprintf("%.1f × %s", float64(one.NsPerOp())/float64(other.NsPerOp()), name)
}

func ownCondition(b *testing.B) {
	condition, frame := boundCondition()
	b.ReportAllocs()
	for b.Loop() {
		if !frame.Check(condition).Met() {
			b.Fatal("the condition must hold")
		}
	}
}

const metricsYAML = `
billed_sales: {sum: amount, of: sale}
live_offers: {count: offers}
teams_mau: {latest: value, of: teams_mau}
`

func boundCondition() (*metric.Condition, *metric.Frame) {
	var m problem.Mistakes
	var defs yamlfile.Table[metric.Definition]
	yamlfile.Decode(yamlfile.Parse("metrics", []byte(metricsYAML), &m), &defs, &m)
	var c metric.Condition
	yamlfile.Decode(yamlfile.Parse("condition", []byte(conditionYAML), &m), &c, &m)
	set := metric.NewSet(defs, "USD", rateRule, metric.RefuseMissing)
	binder := metric.Binder{Set: set, Mistakes: &m}
	binder.Metrics()
	binder.Condition(&c)
	must(m.Err("the benchmark's own condition has mistakes"))
	return &c, metric.NewFrame([]metric.Value{
		{Number: number.MustParse("120000.55"), Currency: "USD"}, metric.Num(number.FromInt(3)), metric.Num(number.FromInt(100))})
}

// decimalValue is a decimal that CEL can compare.
type decimalValue struct{ decimal.Decimal }

var decimalType = types.NewObjectType("decimal", traits.ComparerType)

func (d decimalValue) ConvertToNative(reflect.Type) (any, error) { return d.Decimal, nil }
func (d decimalValue) ConvertToType(ref.Type) ref.Val            { return d }
func (d decimalValue) Equal(other ref.Val) ref.Val {
	return types.Bool(d.Cmp(other.(decimalValue).Decimal) == 0)
}
func (d decimalValue) Type() ref.Type { return decimalType }
func (d decimalValue) Value() any     { return d.Decimal }
func (d decimalValue) Compare(other ref.Val) ref.Val {
	return types.Int(d.Cmp(other.(decimalValue).Decimal))
}

func celCondition(b *testing.B) {
	compare := func(op string) cel.EnvOption {
		return cel.Function(op, decls.Overload(op+"_decimal", []*types.Type{decimalType, decimalType}, types.BoolType))
	}
	env, err := cel.NewEnv(cel.Variable("billed_sales", decimalType), cel.Variable("live_offers", decimalType), cel.Variable("teams_mau", decimalType),
		cel.Variable("d100k", decimalType), cel.Variable("d25k", decimalType), cel.Variable("d250", decimalType), cel.Variable("d0", decimalType),
		compare("_>=_"), compare("_>_"))
	must(err)
	ast, issues := env.Compile(`billed_sales >= d100k && live_offers > d0 && (teams_mau >= d250 || billed_sales >= d25k)`)
	must(issues.Err())
	program, err := env.Program(ast)
	must(err)
	vars := map[string]any{}
	for name, value := range decimals {
		vars[name] = decimalValue{decimal.MustParse(value)}
	}
	b.ReportAllocs()
	for b.Loop() {
		out, _, err := program.Eval(vars)
		if err != nil || out != types.True {
			b.Fatal(out, err)
		}
	}
}

var decimals = map[string]string{"billed_sales": "120000.55", "live_offers": "3", "teams_mau": "100",
	"d100k": "100000", "d25k": "25000", "d250": "250", "d0": "0"}

func exprCondition(b *testing.B) {
	env := map[string]any{
		"atLeast": func(a, b decimal.Decimal) bool { return a.Cmp(b) >= 0 },
		"over":    func(a, b decimal.Decimal) bool { return a.Cmp(b) > 0 },
	}
	for name, value := range decimals {
		env[name] = decimal.MustParse(value)
	}
	program, err := expr.Compile(`billed_sales >= d100k && live_offers > d0 && (teams_mau >= d250 || billed_sales >= d25k)`,
		expr.Env(env), expr.Operator(">=", "atLeast"), expr.Operator(">", "over"))
	must(err)
	b.ReportAllocs()
	for b.Loop() {
		out, err := expr.Run(program, env)
		if err != nil || out != true {
			b.Fatal(out, err)
		}
	}
}
