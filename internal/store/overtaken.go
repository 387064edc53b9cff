package store

import (
	"context"
	"slices"

	"laurel/internal/fact"
)

// shown is what a snapshot shows.
type shown interface {
	// shows reports whether the file has a row with a key.
	shows(ctx context.Context, key string) (bool, error)
	// rootOf is the key of the chain that a fact is a link of.
	rootOf(ctx context.Context, key string) (string, error)
}

// overtaken reports whether another row of a snapshot speaks for what a chain
// does. Facts that replace each other are one thing, which counts once: where the
// file shows a fact and its correction under another key, the correction; of two
// corrections beside each other, the one that counts already.
func (c *chain) overtaken(ctx context.Context, current fact.ID, file shown) (bool, error) {
	for i := range c.thing {
		f := &c.thing[i]
		if c.link(f.ID) != nil || f.Retracts || !slices.ContainsFunc(c.origins(f.ID.Key), c.holds) {
			continue
		}
		if there, err := file.shows(ctx, f.ID.Key); err != nil || there {
			return there, err
		}
	}
	if current.IsZero() || c.link(current) != nil {
		return false, nil
	}
	root, err := file.rootOf(ctx, current.Key)
	if err != nil {
		return false, err
	}
	there, err := file.shows(ctx, root)
	if err != nil || !there {
		return false, err
	}
	corrects, err := c.corrects(ctx, root, file)
	return !corrects, err
}

// holds reports whether a key is that of a link.
func (c *chain) holds(key string) bool { return c.link(fact.ID{Source: c.id.Source, Key: key}) != nil }

// corrects reports whether the first content of a chain goes back to another one.
func (c *chain) corrects(ctx context.Context, root string, file shown) (bool, error) {
	for _, key := range c.origins(c.id.Key) {
		if of, err := file.rootOf(ctx, key); err != nil || of == root {
			return true, err
		}
	}
	return false, nil
}

// origins are the keys that a fact goes back to, from the one that it replaces.
func (c *chain) origins(key string) []string {
	var keys []string
	for {
		i := slices.IndexFunc(c.thing, func(f fact.Fact) bool { return f.ID.Key == key })
		if i < 0 || c.thing[i].Replaces == "" || slices.Contains(keys, c.thing[i].Replaces) {
			return keys
		}
		key = c.thing[i].Replaces
		keys = append(keys, key)
	}
}
