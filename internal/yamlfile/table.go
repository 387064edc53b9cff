package yamlfile

import (
	"reflect"

	"laurel/internal/problem"
)

// Table is a map that keeps the order of the file. Decoding refuses a name that
// stands twice, so names are unique.
type Table[T any] []Row[T]

// Row is one entry of a Table.
type Row[T any] struct {
	Name  string        // the key
	Place problem.Place // where the key stands
	Value T             // what it stands for
}

// Get is the value of a name, to be read or changed in place.
func (t Table[T]) Get(name string) (*T, bool) {
	for i := range t {
		if t[i].Name == name {
			return &t[i].Value, true
		}
	}
	return nil, false
}

// rows is what the decoder needs of a Table, whatever its T.
type rows interface {
	decodeRows(n *Node, d decoder)
}

func (t *Table[T]) decodeRows(n *Node, d decoder) {
	*t = make(Table[T], 0, len(n.entries))
	for _, e := range n.entries {
		row := Row[T]{Name: e.Key, Place: e.KeyPlace}
		d.value(e.Value, reflect.ValueOf(&row.Value).Elem(), false)
		*t = append(*t, row)
	}
}
