package yamlfile

// Shaped is a Decodable that can say how it may be written, so that a schema for
// editors can be made from the Go types alone. Each shape is a Go value: Words,
// Text, or a value of any type that Decode can fill, which stands for its type.
type Shaped interface {
	Shapes() []any
}

// Words is a shape: one of these words.
type Words []string

// Text is a shape: a value in one piece that matches the pattern; any, when the
// pattern is empty.
type Text string

// WordsOf is the shape of a type whose values are words.
func WordsOf[T ~string](words []T) []any {
	w := make(Words, len(words))
	for i, word := range words {
		w[i] = string(word)
	}
	return []any{w}
}
