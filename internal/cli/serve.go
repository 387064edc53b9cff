package cli

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"laurel/internal/api"
	"laurel/internal/app"
	"laurel/internal/gate"
	"laurel/internal/problem"
	"laurel/internal/server"
	"laurel/internal/signin"
	"laurel/internal/web"
)

func serveCommand(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:   "serve",
		Short: "Serve the API, and do the work that nobody asks for",
		Long: "Serve the API, and do the work that nobody asks for: standings worked out anew, clocks, letters. Any number of\n" +
			"processes may serve one PostgreSQL database. Each request is a line of JSON on standard error. SIGTERM and SIGINT end it:\n" +
			"it takes no more, and finishes what is under way. docs/api.md says how to call it, docs/operating.md how to run it.",
		Example: "  laurel serve\n  laurel serve --db postgres://laurel@db.example/laurel --listen 0.0.0.0:8080 --base-url https://rewards.example",
		Args:    exactly(),
		RunE:    func(cmd *cobra.Command, _ []string) error { return d.serve(cmd.Context()) },
	}
	d.settings.attach(c.Flags(), d.settings.ofServer())
	return c
}

func (d *door) serve(ctx context.Context) error {
	config, limit, err := d.serverConfig()
	if err != nil {
		return err
	}
	mail, err := d.post()
	if err != nil {
		return err
	}
	providers, err := d.providers()
	if err != nil {
		return err
	}
	a, err := d.create(ctx)
	if err != nil {
		return err
	}
	config.Doors = map[string]http.Handler{
		"/v1/": api.New(api.Config{App: a, Keys: a, Sessions: a, Now: d.Now, Limit: limit, Failures: gate.Limit{PerSecond: 1, Burst: 20}}),
		"/":    web.New(web.Config{App: a, Providers: providers, Operator: d.operator(), Now: d.Now, Version: Version, Started: d.started()}),
	}
	config.Ready, config.Chores = a.Ready, chores(a, mail)
	err = server.Run(ctx, config, func(at server.Addresses) { d.began(ctx, a, at) })
	if err == nil {
		fmt.Fprintln(d.Out, "Laurel has stopped.")
	}
	return err
}

// providers are those with which people sign in; none when no file names any.
func (d *door) providers() ([]*signin.Provider, error) {
	name := d.settings.providers.value
	if name == "" {
		return nil, nil
	}
	text, err := d.readFile(name)
	if err != nil {
		return nil, err
	}
	return signin.ReadProviders(name, text, d.Getenv)
}

// began tells where the server is, once it can be reached, and how the first
// person gets in where there is none.
func (d *door) began(ctx context.Context, a *app.App, at server.Addresses) {
	fmt.Fprintf(d.Out, "Laurel serves %s. The API is described at %s/v1/docs.\n", at.Doors, at.Doors)
	if at.Metrics != "" {
		fmt.Fprintf(d.Out, "Its metrics are at %s.\n", at.Metrics)
	}
	if needed, err := a.NeedsSetUp(ctx); err == nil && needed {
		fmt.Fprintln(d.Out, "Nobody can sign in yet: `laurel setup` prints the link for the first system admin.")
	}
}

// chores are the work that nobody asks for. A pass that found nothing is made
// again after a while.
func chores(a *app.App, mail app.Post) []server.Chore {
	out := []server.Chore{{Name: "forget answers", Every: time.Hour, Pass: a.ForgetAnswers}}
	for _, c := range a.Chores(mail) {
		out = append(out, server.Chore{Name: c.Name, Every: time.Second, Pass: c.Pass, Yields: c.Yields})
	}
	return out
}

// serverConfig is what the settings say, checked before anything is opened.
func (d *door) serverConfig() (server.Config, gate.Limit, error) {
	s := d.settings
	c := server.Config{Listen: s.listen.value, Traces: s.traces.value, Version: Version, Now: d.Now, Notify: d.Getenv("NOTIFY_SOCKET"),
		Certificate: server.Certificate{Chain: s.certificate.value, Key: s.certificateKey.value},
		Log:         slog.New(slog.NewJSONHandler(d.Err, nil))}
	if s.metrics.value != "off" {
		c.Metrics = s.metrics.value
	}
	base, err := url.Parse(s.baseURL.value)
	if err != nil || base.Path != "" && base.Path != "/" || s.baseURL.value != "" && base.Host == "" {
		return c, gate.Limit{}, usage("%s: %q is no address of a server. Write it as https://rewards.example.", s.baseURL.from, s.baseURL.value)
	}
	c.Secure = base.Scheme == "https" || c.Certificate.Chain != ""
	if c.Proxies, err = readProxies(s.proxies); err != nil {
		return c, gate.Limit{}, err
	}
	limit, err := readLimit(s.rateLimit)
	if err != nil {
		return c, limit, err
	}
	if err := c.Certificate.Check(); err != nil {
		return c, limit, usage("%s: %s", s.certificate.from, problem.Of(err))
	}
	return c, limit, nil
}

// readProxies reads addresses and networks: 10.0.0.5, 10.1.0.0/16.
func readProxies(s setting) ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, word := range strings.FieldsFunc(s.value, func(r rune) bool { return r == ',' || r == ' ' }) {
		network, err := netip.ParsePrefix(word)
		if address, single := netip.ParseAddr(word); single == nil {
			network, err = netip.PrefixFrom(address, address.BitLen()), nil
		}
		if err != nil {
			return nil, usage("%s: %q is neither an address nor a network. Write 10.0.0.5 or 10.1.0.0/16, with commas between several.", s.from, word)
		}
		out = append(out, network)
	}
	return out, nil
}

// readLimit reads how many requests of one caller are answered each second.
func readLimit(s setting) (gate.Limit, error) {
	n, err := strconv.Atoi(s.value)
	if err != nil || n < 0 || n > 1_000_000 {
		return gate.Limit{}, usage("%s: %q is no number of requests each second. Write a whole number, or 0 for no limit.", s.from, s.value)
	}
	return gate.Limit{PerSecond: n, Burst: 2 * n}, nil
}
