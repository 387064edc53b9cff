package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"laurel/internal/app"
	"laurel/internal/people"
)

func caseForm(d *door) *cobra.Command {
	var program string
	c := &cobra.Command{
		Use:   "form BENEFIT",
		Short: "Show what is to be filled in for a benefit, as a JSON Schema",
		Long: "Show what is to be filled in for a benefit, as a JSON Schema with its labels in the language of --lang. Write the answers as a\n" +
			"JSON object, and give the file to `laurel case open` or `laurel case move` with --form.",
		Example: "  laurel case form consultation --lang zh-CN",
		Args:    exactly("the benefit"),
	}
	c.Flags().StringVar(&program, "program", "", "the `name` of the program (default: the only one)")
	return d.acting(c, func(ctx context.Context, a *app.App, _ people.Who, args []string) (err error) {
		if program, err = a.ProgramNamed(ctx, program); err != nil {
			return err
		}
		schema, err := a.Form(ctx, program, args[0], d.settings.lang.value)
		if err != nil {
			return err
		}
		var b bytes.Buffer
		if err := json.Indent(&b, schema, "", "  "); err != nil {
			return err
		}
		_, err = fmt.Fprintln(d.Out, &b)
		return err
	})
}
