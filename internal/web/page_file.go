package web

import (
	"net/http"
	"net/url"
	"strconv"

	"laurel/internal/store"
)

// give hands out a file: it is saved, and never shown as a page of ours.
func (c *call) give(d *download) {
	h := c.w.Header()
	h.Set("Content-Type", d.kind)
	h.Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(d.name))
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Length", strconv.Itoa(len(d.content)))
	c.w.WriteHeader(http.StatusOK)
	c.w.Write(d.content)
}

// showFile hands out a file of a case.
func showFile(c *call) (answer, error) {
	id := c.r.PathValue("file")
	k, err := c.App.Case(c.ctx(), c.who, c.r.PathValue("case"))
	if err != nil {
		return answer{}, err
	}
	held, content, err := c.App.Attachment(c.ctx(), c.who, k.Partner, id)
	if err != nil {
		return answer{}, err
	}
	if held.Case != k.ID {
		return answer{}, store.NoAttachment(id)
	}
	return answer{file: &download{held.Name, "application/octet-stream", content}}, nil
}
