package app

import (
	"cmp"
	"context"
	"unicode/utf8"

	"laurel/internal/brand"
	"laurel/internal/letter"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// brandSetting is the name under which the brand is kept.
const brandSetting = "brand"

// BrandInput is how a marketplace wants to look, as somebody typed it.
type BrandInput struct {
	Name        string
	Light, Dark string // the color on light pages, and on dark ones; worked out where the second is empty
	Logo        []byte // another one; the same as before when empty
	NoLogo      bool   // none any more
}

// longestBrand is how many characters the name of a marketplace has at most.
const longestBrand = 60

// Brand is how the marketplace looks, and how often that was changed.
func (a *App) Brand(ctx context.Context) (b brand.Brand, revision int64, err error) {
	revision, err = a.store.Setting(ctx, brandSetting, &b)
	return b, revision, err
}

// SetBrand decides how the marketplace looks. A color that people cannot read is
// refused, with one that they can.
func (a *App) SetBrand(ctx context.Context, who people.Who, revision int64, in BrandInput) error {
	old, _, err := a.Brand(ctx)
	if err != nil {
		return err
	}
	var m problem.Mistakes
	next := brand.Brand{Name: in.Name, Logo: in.logo(old.Logo, &m)}
	if utf8.RuneCountInString(in.Name) > longestBrand {
		m.Add(problem.Place{File: "marketplace"}, "The name of the marketplace has more than %d characters.", longestBrand)
	}
	next.Light = readableColor("light", in.Light, false, &m)
	if next.Dark = readableColor("dark", in.Dark, true, &m); next.Dark == "" && next.Light != "" {
		next.Dark = next.Light.Passing(true)
	}
	if next.Light == "" && in.Light == "" && in.Dark != "" {
		m.Add(problem.Place{File: "light"}, "There is a color for dark pages, and none for light ones.")
	}
	if err := m.Err("The marketplace cannot look like that."); err != nil {
		return err
	}
	return a.setSetting(ctx, who, people.ManageSettings, brandSetting, revision, next, string(next.Light))
}

// logo is the logo that is wanted.
func (in BrandInput) logo(old brand.Logo, m *problem.Mistakes) brand.Logo {
	switch {
	case in.NoLogo:
		return brand.Logo{}
	case len(in.Logo) == 0:
		return old
	}
	logo, err := brand.ReadLogo(in.Logo)
	m.AddProblem(problem.Place{File: "logo"}, problem.Of(err))
	return logo
}

// readableColor reads a color in which people can read on light or on dark pages.
func readableColor(field, text string, dark bool, m *problem.Mistakes) brand.Color {
	if text == "" {
		return ""
	}
	at := problem.Place{File: field}
	c, ok := brand.ReadColor(text)
	if !ok {
		m.AddWithHint(at, "Write it like #1b5cb8.", "%q is no color.", problem.Excerpt(text))
		return ""
	}
	if ground, contrast := c.Weakest(dark); contrast < brand.Readable {
		m.AddSaid(at, problem.Say("%s would pass.", string(c.Passing(dark))), problem.Say("The color %s has a contrast of %s to 1 with %s, and words need 4.5.", string(c), brand.Ratio(contrast), string(ground)))
	}
	return c
}

// Operator is who runs the programs, as pages and letters name it today.
func (a *App) Operator(ctx context.Context) (letter.Operator, error) {
	return a.branded(ctx, &a.store.Reader)
}

func (a *App) branded(ctx context.Context, r *store.Reader) (letter.Operator, error) {
	var b brand.Brand
	_, err := r.Setting(ctx, brandSetting, &b)
	o := a.operator
	o.Name, o.Color = cmp.Or(b.Name, o.Name), string(b.Light)
	return o, err
}
