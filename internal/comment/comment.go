// Package comment reads what the comments in our own source say of types and
// their fields, so that pages and descriptions are written from them. It is for
// tests alone: the source is not there where Laurel runs.
package comment

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

// Reader reads each package once. Root is the path of the module's folder from
// that of the test.
type Reader struct {
	T       testing.TB
	Root    string
	sources map[string]*source
}

// Of is what the comment of a type says, as it stands.
func (r *Reader) Of(t reflect.Type) string { return r.source(t).docs[t.Name()] }

// OfField is what the comments above a field and beside it say.
func (r *Reader) OfField(t reflect.Type, field string) string {
	return r.source(t).docs[typeName(t)+"."+field]
}

// Words are the constants of a type, as they are written.
func (r *Reader) Words(t reflect.Type) []string { return r.source(t).words[t.Name()] }

// typeName is the name of a type without what it is made for: Page[Standing] is
// Page.
func typeName(t reflect.Type) string {
	name, _, _ := strings.Cut(t.Name(), "[")
	return name
}

// source is what the Go files of a package say about its types.
type source struct {
	docs  map[string]string   // by type, and by type.field
	words map[string][]string // the constants of a type
}

func (r *Reader) source(t reflect.Type) *source {
	r.T.Helper()
	path := t.PkgPath()
	if r.sources == nil {
		r.sources = map[string]*source{}
	}
	if r.sources[path] == nil {
		r.sources[path] = r.read(path)
	}
	return r.sources[path]
}

func (r *Reader) read(path string) *source {
	r.T.Helper()
	s := &source{docs: map[string]string{}, words: map[string][]string{}}
	files, err := filepath.Glob(filepath.Join(r.Root, strings.TrimPrefix(path, "laurel/"), "*.go"))
	if err != nil || len(files) == 0 {
		r.T.Fatalf("no source of %s: %v", path, err)
	}
	for _, file := range files {
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err != nil {
			r.T.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool { s.note(n); return true })
	}
	return s
}

func (s *source) note(n ast.Node) {
	decl, ok := n.(*ast.GenDecl)
	if !ok {
		return
	}
	for _, spec := range decl.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			s.docs[spec.Name.Name] = spec.Doc.Text() + decl.Doc.Text()
			s.fields(spec.Name.Name, spec.Type)
		case *ast.ValueSpec:
			s.constants(spec)
		}
	}
}

// fields notes the fields of a struct, and of structs inside of it that have no
// name.
func (s *source) fields(name string, of ast.Expr) {
	object, ok := of.(*ast.StructType)
	if !ok {
		return
	}
	for _, f := range object.Fields.List {
		for _, each := range f.Names {
			s.docs[name+"."+each.Name] = f.Doc.Text() + f.Comment.Text()
			s.fields(name+"."+each.Name, f.Type)
		}
	}
}

func (s *source) constants(spec *ast.ValueSpec) {
	of, ok := spec.Type.(*ast.Ident)
	if !ok {
		return
	}
	for _, v := range spec.Values {
		if lit, ok := v.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			word, _ := strconv.Unquote(lit.Value)
			s.words[of.Name] = append(s.words[of.Name], word)
		}
	}
}
