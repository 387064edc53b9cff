package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// jsonFormat reads JSON strictly, and writes it.
var jsonFormat = huma.Format{Marshal: huma.DefaultJSONFormat.Marshal, Unmarshal: unmarshal}

// deepest is how far objects and lists may stand in each other.
const deepest = 32

// unmarshal reads one JSON value. It refuses what encoding/json lets pass: a
// name that is there twice, and what nests so far that no input of ours does.
func unmarshal(text []byte, into any) error {
	if err := checkJSON(text); err != nil {
		return err
	}
	return json.Unmarshal(text, into)
}

func checkJSON(text []byte) error {
	d := json.NewDecoder(bytes.NewReader(text))
	if err := checkValue(d, 0); err != nil {
		return notJSON(err)
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("something follows the JSON value")
	}
	return nil
}

// notJSON says where a text stops being JSON, and never what stands there.
func notJSON(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("the JSON ends in the middle")
	}
	if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) {
		return errors.New("this is not JSON")
	}
	return err
}

func checkValue(d *json.Decoder, depth int) error {
	token, err := d.Token()
	if err != nil {
		return err
	}
	switch token {
	case json.Delim('{'), json.Delim('['):
		if depth == deepest {
			return errors.New("the JSON nests too deep")
		}
		return checkMembers(d, token == json.Delim('{'), depth+1)
	}
	if s, ok := token.(string); ok && strings.ContainsRune(s, 0) {
		return errors.New("a text has a null character in it")
	}
	return nil
}

// checkMembers checks the values of an object, with their names, or of a list.
func checkMembers(d *json.Decoder, named bool, depth int) error {
	names := map[string]bool{}
	for d.More() {
		if named {
			token, err := d.Token()
			if err != nil {
				return err
			}
			name, _ := token.(string)
			if names[name] {
				return errors.New("a field is there twice")
			}
			names[name] = true
		}
		if err := checkValue(d, depth); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}
