package cli

import (
	"io"

	"github.com/schollz/progressbar/v3"
)

// meter counts bytes and shows how far a long work is.
type meter interface {
	io.Writer
	Close() error
}

// silent is the meter when nobody watches: progress is for terminals only.
type silent struct{ io.Writer }

func (silent) Close() error { return nil }

func (d *door) progress(what string, size int64) meter {
	if !d.Terminal {
		return silent{io.Discard}
	}
	return progressbar.NewOptions64(size, progressbar.OptionSetWriter(d.Err), progressbar.OptionSetDescription(what),
		progressbar.OptionShowBytes(true), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100_000_000))
}
