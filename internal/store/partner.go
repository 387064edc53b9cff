package store

import (
	"context"
	"database/sql"
	"strings"

	"laurel/internal/problem"
)

// Partner is a company that facts name as a partner.
type Partner struct {
	ID   string
	Name string // the id when no fact of kind partner gives a name
}

// partnerColumns read a partner from a holder h: the name that was recorded
// last and was not taken back.
const partnerColumns = `h.id, COALESCE((SELECT n.name FROM partner_names n WHERE n.partner = h.id AND n.name <> '' AND NOT n.gone
	ORDER BY n.recorded DESC, n.source DESC, n.key DESC LIMIT 1), h.id)`

func scanPartner(rows *sql.Rows, p *Partner) error { return rows.Scan(&p.ID, &p.Name) }

// Partners lists partners in order of their ids, after the id given.
func (r *Reader) Partners(ctx context.Context, after string, limit int) ([]Partner, error) {
	return all(ctx, r, scanPartner,
		`SELECT `+partnerColumns+` FROM holders h WHERE h.partner AND h.id > $1 ORDER BY h.id LIMIT $2`, after, limit)
}

// Partner is the partner with an id; found is false when there is none.
func (r *Reader) Partner(ctx context.Context, id string) (p Partner, found bool, err error) {
	found, err = r.one(ctx, []any{&p.ID, &p.Name}, `SELECT `+partnerColumns+` FROM holders h WHERE h.partner AND h.id = $1`, id)
	return p, found, err
}

// HasPartner reports whether facts name a partner with an id.
func (r *Reader) HasPartner(ctx context.Context, id string) (bool, error) {
	var one int
	return r.one(ctx, []any{&one}, `SELECT 1 FROM holders WHERE partner AND id = $1`, id)
}

// maxMatches is how many partners a problem names.
const maxMatches = 10

// FindPartner is the partner with an id, or else with exactly that name, or
// else the only one whose name has that part; upper and lower case are the
// same. Several are a problem of kind Invalid that lists up to ten, none is
// NotFound with the names that come near.
func (r *Reader) FindPartner(ctx context.Context, word string) (Partner, error) {
	if p, found, err := r.Partner(ctx, word); found || err != nil {
		return p, err
	}
	folded := fold(strings.TrimSpace(word))
	for _, search := range []struct{ where, value string }{
		{"p.name = $1", word},
		{"p.folded = $1", folded},
		{`p.folded LIKE '%' || $1 || '%' ESCAPE '\'`, escapeLike(folded)},
	} {
		found, err := r.searchPartners(ctx, search.where, search.value)
		switch {
		case err != nil:
			return Partner{}, err
		case len(found) == 1:
			return found[0], nil
		case len(found) > 1:
			return Partner{}, severalPartners(word, found)
		}
	}
	return Partner{}, r.noPartner(ctx, word, folded)
}

// searchPartners finds partners by what they are called now.
func (r *Reader) searchPartners(ctx context.Context, where, value string) ([]Partner, error) {
	if value == "" {
		return nil, nil
	}
	return all(ctx, r, scanPartner, `SELECT p.partner, p.name FROM partner_names p WHERE NOT p.gone AND `+where+` AND NOT EXISTS (
		SELECT 1 FROM partner_names n WHERE n.partner = p.partner AND NOT n.gone AND n.name <> ''
		AND (n.recorded, n.source, n.key) > (p.recorded, p.source, p.key)) ORDER BY 2, 1 LIMIT 11`, value)
}

func escapeLike(text string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text)
}

func severalPartners(word string, found []Partner) error {
	names := make([]string, 0, maxMatches+1)
	for _, p := range found {
		names = append(names, p.Name+" ("+p.ID+")")
	}
	more := ""
	if len(names) > maxMatches {
		names, more = names[:maxMatches], ", and more"
	}
	return problem.New(problem.Invalid, "%q fits several partners: %s%s.", word, strings.Join(names, "; "), more).
		WithHint("Write more of the name, or the id.")
}

// noPartner says that nobody is called so, and who is called nearly so.
func (r *Reader) noPartner(ctx context.Context, word, folded string) error {
	var best nearest
	err := r.each(ctx, func(rows *sql.Rows) error {
		var name, low string
		if err := rows.Scan(&name, &low); err != nil {
			return err
		}
		best.offer(name, distance(folded, low))
		return nil
	}, `SELECT name, folded FROM partner_names WHERE NOT gone AND name <> '' ORDER BY name`)
	if err != nil {
		return err
	}
	p := problem.New(problem.NotFound, "There is no partner %q.", word)
	if names := best.within(len([]rune(folded))); len(names) > 0 {
		return p.WithHint("Nearest: %s.", strings.Join(names, "; "))
	}
	return p.WithHint("See the list of partners.").AtConsole("See `laurel partner list`.")
}
