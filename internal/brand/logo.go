package brand

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"slices"
	"strings"

	"laurel/internal/problem"
)

// Logo is a picture of a marketplace.
type Logo struct {
	Type    string `json:"type,omitempty"` // its media type
	Content []byte `json:"content,omitempty"`
}

// LargestLogo is how many bytes a logo has at most, and widest how many points a
// side of one that is made of points.
const (
	LargestLogo = 64 << 10
	widest      = 2048
)

// ReadLogo takes a picture in PNG, or a drawing in SVG that does nothing but draw.
func ReadLogo(content []byte) (Logo, error) {
	if len(content) > LargestLogo {
		return Logo{}, problem.New(problem.Invalid, "The logo is larger than %d KB.", LargestLogo>>10)
	}
	if bytes.HasPrefix(content, []byte("\x89PNG")) {
		return readPNG(content)
	}
	if err := checkDrawing(content); err != nil {
		return Logo{}, err
	}
	return Logo{"image/svg+xml", content}, nil
}

func readPNG(content []byte) (Logo, error) {
	size, err := png.DecodeConfig(bytes.NewReader(content))
	if err != nil || size.Width > widest || size.Height > widest {
		return Logo{}, problem.New(problem.Invalid, "The logo is no picture in PNG of at most %d points on each side.", widest)
	}
	if _, err := png.Decode(bytes.NewReader(content)); err != nil {
		return Logo{}, problem.New(problem.Invalid, "The logo is no whole picture in PNG.")
	}
	return Logo{"image/png", content}, nil
}

// drawing are the elements that a drawing may have: those that draw.
var drawing = []string{"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs", "linearGradient", "radialGradient", "stop",
	"clipPath", "mask", "title", "desc", "symbol", "use", "text", "tspan"}

// svg is the name space of drawings.
const svg = "http://www.w3.org/2000/svg"

// checkDrawing refuses what could do more than draw: scripts, links, styles, foreign
// parts and whatever is fetched from elsewhere.
func checkDrawing(content []byte) error {
	d, depth, root := xml.NewDecoder(bytes.NewReader(content)), 0, false
	d.Strict = true
	for {
		token, err := d.Token()
		switch {
		case errors.Is(err, io.EOF) && root && depth == 0:
			return nil
		case err != nil:
			return problem.New(problem.Invalid, "The logo is neither a picture in PNG nor a drawing in SVG.")
		}
		switch t := token.(type) {
		case xml.StartElement:
			if !root && t.Name.Local != "svg" {
				return problem.New(problem.Invalid, "The logo is neither a picture in PNG nor a drawing in SVG.")
			}
			root, depth = true, depth+1
			if err := checkElement(t); err != nil {
				return err
			}
		case xml.EndElement:
			depth--
		case xml.Directive:
			return problem.New(problem.Invalid, "The logo declares something of its own: <!%s>.", problem.Excerpt(string(t)))
		case xml.ProcInst:
			if t.Target != "xml" {
				return problem.New(problem.Invalid, "The logo has an instruction for programs: <?%s>.", problem.Excerpt(t.Target))
			}
		}
	}
}

func checkElement(e xml.StartElement) error {
	if !slices.Contains(drawing, e.Name.Local) || e.Name.Space != svg {
		return problem.New(problem.Invalid, "The logo has a part that does more than draw: <%s>.", problem.Excerpt(e.Name.Local)).
			WithHint("Save it as a plain drawing, without scripts, links, styles and pictures in it; or as PNG.")
	}
	for _, a := range e.Attr {
		if !draws(a) {
			return problem.New(problem.Invalid, "The logo has a part that does more than draw: %s in <%s>.", problem.Excerpt(a.Name.Local), e.Name.Local).
				WithHint("Save it as a plain drawing, without scripts, links, styles and pictures in it; or as PNG.")
		}
	}
	return nil
}

// draws reports whether an attribute only draws: what it names is in the drawing
// itself.
func draws(a xml.Attr) bool {
	name, value := strings.ToLower(a.Name.Local), strings.ToLower(strings.Join(strings.Fields(a.Value), ""))
	switch {
	case a.Name.Space == "xmlns" || name == "xmlns":
		return true
	case strings.HasPrefix(name, "on") || name == "style" || name == "base":
		return false
	case name == "href":
		return strings.HasPrefix(value, "#")
	default:
		return !strings.Contains(strings.ReplaceAll(value, "url(#", ""), "url(") && !strings.Contains(value, ":") && !strings.Contains(value, "\\")
	}
}
