package app

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"path"
	"slices"
	"strings"

	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/store"
)

// LargestAttachment is the most bytes that a file may have.
const LargestAttachment = int64(program.LargestFile)

// attachable are the media types that are taken, with what their bytes look like.
// What a form takes is a part of them.
var attachable = map[string][]string{
	"application/pdf": {"application/pdf"}, "image/png": {"image/png"}, "image/jpeg": {"image/jpeg"}, "text/plain": {"text/plain; charset=utf-8"}, "text/csv": {"text/plain; charset=utf-8"},
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document":   {"application/zip"},
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":         {"application/zip"},
	"application/vnd.openxmlformats-officedocument.presentationml.presentation": {"application/zip"},
}

// endings are the ends of names that go with the media types.
var endings = map[string][]string{
	"application/pdf": {".pdf"}, "image/png": {".png"}, "image/jpeg": {".jpg", ".jpeg"}, "text/plain": {".txt", ".md"}, "text/csv": {".csv"},
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document":   {".docx"},
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":         {".xlsx"},
	"application/vnd.openxmlformats-officedocument.presentationml.presentation": {".pptx"},
}

// AttachmentTypes are the media types that are taken, in order.
func AttachmentTypes() []string {
	var out []string
	for name := range attachable {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// TypeOfFile is the media type that goes with the end of a file's name, such as
// .pdf; empty when no such file is taken.
func TypeOfFile(end string) string {
	for name, ends := range endings {
		if slices.Contains(ends, end) {
			return name
		}
	}
	return ""
}

// Scanner looks into a file before it is kept; a problem of kind Invalid refuses it.
type Scanner interface {
	Scan(ctx context.Context, name string, content []byte) error
}

// ScanWith lets a scanner look into every file from now on.
func (a *App) ScanWith(s Scanner) { a.scanner = s }

// AttachInput is a file for a form or a ticket.
type AttachInput struct {
	Partner string
	Name    string
	Type    string // as its sender says
	Content []byte
}

// Attach keeps a file. A case names it by the id that comes back.
func (a *App) Attach(ctx context.Context, who people.Who, in AttachInput) (store.Attachment, error) {
	if err := a.May(ctx, who, people.AttachFile, in.Partner); err != nil {
		return store.Attachment{}, err
	}
	in.Name = path.Base(strings.ReplaceAll(oneLine(in.Name), `\`, "/"))
	if err := in.check(); err != nil {
		return store.Attachment{}, err
	}
	if a.scanner != nil {
		if err := a.scanner.Scan(ctx, in.Name, in.Content); err != nil {
			return store.Attachment{}, err
		}
	}
	sum := sha256.Sum256(in.Content)
	held := store.Attachment{ID: a.newID("att_"), Partner: in.Partner, Name: in.Name, Type: in.Type, Size: int64(len(in.Content)), Checksum: hex.EncodeToString(sum[:]), By: who.ID, Created: a.moment()}
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.AddAttachment(ctx, held, in.Content); err != nil {
			return err
		}
		return a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: "attach file", Subject: in.Partner, Detail: held.ID})
	})
	return held, err
}

// check refuses a file that is not what it says it is.
func (in AttachInput) check() error {
	var m problem.Mistakes
	field := func(name string) problem.Place { return problem.Place{File: name} }
	looks, taken := attachable[in.Type]
	switch {
	case len(in.Content) == 0: // said below
	case !taken:
		m.AddSaid(field("type"), problem.Say("There are: %s.", strings.Join(AttachmentTypes(), ", ")), problem.Say("Files of the type %q are not taken.", problem.Excerpt(in.Type)))
	case !slices.Contains(looks, http.DetectContentType(in.Content)):
		m.Add(field("content"), "The file is not what it says it is: it does not look like %s.", in.Type)
	case !slices.ContainsFunc(endings[in.Type], func(end string) bool { return strings.HasSuffix(strings.ToLower(in.Name), end) }):
		m.AddSaid(field("name"), problem.Say("Its name ends in %s.", strings.Join(endings[in.Type], " or ")), problem.Say("The name %q does not go with the type %s.", problem.Excerpt(in.Name), in.Type))
	case slices.Contains(looks, "application/zip") && !isOffice(in.Content):
		m.AddWithHint(field("content"), "Save it anew in your office program, or send a PDF.", "The file is no office document that could be opened safely.")
	}
	if len(in.Content) == 0 || int64(len(in.Content)) > LargestAttachment {
		m.Add(field("content"), "A file has 1 byte to %s, and this one has %d bytes.", program.LargestFile, len(in.Content))
	}
	if in.Name == "" || in.Name == "." || in.Name == "/" || len(in.Name) > 200 {
		m.Add(field("name"), "A file has a name of at most 200 characters.")
	}
	return m.Err("The file cannot be kept.")
}

// What an office document has at most, unpacked: as a whole, and for each packed byte
// of one that is not small. Whatever unfolds further is made to fill the memory of
// whoever opens it.
const (
	mostUnpacked  = 500 << 20
	smallUnpacked = 10 << 20
	mostUnfolding = 100
)

// isOffice reports whether a file is packed as office documents are, and does not
// unfold beyond measure. Nothing of it is unpacked here.
func isOffice(content []byte) bool {
	packed, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return false
	}
	var unpacked uint64
	for _, f := range packed.File {
		if f.UncompressedSize64 > mostUnpacked {
			return false
		}
		unpacked += f.UncompressedSize64
	}
	typed := slices.ContainsFunc(packed.File, func(f *zip.File) bool { return f.Name == "[Content_Types].xml" })
	return typed && unpacked <= mostUnpacked && (unpacked <= smallUnpacked || unpacked/mostUnfolding <= uint64(len(content)))
}

// Attachment is a file with its content, for who may see the partner's cases.
func (a *App) Attachment(ctx context.Context, who people.Who, partner, id string) (store.Attachment, []byte, error) {
	held, err := a.store.Attachment(ctx, partner, id)
	if err != nil {
		return held, nil, err
	}
	if held.Case != "" {
		_, _, err = a.seenCase(ctx, &a.store.Reader, who, held.Case)
	} else {
		err = a.May(ctx, who, people.SeeCase, partner)
	}
	if problem.KindOf(err) == problem.NotFound {
		return held, nil, store.NoAttachment(id)
	}
	if err != nil {
		return held, nil, err
	}
	content, err := a.store.Bytes(ctx, id)
	return held, content, err
}
