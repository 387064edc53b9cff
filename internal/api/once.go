package api

import (
	"bytes"
	"compress/flate"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"

	"github.com/danielgtaylor/huma/v2"

	"laurel/internal/app"
	"laurel/internal/problem"
)

// onceHeader lets a caller send a request again that it does not know the fate
// of.
const onceHeader = "Idempotency-Key"

const onceLongest = 200

var (
	onceKey    = regexp.MustCompile(`^[!-~]{1,200}$`)
	onceSchema = &huma.Schema{Type: huma.TypeString, Pattern: onceKey.String(), MaxLength: new(onceLongest)}
)

// once lets a creating call with a key be done once. Its answer is held back
// until what it did is durable, and sent again for the same request.
func (d *door) once(rt *route, next http.Handler) http.Handler {
	if !rt.creates {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key := r.Header.Get(onceHeader)
		if key == "" {
			next.ServeHTTP(w, r)
			return
		}
		told, err := d.doOnce(r, rt, key, next)
		if err != nil {
			refuse(w, r, err)
			return
		}
		told.send(w)
	})
}

func (d *door) doOnce(r *http.Request, rt *route, key string, next http.Handler) (*answered, error) {
	if !onceKey.MatchString(key) {
		return nil, at("header."+onceHeader, problem.New(problem.Invalid, "This is no key.").WithHint("Send 1 to %d visible characters, such as a UUID.", onceLongest))
	}
	body, err := readBody(r, rt.body.most)
	if err != nil {
		return nil, err
	}
	var failed *answered
	text, err := d.App.Once(r.Context(), app.Call{Caller: callOf(r.Context()).who.Name(), Key: key, Request: digest(r, body)}, func(ctx context.Context) (string, error) {
		told := &answered{header: http.Header{}}
		again := r.Clone(ctx)
		again.Body = io.NopCloser(bytes.NewReader(body))
		next.ServeHTTP(told, again)
		if told.Status() >= http.StatusBadRequest {
			failed = told
			return "", errNotDone
		}
		return told.text()
	})
	if errors.Is(err, errNotDone) {
		return failed, nil
	}
	if err != nil {
		return nil, err
	}
	return answeredOf(text)
}

// errNotDone ends the transaction of a call that was refused.
var errNotDone = errors.New("the call was refused")

// readBody reads a body whole, before anything waits for it.
func readBody(r *http.Request, most int64) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r.Body, most+1))
	switch {
	case err != nil:
		return nil, status{http.StatusRequestTimeout, problem.New(problem.Invalid, "The body did not come whole.").WithHint("Send it again.")}
	case int64(len(body)) > most:
		return nil, tooLarge(most)
	default:
		return body, nil
	}
}

// digest is the checksum of everything that is asked.
func digest(r *http.Request, body []byte) string {
	sum := sha256.New()
	fmt.Fprintf(sum, "%q %q %q %q\n", r.Method, r.URL.Path, r.URL.RawQuery, r.Header.Get("Content-Type"))
	sum.Write(body)
	return hex.EncodeToString(sum.Sum(nil))
}

// answered is an answer that is held back.
type answered struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header is the header of the answer.
func (a *answered) Header() http.Header { return a.header }

// WriteHeader takes the status.
func (a *answered) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}

// Write takes a part of the body.
func (a *answered) Write(text []byte) (int, error) { return a.body.Write(text) }

// Status is the status; 200 when nothing was said about it.
func (a *answered) Status() int {
	if a.status == 0 {
		return http.StatusOK
	}
	return a.status
}

// send sends the answer.
func (a *answered) send(w http.ResponseWriter) {
	for name, values := range a.header {
		w.Header()[name] = values
	}
	w.WriteHeader(a.Status())
	w.Write(a.body.Bytes())
}

// kept is an answer as the database keeps it: packed, because that of many
// facts is long.
type kept struct {
	Header http.Header `json:"header"`
	Status int         `json:"status"`
	Body   []byte      `json:"body"`
}

func (a *answered) text() (string, error) {
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestSpeed)
	if err != nil {
		return "", err
	}
	if err := json.NewEncoder(w).Encode(kept{a.header, a.Status(), a.body.Bytes()}); err != nil {
		return "", err
	}
	err = w.Close()
	return base64.StdEncoding.EncodeToString(packed.Bytes()), err
}

func answeredOf(text string) (*answered, error) {
	packed, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, err
	}
	var k kept
	if err := json.NewDecoder(flate.NewReader(bytes.NewReader(packed))).Decode(&k); err != nil {
		return nil, err
	}
	out := &answered{header: k.Header, status: k.Status}
	out.body.Write(k.Body)
	return out, nil
}
