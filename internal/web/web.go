// Package web is the HTML door. One table holds its pages; it says who may open
// each, what its form takes, and is the plan of the tests. A page reads its form,
// calls one act and renders a template. It works without script, loads nothing
// from elsewhere, and has all its words in catalogs, one file for each language.
package web

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"laurel/internal/app"
	"laurel/internal/gate"
	"laurel/internal/letter"
	"laurel/internal/problem"
	"laurel/internal/signin"
)

// Config is what the door needs.
type Config struct {
	App       *app.App
	Providers []*signin.Provider // with which one may sign in, in the order of their buttons
	Operator  letter.Operator    // who runs the programs; its address is where browsers find the door
	Now       func() time.Time
	Version   string        // of the program
	PlanWait  time.Duration // how long one waits for a plan before it goes on in the background; 2 seconds when 0
	Started   []Started     // with what the program was started, for operators to read
	Limit     gate.Limit    // of forms sent from one address; a working one when zero
}

// Started is something that was said when the program was started.
type Started struct {
	Name, Value string // without its secrets
	From        string // a flag, $A_NAME of the environment, or default
}

// usualLimit is far more than a person sends, and far less than one needs to
// guess passwords.
var usualLimit = gate.Limit{PerSecond: 1, Burst: 20}

// mailLimit is for what mail programs send when their readers want no more letters.
// A provider of mail does so for all its readers from few addresses, right after
// the letters went out; and nobody guesses the secret of a link.
var mailLimit = gate.Limit{PerSecond: 50, Burst: 2000}

// door is the HTML door while it runs.
type door struct {
	Config
	mux    *http.ServeMux
	limits *gate.Limiter // of forms, by address
	byMail *gate.Limiter // of those that mail programs send
}

// New is the door. It answers every path: what it does not know with a page that
// says so.
func New(c Config) http.Handler {
	c.PlanWait = cmp.Or(c.PlanWait, 2*time.Second)
	c.Operator.Name = cmp.Or(c.Operator.Name, "Laurel")
	if c.Limit == (gate.Limit{}) {
		c.Limit = usualLimit
	}
	templates() // a mistake in one is found before anybody asks, and nobody waits for it
	d := &door{Config: c, mux: http.NewServeMux(), limits: gate.NewLimiter(c.Limit), byMail: gate.NewLimiter(mailLimit)}
	for _, p := range pages {
		d.register(p)
	}
	d.serveStatic()
	d.serveBrand()
	d.serveSwatches()
	d.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		c := d.newCall(w, r, nowhere)
		c.refuse(cmp.Or(c.identify(), error(problem.New(problem.NotFound, "There is nothing at this path."))))
	})
	return gate.Recover(d.mux, func(w http.ResponseWriter, r *http.Request) {
		c := d.newCall(w, r, nowhere)
		c.refuse(problem.New(problem.Internal, "A panic.").Because(gate.Of(r.Context()).Cause))
	})
}

// nowhere is the page of a request that is about none.
var nowhere = &page{name: "problem"}

// register puts a page on the mux, for what it takes; whatever else is sent to
// its path is refused with the methods that there are.
func (d *door) register(p *page) {
	open := map[string]func(*call){http.MethodGet: (*call).open, http.MethodHead: (*call).open, http.MethodPost: (*call).send}
	d.mux.HandleFunc(p.path, func(w http.ResponseWriter, r *http.Request) {
		c := d.newCall(w, r, p)
		if p.takes(r.Method) {
			gate.Of(r.Context()).Route = r.Method + " " + p.path
			open[r.Method](c)
			return
		}
		w.Header().Set("Allow", p.allowed())
		c.refuse(status{http.StatusMethodNotAllowed, problem.New(problem.Invalid, "This page does not take the method.")})
	})
}

// provider is one of those with which one may sign in.
func (d *door) provider(id string) (*signin.Provider, error) {
	i := slices.IndexFunc(d.Providers, func(p *signin.Provider) bool { return p.ID == id })
	if i < 0 {
		return nil, problem.New(problem.NotFound, "There is no identity provider %q.", problem.Excerpt(id))
	}
	return d.Providers[i], nil
}
