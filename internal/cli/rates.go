package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"laurel/internal/app"
	"laurel/internal/money"
)

func ratesCommand(d *door) *cobra.Command {
	return group("rates", "Read rates of exchange", "  laurel rates import eurofxref-hist.zip", ratesImport(d))
}

func ratesImport(d *door) *cobra.Command {
	var format, source string
	c := &cobra.Command{
		Use:   "import FILE",
		Short: "Read rates of exchange from a file",
		Long: "Read rates of exchange from a file: the history of the European Central Bank as .csv or .zip (ecb),\n" +
			"or a table of our own with the columns from, base, currency and units (fixed). What is there already is not stored twice.\ndocs/rates.md describes both.",
		Example: "  laurel rates import eurofxref-hist.zip\n  laurel rates import --format fixed --source program-rates rates.csv",
		Args:    exactly("the file of rates"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := money.FindRateFile(format); err != nil {
				return usage("%v", err)
			}
			return d.importRates(cmd.Context(), app.RatesInput{Format: format, Source: source}, args[0])
		},
	}
	c.Flags().StringVar(&format, "format", "ecb", "the `format` of the file: ecb or fixed")
	c.Flags().StringVar(&source, "source", "", "`name` of the rate table (default: the format's name)")
	d.jsonFlag(c)
	return c
}

func (d *door) importRates(ctx context.Context, in app.RatesInput, file string) error {
	text, err := d.readFile(file)
	if err != nil {
		return err
	}
	if in.In, err = unzipped(text); err != nil {
		return refused{file: file, error: err}
	}
	a, err := d.create(ctx)
	if err != nil {
		return err
	}
	done, err := a.ImportRates(ctx, in)
	if err != nil {
		return refused{file: file, error: err}
	}
	return d.ratesImported(file, done)
}

// unzipped finds the one table in a zip archive; other files are read as they
// are.
func unzipped(text []byte) (io.Reader, error) {
	if !bytes.HasPrefix(text, []byte("PK\x03\x04")) {
		return bytes.NewReader(text), nil
	}
	return money.OpenCSVInZip(bytes.NewReader(text), int64(len(text)))
}

func (d *door) ratesImported(file string, done app.RatesImported) error {
	for _, r := range done.Rejected {
		fmt.Fprintf(d.Err, "%s: %s\n", file, r)
	}
	if d.json {
		if err := writeJSON(d.Out, done); err != nil {
			return err
		}
	} else {
		fmt.Fprintf(d.Out, "%s: %s of %s, %s new.\n", file, count(done.Quotes, "rate"), done.Source, grouped(fmt.Sprint(done.New)))
	}
	if len(done.Rejected) > 0 {
		return failed{}
	}
	return nil
}
