package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/fact"
	"laurel/internal/people"
	"laurel/internal/store"
)

func factsCommand(d *door) *cobra.Command {
	return group("facts", "List facts that need somebody's attention, and decide about them",
		"  laurel facts conflicts\n  laurel facts accept feed/s1\n  laurel facts unmapped",
		factsConflicts(d), factsAccept(d), factsDismiss(d), factsUnmapped(d), factsWaiting(d))
}

func factsConflicts(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:   "conflicts",
		Short: "List facts that came again with other content and wait for review",
		Long: "List facts that came again with other content and wait for review. What was there first counts until\n" +
			"`laurel facts accept` says otherwise, or the source sends the fact again as a correction.",
		Example: "  laurel facts conflicts\n  laurel facts conflicts --json",
	}
	heads := []string{"fact", "kind", "what differs", "content", "received"}
	return d.listing(c, heads, "No fact waits for review.", func(ctx context.Context, a *app.App, t *table) error {
		return eachPage(func(last *app.Disputed) (page []app.Disputed, err error) {
			var after app.ConflictPlace
			if last != nil {
				after = last.Place()
			}
			page, _, err = a.Conflicts(ctx, people.Console(), after, pageSize)
			return page, err
		}, func(c *app.Disputed) error { return d.conflict(t, *c) })
	})
}

// listing lets a command list what needs attention: as a table, as objects, or
// with a sentence when there is nothing.
func (d *door) listing(c *cobra.Command, heads []string, none string, list func(context.Context, *app.App, *table) error) *cobra.Command {
	c.Args = exactly()
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		a, err := d.open(cmd.Context())
		if err != nil {
			return err
		}
		t := table{heads: heads}
		if err := list(cmd.Context(), a, &t); err != nil || d.json {
			return err
		}
		return d.tableOr(&t, none)
	}
	d.jsonFlag(c)
	return c
}

func (d *door) conflict(t *table, c app.Disputed) error {
	if d.json {
		return writeJSON(d.Out, answer.NewConflict(c.Content(), &c.Came, &c.Held, c.Received))
	}
	t.add(c.Came.ID.String(), c.Came.Kind, strings.Join(answer.Differing(&c.Held, &c.Came), "; "), c.Content(), c.Received.Day(nil).String())
	return nil
}

func factsAccept(d *door) *cobra.Command {
	return reviewCommand(d, true, &cobra.Command{
		Use:   "accept SOURCE/ID",
		Short: "Let the content that came later count from now on",
		Long: "Let the content that came later count from now on. It is a correction that was learned today: what was\n" +
			"known before stays as it was known.",
		Example: "  laurel facts accept feed/s1",
	})
}

func factsDismiss(d *door) *cobra.Command {
	return reviewCommand(d, false, &cobra.Command{
		Use:     "dismiss SOURCE/ID",
		Short:   "Let what is there go on counting, and drop the conflict from the list",
		Long:    "Let what is there go on counting, and drop the conflict from the list. Should the same content come again, it is\nnot listed again.",
		Example: "  laurel facts dismiss feed/s1",
	})
}

func reviewCommand(d *door, accept bool, c *cobra.Command) *cobra.Command {
	var content string
	c.Args = exactly("the fact: source/id, as `laurel facts conflicts` lists it")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		id, err := factID(args[0])
		if err != nil {
			return err
		}
		a, err := d.open(cmd.Context())
		if err != nil {
			return err
		}
		done, err := a.Review(cmd.Context(), people.Console(), app.ReviewInput{ID: id, Content: content, Accept: accept})
		if err != nil {
			return err
		}
		return d.reviewed(accept, done)
	}
	c.Flags().StringVar(&content, "content", "", "which `content`, where several came; the list names them")
	d.jsonFlag(c)
	return c
}

func (d *door) reviewed(accept bool, done app.Disputed) error {
	if d.json {
		return writeJSON(d.Out, answer.Review{ID: done.Came.ID, Accepted: accept})
	}
	sentence := "%s stays as it was.\n"
	if accept {
		sentence = "%s counts as it came later.\n"
	}
	_, err := fmt.Fprintf(d.Out, sentence, done.Came.ID)
	return err
}

// factID reads source/id. The id may have slashes of its own.
func factID(word string) (fact.ID, error) {
	source, key, ok := strings.Cut(word, "/")
	if !ok || source == "" || key == "" {
		return fact.ID{}, usage("%q is not a fact. Write source/id, as explanations show it.", word)
	}
	return fact.ID{Source: source, Key: key}, nil
}

func factsUnmapped(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:   "unmapped",
		Short: "List publishers that belong to no partner; their facts wait",
		Long: "List publishers that belong to no partner. Their facts are kept, and count once a fact of the kind\n" +
			"membership says to which partner the publisher belongs.",
		Example: "  laurel facts unmapped --json",
	}
	return d.listing(c, []string{"publisher", ">facts"}, "Every publisher belongs to a partner.", func(ctx context.Context, a *app.App, t *table) error {
		return a.Unmapped(ctx, func(u store.UnknownPublisher) error {
			if d.json {
				return writeJSON(d.Out, answer.Unmapped{Publisher: u.Publisher, Facts: u.Facts})
			}
			t.add(u.Publisher, fmt.Sprint(u.Facts))
			return nil
		})
	})
}

func factsWaiting(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:   "waiting",
		Short: "List facts about facts that have not come",
		Long: "List facts that correct, retract or mark a fact that has not come. A correction counts by itself; a retraction and\n" +
			"marks have no effect until the fact comes that they name.",
		Example: "  laurel facts waiting",
	}
	return d.listing(c, []string{"fact", "names"}, "No fact waits for another one.", func(ctx context.Context, a *app.App, t *table) error {
		return a.Waiting(ctx, func(u store.Unresolved) error {
			if d.json {
				return writeJSON(d.Out, answer.Waiting{ID: u.ID, Names: u.Names})
			}
			t.add(u.ID.String(), u.Names.String())
			return nil
		})
	})
}
