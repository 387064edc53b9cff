package yamlfile

import (
	"strings"

	yamltoken "github.com/goccy/go-yaml/token"
)

// style is what a token is to the grammar of the file.
type style int

const (
	end      style = iota // the file is over
	document              // --- or ...
	percent               // % where a directive may stand
	dash
	question
	colon
	comma
	openList
	closeList
	openMap
	closeMap
	anchor
	alias
	tag
	merge
	plain
	single
	double
	block // a text behind | or >
	fault // here the lexer could not go on
)

// styles translates the names of the library. All plain scalars are alike, as
// nothing is interpreted.
var styles = map[yamltoken.Type]style{
	yamltoken.DocumentHeaderType: document,
	yamltoken.DocumentEndType:    document,
	yamltoken.DirectiveType:      percent,
	yamltoken.SequenceEntryType:  dash,
	yamltoken.MappingKeyType:     question,
	yamltoken.MappingValueType:   colon,
	yamltoken.CollectEntryType:   comma,
	yamltoken.SequenceStartType:  openList,
	yamltoken.SequenceEndType:    closeList,
	yamltoken.MappingStartType:   openMap,
	yamltoken.MappingEndType:     closeMap,
	yamltoken.AnchorType:         anchor,
	yamltoken.AliasType:          alias,
	yamltoken.TagType:            tag,
	yamltoken.MergeKeyType:       merge,
	yamltoken.SingleQuoteType:    single,
	yamltoken.DoubleQuoteType:    double,
	yamltoken.LiteralType:        block,
	yamltoken.FoldedType:         block,
	yamltoken.StringType:         plain,
	yamltoken.NullType:           plain,
	yamltoken.BoolType:           plain,
	yamltoken.IntegerType:        plain,
	yamltoken.BinaryIntegerType:  plain,
	yamltoken.OctetIntegerType:   plain,
	yamltoken.HexIntegerType:     plain,
	yamltoken.FloatType:          plain,
	yamltoken.InfinityType:       plain,
	yamltoken.NanType:            plain,
	yamltoken.InvalidType:        fault,
}

// token is one piece of the file. The name of an anchor or alias and the text
// behind | or > belong to their token.
type token struct {
	style      style
	text       string // the value of a scalar, the name of an anchor, alias or tag, what the lexer says of a fault
	start, end int    // offsets into the source
	line       int    // where it starts, counted from 1
	column     int    // where it starts, counted from 1
	lastLine   int    // where it ends
	first      bool   // whether it is the first on its line
	tight      bool   // whether the next character follows at once
}

func (t token) isScalar() bool { return t.style >= plain && t.style <= block }

func (t token) isQuoted() bool { return t.style >= single && t.style <= block }

// canBeKey reports whether the token may be a key, as far as its style goes.
func (t token) canBeKey() bool {
	return t.isScalar() && t.style != block || t.style == alias || t.style == merge
}

// within reports whether the token belongs to a map or list whose keys or dashes
// stand in the column: it does not begin a line further left.
func (t token) within(column int) bool { return !t.first || t.column >= column && t.column > 0 }

func (t token) isCloser() bool { return t.style == closeList || t.style == closeMap }

// isNull reports whether the token is one of the ways to write nothing.
func (t token) isNull() bool {
	return t.style == plain && (t.text == "~" || t.text == "null" || t.text == "Null" || t.text == "NULL")
}

// mayBePlain reports whether a text may be written without quotes, as far as
// its first character goes.
func mayBePlain(text string) bool {
	return text != "?" && !strings.HasPrefix(text, "? ") && !strings.ContainsAny(text[:min(1, len(text))], ",[]{}#&*!|>'\"%@`")
}

func isBlank(r rune) bool { return r == ' ' || r == '\t' || r == '\n' }

// quoteToken writes a token into a sentence as it stands in the file.
func (s *source) quoteToken(t token) string { return quote(s.written(t.start, t.end)) }
