package browsertest

import (
	"bytes"
	"flag"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

var makePictures = flag.Bool("pictures", false, "make the pictures of the main pages in docs/pictures anew")

// pictures are those of the main pages.
var pictures = []struct {
	name, who, path, link string // link is followed from the page, where there is one
	look
}{
	{"home", "partner_admin", "/partners/contoso", "", look{language: "en", theme: "light", width: 1280}},
	{"standing", "partner_admin", "/partners/contoso/standing", "", look{language: "en", theme: "light", width: 1280}},
	{"benefits", "partner_admin", "/partners/contoso/benefits", "", look{language: "en", theme: "light", width: 1280}},
	{"case", "engagement_manager", "/desk", "Blog feature", look{language: "en", theme: "light", width: 1280}},
	{"desk", "engagement_manager", "/desk", "", look{language: "en", theme: "light", width: 1280}},
	{"home-zh-dark", "partner_admin", "/partners/contoso", "", look{language: "zh-CN", theme: "dark", width: 1280}},
}

// mostPicture is how large a picture may be, in bytes.
const mostPicture = 150_000

// TestPictures makes the pictures when it is asked to. It wants those that are there
// to be small.
func TestPictures(t *testing.T) {
	if *makePictures {
		needsChromium(t)
		h := newHouse(t)
		b := newTab(t, h.base)
		for _, p := range pictures {
			p.session = h.Person(p.who).Session
			b.as(p.look)
			b.open(p.path)
			if p.link != "" {
				b.open(eval[string](b, fmt.Sprintf(`[...document.querySelectorAll("main a")].find((a) => a.innerText === %q).getAttribute("href")`, p.link)))
			}
			var shot []byte
			b.do(chromedp.CaptureScreenshot(&shot))
			if err := os.WriteFile(picturePath(p.name), small(t, shot), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, p := range pictures {
		text, err := os.ReadFile(picturePath(p.name))
		if err != nil {
			t.Fatalf("%v; make it with make pictures", err)
		}
		if shape, err := png.DecodeConfig(bytes.NewReader(text)); err != nil || int64(shape.Width) != p.width || len(text) > mostPicture {
			t.Errorf("%s: %d pixels wide, %d bytes: %v", p.name, shape.Width, len(text), err)
		}
	}
}

func picturePath(name string) string {
	return filepath.Join("..", "..", "..", "docs", "pictures", name+".png")
}

// small is a picture packed as well as it can be.
func small(t *testing.T, shot []byte) []byte {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, picture); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
