package web

import (
	"embed"
	"sync"

	"laurel/internal/locale"
)

//go:embed *.yaml
var catalogFiles embed.FS

// catalogs are those of this directory beside the shipped ones. A test reads
// them, so they cannot fail in a binary that passed.
var catalogs = sync.OnceValue(func() *locale.Catalogs {
	c, err := locale.With(catalogFiles)
	if err != nil {
		panic("web: " + err.Error())
	}
	return c
})
