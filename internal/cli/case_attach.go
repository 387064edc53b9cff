package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"laurel/internal/api"
	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/store"
)

func caseAttach(d *door) *cobra.Command {
	var kind string
	c := &cobra.Command{
		Use:     "attach PARTNER FILE",
		Short:   "Keep a file, and print the id by which a form names it",
		Example: "  laurel case attach Contoso draft.pdf",
		Args:    exactly("the partner: an id, or a part of its name", "a file"),
	}
	c.Flags().StringVar(&kind, "type", "", "the media `type` (default: as the file's name says)")
	d.jsonFlag(c)
	return d.actingFor(c, func(ctx context.Context, a *app.App, who people.Who, partner string, args []string) error {
		held, err := d.attachFile(ctx, a, who, partner, args[0], kind)
		if err != nil {
			return err
		}
		if d.json {
			return writeJSON(d.Out, api.NewAttachment(held))
		}
		_, err = fmt.Fprintf(d.Out, "%s\n", held.ID)
		return err
	})
}

// attachFile keeps a file of a partner.
func (d *door) attachFile(ctx context.Context, a *app.App, who people.Who, partner, file, kind string) (store.Attachment, error) {
	content, err := d.readFile(file)
	if err != nil {
		return store.Attachment{}, err
	}
	name := filepath.Base(file)
	if kind == "" {
		kind = app.TypeOfFile(strings.ToLower(filepath.Ext(name)))
	}
	return a.Attach(ctx, who, app.AttachInput{Partner: partner, Name: name, Type: kind, Content: content})
}

func caseDownload(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "download PARTNER ATTACHMENT",
		Short:   "Write a file of a case to standard output",
		Example: "  laurel case download Contoso att_01jd… >draft.pdf",
		Args:    exactly("the partner: an id, or a part of its name", "the id of the file, as `laurel case show` shows it"),
	}
	return d.actingFor(c, func(ctx context.Context, a *app.App, who people.Who, partner string, args []string) error {
		_, content, err := a.Attachment(ctx, who, partner, args[0])
		if err != nil {
			return err
		}
		_, err = d.Out.Write(content)
		return err
	})
}
