package cli

import (
	"io"
	"os"

	"laurel/internal/importer"
	"laurel/internal/problem"
)

// rejectsFile takes the rejected rows of all files of one import. A nil one
// takes nothing.
type rejectsFile struct {
	file   *os.File
	writer *importer.RejectsWriter
	whole  int64 // how much of it is of files that were imported
}

// createRejects creates the file, in place of one that is there already. It is
// refused when it is one of the files to be imported.
func createRejects(name string, files []string) (*rejectsFile, error) {
	if name == "" {
		return nil, nil
	}
	if there, err := os.Stat(name); err == nil {
		for _, each := range files {
			if info, err := os.Stat(each); err == nil && os.SameFile(there, info) {
				return nil, usage("%q is to be imported; give the rejects file another name.", each)
			}
		}
	}
	file, err := os.Create(name)
	if err != nil {
		return nil, problem.New(problem.Unavailable, "The rejects file %q cannot be written: %s.", name, causeOf(err)).
			WithHint("Choose another --rejects.")
	}
	return &rejectsFile{file: file, writer: importer.NewRejectsWriter(file)}, nil
}

// begin is where the rejected rows of the next file go.
func (r *rejectsFile) begin() *importer.RejectsWriter {
	if r == nil {
		return nil
	}
	r.whole, _ = r.file.Seek(0, io.SeekCurrent)
	return r.writer
}

// forget takes out the rows of a file that was refused: none of it counts.
func (r *rejectsFile) forget() {
	if r != nil {
		r.file.Truncate(r.whole)
	}
}

// close ends the file, and removes it when no row was rejected. What is no
// plain file, such as /dev/null, stays.
func (r *rejectsFile) close() {
	if r == nil {
		return
	}
	info, err := r.file.Stat()
	r.file.Close()
	if err == nil && info.Mode().IsRegular() && info.Size() == 0 {
		os.Remove(r.file.Name())
	}
}
