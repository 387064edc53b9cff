package money

import (
	"archive/zip"
	"io"
	"path"
	"strings"

	"laurel/internal/problem"
)

// OpenCSVInZip opens the one CSV file in a zip of this size, as the European
// Central Bank publishes its history.
func OpenCSVInZip(in io.ReaderAt, size int64) (io.ReadCloser, error) {
	archive, err := zip.NewReader(in, size)
	if err != nil {
		return nil, problem.New(problem.Invalid, "The zip file is damaged or is no zip file.").
			WithHint("Fetch it again, or give the CSV file in it.").Because(err)
	}
	var found []*zip.File
	for _, f := range archive.File {
		if strings.EqualFold(path.Ext(f.Name), ".csv") && !strings.HasPrefix(f.Name, "__MACOSX/") {
			found = append(found, f)
		}
	}
	if len(found) != 1 {
		return nil, problem.New(problem.Invalid, "The zip file holds %d CSV files instead of one.", len(found)).
			WithHint("Take out the one with the rates and give that.")
	}
	text, err := found[0].Open()
	if err != nil {
		return nil, problem.New(problem.Invalid, "The file %s in the zip file cannot be opened.", found[0].Name).Because(err)
	}
	return packed{text, found[0].Name}, nil
}

// packed is a file in a zip. What cannot be unpacked is damaged: to try again
// would not help.
type packed struct {
	io.ReadCloser
	name string
}

func (f packed) Read(p []byte) (n int, err error) {
	n, err = f.ReadCloser.Read(p)
	if err != nil && err != io.EOF {
		err = problem.New(problem.Invalid, "The zip file is damaged: %s in it cannot be unpacked.", f.name).WithHint("Fetch it again.").Because(err)
	}
	return n, err
}
