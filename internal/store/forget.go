package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"

	"laurel/internal/fact"
	"laurel/internal/fulfillment"
	"laurel/internal/people"
)

// erasedText stands where somebody wrote who is erased.
const erasedText = "(erased)"

// ForgetWords erases what a person wrote in cases, also with a key: the texts of
// their tickets and of their moves; and in forms that they filled in, who can be
// reached where. That they did something stays.
func (tx *Tx) ForgetWords(ctx context.Context, p Person) error {
	names, err := all(ctx, &tx.Reader, scanName, `SELECT id FROM secrets WHERE person = $1 AND kind = $2`, p.ID, string(Key))
	if err != nil {
		return err
	}
	for _, name := range append(names, p.ID, people.AtConsole(p.ID)) {
		cases, err := all(ctx, &tx.Reader, scanCase, `SELECT content FROM cases WHERE id IN (SELECT case_id FROM moves WHERE who = $1)`, name)
		if err != nil {
			return err
		}
		for _, c := range cases {
			if err := tx.forgetIn(ctx, p, name, c); err != nil {
				return err
			}
		}
		if _, err := tx.exec(ctx, `UPDATE moves SET input = '', reason = CASE WHEN reason = '' THEN '' ELSE '`+erasedText+`' END WHERE who = $1`, name); err != nil {
			return err
		}
	}
	return nil
}

func scanName(rows *sql.Rows, name *string) error { return rows.Scan(name) }

// forgetIn erases what a person wrote into a case, with one of their names.
func (tx *Tx) forgetIn(ctx context.Context, p Person, name string, c fulfillment.Case) error {
	made, err := all(ctx, &tx.Reader, scanMade, madeColumns+`WHERE case_id = $1 AND who = $2 ORDER BY revision`, c.ID, name)
	if err != nil {
		return err
	}
	if c.Because != "" && slices.ContainsFunc(made, func(m Made) bool { return m.Reason == c.Because }) {
		c.Because = erasedText
	}
	if c.By == p.ID && c.Text != "" {
		c.Text = erasedText
	}
	if c.By == p.ID || c.HandedInBy == p.ID {
		c.Form = withoutReach(p, c.Form)
	}
	for i := range c.Contacts {
		if c.Contacts[i].By == p.ID {
			c.Contacts[i].Outcome = erasedText
		}
	}
	content, err := json.Marshal(c)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `UPDATE cases SET content = $2 WHERE id = $1`, c.ID, string(content))
	return err
}

// withoutReach is a form without e-mail addresses, and without what the person is
// called and where they are reached. What is no JSON holds nothing to be kept.
func withoutReach(p Person, form json.RawMessage) json.RawMessage {
	var read any
	if len(form) == 0 || json.Unmarshal(form, &read) != nil {
		return nil
	}
	content, err := json.Marshal(reachless(p, read))
	if err != nil {
		panic(err) // never: it was read from JSON
	}
	return content
}

func reachless(p Person, value any) any {
	switch v := value.(type) {
	case string:
		if v != "" && (fact.HasEmail(v) || v == p.Name || v == p.Phone) {
			return erasedText
		}
	case []any:
		for i := range v {
			v[i] = reachless(p, v[i])
		}
	case map[string]any:
		for key := range v {
			v[key] = reachless(p, v[key])
		}
	}
	return value
}
