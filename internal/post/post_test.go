package post_test

import (
	"bufio"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"io"
	"mime"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-message/mail"
	"github.com/emersion/go-msgauth/dkim"
	"github.com/emersion/go-smtp"
	"github.com/google/go-cmp/cmp"

	"laurel/internal/calendar"
	"laurel/internal/label"
	"laurel/internal/letter"
	"laurel/internal/post"
	"laurel/internal/problem"
)

// written is a letter in Chinese, to a reader and an address that are no ASCII.
func written(t *testing.T) post.Outgoing {
	t.Helper()
	content := letter.CaseApproved{Case: letter.Case{ID: "act_1", Partner: "Contoso Ltd", Benefit: label.Text{"zh-CN": "博客专题"}}}
	l, err := letter.Compose(content, letter.Reader{Name: "林梅", Language: "zh-CN"}, letter.Operator{BaseURL: "https://rewards.example"})
	if err != nil {
		t.Fatal(err)
	}
	return post.Outgoing{ID: "ltr_01j9", To: "mei.lin@contoso.example", ToName: "林梅", Written: calendar.At(time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC)), Letter: l}
}

func opened(t *testing.T, o *office, encryption string, change ...func(*post.Settings)) *post.Post {
	t.Helper()
	s := post.Settings{Address: o.at(encryption), From: "rewards@fabrikam.example", FromName: "Fabrikam 奖励", ReplyTo: "help@fabrikam.example", CAFile: o.ca, Timeout: 20 * time.Second}
	for _, f := range change {
		f(&s)
	}
	p, err := post.Open(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func deliver(t *testing.T, p *post.Post, o post.Outgoing) post.Receipt {
	t.Helper()
	r, err := p.Deliver(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// read is a message as a mail program shows it.
type read struct {
	Header map[string]string
	Parts  map[string]string // by content type
	Order  []string
}

func parse(t *testing.T, text string) read {
	t.Helper()
	m, err := mail.CreateReader(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	r := read{Header: map[string]string{}, Parts: map[string]string{}}
	for fields := m.Header.Fields(); fields.Next(); {
		value, err := fields.Text()
		if err != nil {
			t.Fatal(err)
		}
		r.Header[fields.Key()] = value
	}
	for {
		part, err := m.NextPart()
		if err == io.EOF {
			return r
		}
		if err != nil {
			t.Fatal(err)
		}
		kind, _, err := mime.ParseMediaType(part.Header.Get("Content-Type"))
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(part.Body)
		if err != nil {
			t.Fatal(err)
		}
		r.Parts[kind], r.Order = string(body), append(r.Order, kind)
	}
}

// TestALetterArrivesAsItWasWritten sends a Chinese letter over each kind of
// encryption, and reads it as a mail program does.
func TestALetterArrivesAsItWasWritten(t *testing.T) {
	for _, encryption := range []string{"none", "starttls", "implicit"} {
		o := open(t, &office{user: "laurel", password: "p@ss-w0rd"}, encryption)
		p := opened(t, o, encryption)
		out := written(t)
		got := deliver(t, p, out)
		if got.Outcome != post.Accepted || got.Code != 250 || !strings.Contains(got.Answer, "queued") {
			t.Fatalf("%s: got %+v", encryption, got)
		}
		all := o.all()
		if len(all) != 1 || o.signIns != 1 || all[0].from != "rewards@fabrikam.example" || all[0].to != "mei.lin@contoso.example" || all[0].wide {
			t.Fatalf("%s: got %+v after %d sign-ins", encryption, all, o.signIns)
		}
		m := parse(t, all[0].text)
		want := map[string]string{
			"From": "=?utf-8?q?Fabrikam_=E5=A5=96=E5=8A=B1?= <rewards@fabrikam.example>", "To": "=?utf-8?q?=E6=9E=97=E6=A2=85?= <mei.lin@contoso.example>",
			"Reply-To": "<help@fabrikam.example>", "Subject": out.Letter.Subject, "Message-Id": "<ltr_01j9@fabrikam.example>",
			"Date": "Tue, 03 Mar 2026 09:00:00 +0000", "Content-Language": "zh-CN", "Auto-Submitted": "auto-generated", "Mime-Version": "1.0",
		}
		for name := range m.Header {
			if name == "From" || name == "To" {
				m.Header[name] = all[0].header(name)
			}
		}
		contentType := m.Header["Content-Type"]
		delete(m.Header, "Content-Type")
		if diff := cmp.Diff(want, m.Header); diff != "" {
			t.Errorf("%s, header (-want +got):\n%s", encryption, diff)
		}
		if !strings.HasPrefix(contentType, "multipart/alternative") || cmp.Diff([]string{"text/plain", "text/html"}, m.Order) != "" {
			t.Errorf("%s: got %s of %v", encryption, contentType, m.Order)
		}
		for kind, want := range map[string]string{"text/plain": out.Letter.Text, "text/html": out.Letter.HTML} {
			if diff := cmp.Diff(want, strings.ReplaceAll(m.Parts[kind], "\r\n", "\n")); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", encryption, kind, diff)
			}
		}
	}
}

// header is a header as it came, unfolded.
func (r received) header(name string) string {
	head, _, _ := strings.Cut(r.text, "\r\n\r\n")
	for line := range strings.SplitSeq(strings.ReplaceAll(head, "\r\n ", " "), "\r\n") {
		if value, found := strings.CutPrefix(line, name+": "); found {
			return value
		}
	}
	return ""
}

// TestOutcomes holds what each answer of a server means for the letter.
func TestOutcomes(t *testing.T) {
	for _, test := range []struct {
		name   string
		office *office
		want   post.Receipt
	}{
		{"no such mailbox", &office{atRecipient: refusal(550, 5, 1, 1, "no such user")}, post.Receipt{Outcome: post.BadAddress, Code: 550, Answer: "5.1.1 no such user"}},
		{"no such mailbox, without a status", &office{atRecipient: bare(550, "unknown user")}, post.Receipt{Outcome: post.BadAddress, Code: 550, Answer: "unknown user"}},
		{"no such mailbox, told at the end", &office{atContent: refusal(550, 5, 1, 1, "no such user")}, post.Receipt{Outcome: post.BadAddress, Code: 550, Answer: "5.1.1 no such user"}},
		{"a mailbox that is not used any more", &office{atRecipient: refusal(550, 5, 2, 1, "disabled")}, post.Receipt{Outcome: post.BadAddress, Code: 550, Answer: "5.2.1 disabled"}},
		{"relaying is not allowed, which is not the address's fault", &office{atRecipient: refusal(550, 5, 7, 1, "relaying denied")}, post.Receipt{Outcome: post.Refused, Code: 550, Answer: "5.7.1 relaying denied"}},
		{"a full mailbox", &office{atRecipient: refusal(552, 5, 2, 2, "full")}, post.Receipt{Outcome: post.Refused, Code: 552, Answer: "5.2.2 full"}},
		{"the sender is not liked", &office{atSender: refusal(550, 5, 7, 1, "who are you")}, post.Receipt{Outcome: post.Refused, Code: 550, Answer: "5.7.1 who are you"}},
		{"the content is not liked", &office{atContent: refusal(554, 5, 7, 1, "spam")}, post.Receipt{Outcome: post.Refused, Code: 554, Answer: "5.7.1 spam"}},
		{"an answer that goes on and on", &office{atContent: bare(554, strings.Repeat("no ", 300)+".")}, post.Receipt{Outcome: post.Refused, Code: 554, Answer: strings.Repeat("no ", 166) + "no…"}},
		{"a gray list", &office{atRecipient: refusal(451, 4, 7, 1, "later")}, post.Receipt{Outcome: post.Deferred, Code: 451, Answer: "4.7.1 later"}},
		{"a full disk at the end", &office{atContent: refusal(452, 4, 3, 1, "full")}, post.Receipt{Outcome: post.Deferred, Code: 452, Answer: "4.3.1 full"}},
	} {
		open(t, test.office, "none")
		if diff := cmp.Diff(test.want, deliver(t, opened(t, test.office, "none"), written(t))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// TestDroppedConnections: only a connection that breaks after the whole letter
// was handed in leaves it unknown.
func TestDroppedConnections(t *testing.T) {
	for _, test := range []struct {
		at   string
		want post.Outcome
	}{
		{"greeting", post.Unreachable}, {"sender", post.Unreachable}, {"recipient", post.Unreachable}, {"end", post.Unknown},
	} {
		o := open(t, &office{dropAt: test.at}, "none")
		got := deliver(t, opened(t, o, "none"), written(t))
		if got.Outcome != test.want || got.Outcome.Again() != (test.want == post.Unreachable) || got.Code != 0 || got.Answer == "" {
			t.Errorf("dropped at the %s: got %+v, want %s", test.at, got, test.want)
		}
	}
}

// A letter so long that it cannot all wait in buffers breaks off in the middle,
// and then it was never handed in.
func TestALetterThatBreaksOff(t *testing.T) {
	o := open(t, &office{dropAt: "content"}, "none")
	out := written(t)
	out.Letter.Text = strings.Repeat("A long line of a long letter.\n", 500_000)
	if got := deliver(t, opened(t, o, "none"), out); got.Outcome != post.Unreachable {
		t.Errorf("got %+v", got)
	}
}

func TestWhatCannotBeReached(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone := &office{address: listener.Addr().String()}
	listener.Close()
	plainly := open(t, &office{}, "none")
	encrypted := open(t, &office{}, "starttls")
	locked := open(t, &office{user: "laurel", password: "another"}, "starttls")
	keyless := open(t, &office{}, "none")
	canceled, cancel := context.WithCancel(context.Background())
	cancel()
	for _, test := range []struct {
		name   string
		ctx    context.Context
		post   *post.Post
		answer string
	}{
		{"nobody listens", context.Background(), opened(t, gone, "none"), "connection refused"},
		{"the server does not encrypt", context.Background(), opened(t, plainly, "starttls"), "does not encrypt"},
		{"the certificate is not trusted", context.Background(), opened(t, encrypted, "starttls", func(s *post.Settings) { s.CAFile = "" }), "certificate"},
		{"the password is wrong", context.Background(), opened(t, locked, "starttls"), "5.7.8 no such user or password …"},
		{"the server knows no sign-in", context.Background(), opened(t, keyless, "none", func(s *post.Settings) { s.Address = "smtp://laurel:p%40ss@" + keyless.address + "?tls=none" }), "no sign-in"},
		{"the caller gave up", canceled, opened(t, plainly, "none"), "canceled"},
	} {
		got, err := test.post.Deliver(test.ctx, written(t))
		if err != nil || got.Outcome != post.Unreachable || !strings.Contains(got.Answer, test.answer) || strings.Contains(got.Answer, "p@ss") {
			t.Errorf("%s: got %+v, %v, want %q", test.name, got, err, test.answer)
		}
		err = test.post.Check(test.ctx)
		if problem.KindOf(err) != problem.Unavailable || !strings.Contains(err.Error(), test.answer) || strings.Contains(err.Error(), "p@ss") {
			t.Errorf("%s: checking says %v", test.name, err)
		}
	}
	if len(plainly.all())+len(encrypted.all())+len(locked.all()) != 0 {
		t.Error("something was delivered")
	}
	if err := opened(t, encrypted, "starttls").Check(context.Background()); err != nil {
		t.Error(err)
	}
}

// A server that never answers is given up after the timeout.
func TestAServerThatIsSilent(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	p := opened(t, &office{address: listener.Addr().String()}, "none", func(s *post.Settings) { s.Timeout = 20 * time.Millisecond })
	if got := deliver(t, p, written(t)); got.Outcome != post.Unreachable || !strings.Contains(got.Answer, "timeout") {
		t.Errorf("got %+v", got)
	}
}

// A server that says anything but a refusal at the end may have taken the letter.
func TestAServerThatBabbles(t *testing.T) {
	for _, test := range []struct {
		answer string
		want   post.Outcome
	}{
		{"250 2.0.0 taken", post.Accepted}, {"251 2.0.0 taken, too", post.Accepted}, {"hello?", post.Unknown}, {"354 go on", post.Unknown},
	} {
		p := opened(t, &office{address: babbler(t, test.answer)}, "none")
		if got := deliver(t, p, written(t)); got.Outcome != test.want {
			t.Errorf("%q: got %+v, want %s", test.answer, got, test.want)
		}
	}
}

// babbler is a server that answers as it should until the end of a message.
func babbler(t *testing.T, last string) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		io.WriteString(conn, "220 here\r\n")
		within := false
		for lines := bufio.NewScanner(conn); lines.Scan(); {
			line := lines.Text()
			switch {
			case within && line == ".":
				within = false
				io.WriteString(conn, last+"\r\n")
			case within:
			case line == "DATA":
				within = true
				io.WriteString(conn, "354 go on\r\n")
			default:
				io.WriteString(conn, "250 fine\r\n")
			}
		}
	}()
	return listener.Addr().String()
}

func TestAddressesBeyondASCII(t *testing.T) {
	o := open(t, &office{}, "none")
	p := opened(t, o, "none")
	out := written(t)
	out.To = "林梅@例子.example"
	if got := deliver(t, p, out); got.Outcome != post.Accepted {
		t.Fatalf("got %+v", got)
	}
	if got := o.all()[0]; got.to != "林梅@xn--fsqu00a.example" || !got.wide {
		t.Errorf("got %s, wide: %v", got.to, got.wide)
	}
	narrow := open(t, &office{}, "none", func(s *smtp.Server) { s.EnableSMTPUTF8 = false })
	if got := deliver(t, opened(t, narrow, "none"), out); got.Outcome != post.Refused || !strings.Contains(got.Answer, "SMTPUTF8") {
		t.Errorf("got %+v", got)
	}
	out.To = "mei@例子.example"
	if got := deliver(t, opened(t, narrow, "none"), out); got.Outcome != post.Accepted {
		t.Errorf("only the domain is beyond ASCII: got %+v", got)
	}
	for _, bad := range []string{"", "mei", "mei@contoso.example\r\nRCPT TO:<everybody@contoso.example>", "mei@contoso.example, li@contoso.example", "Mei <mei@contoso.example>"} {
		out.To = bad
		if got := deliver(t, p, out); got.Outcome != post.BadAddress {
			t.Errorf("%q: got %+v", bad, got)
		}
	}
	if len(o.all()) != 1 {
		t.Errorf("%d letters arrived", len(o.all()))
	}
}

// TestNothingTypedBecomesAHeader puts line breaks wherever somebody else's text
// goes, and looks at the header that arrives.
func TestNothingTypedBecomesAHeader(t *testing.T) {
	const attack = "x\r\nBcc: everybody@contoso.example\r\n\r\nhello\x00\u2028\u0085"
	o := open(t, &office{}, "none")
	p := opened(t, o, "none", func(s *post.Settings) { s.FromName = attack })
	out := written(t)
	out.ToName, out.Letter.Subject, out.Letter.Language, out.Letter.OptOut = attack, attack+strings.Repeat("长", 5_000), attack, "https://rewards.example/\r\nBcc: a@b.example"
	if got := deliver(t, p, out); got.Outcome != post.Accepted {
		t.Fatalf("got %+v", got)
	}
	m := parse(t, o.all()[0].text)
	if m.Header["Bcc"] != "" || m.Header["List-Unsubscribe"] != "" || len(m.Order) != 2 {
		t.Errorf("got %v with %v", m.Header, m.Order)
	}
	if want := "x Bcc: everybody@contoso.example hello" + strings.Repeat("长", 5_000); strings.ReplaceAll(m.Header["Subject"], " 长", "长") != want {
		t.Errorf("the subject is %.100q", m.Header["Subject"])
	}
	for line := range strings.SplitSeq(o.all()[0].text, "\r\n") {
		if len(line) > 998 || strings.ContainsAny(line, "\r\n\x00") {
			t.Fatalf("a line of %d bytes: %.100q", len(line), line)
		}
	}
}

func TestWhatIsNoLetter(t *testing.T) {
	p := opened(t, &office{address: "127.0.0.1:1"}, "none")
	noID, noTime := written(t), written(t)
	noID.ID, noTime.Written = "ltr_1\r\nBcc: a@b.example", calendar.Moment{}
	for _, out := range []post.Outgoing{noID, noTime} {
		if r, err := p.Deliver(context.Background(), out); problem.KindOf(err) != problem.Internal || r.Outcome != "" {
			t.Errorf("got %+v, %v", r, err)
		}
	}
}

func TestOnlyPromotionalLettersCanBeStopped(t *testing.T) {
	o := open(t, &office{}, "none")
	p := opened(t, o, "none")
	for _, test := range []struct{ address, want, post string }{
		{"", "", ""},
		{"https://rewards.example/letters/stop/5c1f", "<https://rewards.example/letters/stop/5c1f>", "List-Unsubscribe=One-Click"},
		{"http://localhost:8080/letters/stop/5c1f", "<http://localhost:8080/letters/stop/5c1f>", ""},
	} {
		out := written(t)
		out.Letter.OptOut = test.address
		deliver(t, p, out)
		all := o.all()
		m := parse(t, all[len(all)-1].text)
		if m.Header["List-Unsubscribe"] != test.want || m.Header["List-Unsubscribe-Post"] != test.post {
			t.Errorf("%s: got %q and %q", test.address, m.Header["List-Unsubscribe"], m.Header["List-Unsubscribe-Post"])
		}
	}
}

// A message that is sent again is recognized by its id.
func TestARepeatedLetterHasTheSameID(t *testing.T) {
	o := open(t, &office{}, "none")
	p := opened(t, o, "none")
	deliver(t, p, written(t))
	deliver(t, p, written(t))
	first, second := parse(t, o.all()[0].text), parse(t, o.all()[1].text)
	if first.Header["Message-Id"] != second.Header["Message-Id"] || first.Header["Date"] != second.Header["Date"] {
		t.Errorf("got %v and %v", first.Header, second.Header)
	}
}

func TestSignatures(t *testing.T) {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "dkim.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	o := open(t, &office{}, "none")
	p := opened(t, o, "none", func(s *post.Settings) { s.DKIMKey, s.DKIMSelector = file, "laurel" })
	out := written(t)
	out.Letter.OptOut = "https://rewards.example/letters/stop/5c1f"
	deliver(t, p, out)
	lookup := func(domain string) ([]string, error) {
		if domain != "laurel._domainkey.fabrikam.example" {
			t.Errorf("the key is looked for at %s", domain)
		}
		return []string{"v=DKIM1; k=ed25519; p=" + base64.StdEncoding.EncodeToString(public)}, nil
	}
	found, err := dkim.VerifyWithOptions(strings.NewReader(o.all()[0].text), &dkim.VerifyOptions{LookupTXT: lookup})
	if err != nil || len(found) != 1 || found[0].Err != nil || found[0].Domain != "fabrikam.example" {
		t.Fatalf("got %v, %v, %v", found, found[0].Err, err)
	}
	if covered := strings.ToLower(strings.Join(found[0].HeaderKeys, ",")); !strings.Contains(covered, "list-unsubscribe-post") || !strings.Contains(covered, "subject") {
		t.Errorf("only %s is signed", covered)
	}
}

func TestSettings(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "empty.pem")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		address string
		want    string
	}{
		{"smtp://mail.example.com", "mail.example.com:587 (starttls)"},
		{"smtp://laurel:secret@mail.example.com:465", "mail.example.com:465 (implicit)"},
		{"smtp://mail.example.com?tls=implicit", "mail.example.com:465 (implicit)"},
		{"smtp://mail.example.com?tls=none", "mail.example.com:25 (none)"},
		{"smtp://[::1]:2525?tls=none", "[::1]:2525 (none)"},
		{"smtp://laurel:secret@localhost:2525?tls=none", "localhost:2525 (none)"},
		{"smtp://laurel:secret@mail.example.com?tls=none", "would go to mail.example.com without encryption"},
		{"smtp://laurel:sec/ret@mail.example.com", "This is not the address of a mail server."},
		{"smtp://laurel:secret@mail.example.com:99999", "There is no port 99999."},
		{"smtp://laurel:secret@mail.example.com?ssl=1", `There is no parameter "ssl".`},
		{"smtp://laurel:secret@mail.example.com?tls=maybe", `"maybe" is no kind of encryption.`},
		{"https://laurel:secret@mail.example.com", "This is not the address of a mail server."},
		{"", "This is not the address of a mail server."},
	} {
		p, err := post.Open(post.Settings{Address: test.address, From: "rewards@fabrikam.example"})
		got := ""
		if err == nil {
			got = p.String()
		} else {
			got = err.Error()
		}
		if !strings.Contains(got, test.want) || strings.Contains(got, "secret") || strings.Contains(got, "sec/ret") {
			t.Errorf("%s: got %q, want %q", test.address, got, test.want)
		}
	}
	_, err := post.Open(post.Settings{Address: "smtp://mail.example.com", From: "nobody", ReplyTo: "x", CAFile: "/nowhere", DKIMKey: "/nowhere", Timeout: time.Hour})
	want := `Letters cannot be delivered with these settings.
ca-file: The file /nowhere cannot be read.
dkim-key: The file /nowhere cannot be read.
dkim-selector: A key signs letters, but it has no selector. Name the selector under which the public key is in DNS.
from: "nobody" is not an e-mail address. Write it like rewards@example.com.
reply-to: "x" is not an e-mail address. Write it like rewards@example.com.
timeout: 1h0m0s is no time to wait: it is at most 2m0s.`
	if err == nil || cmp.Diff(want, err.Error()) != "" {
		t.Errorf("got %v", err)
	}
	_, err = post.Open(post.Settings{Address: "smtp://mail.example.com", From: "rewards@fabrikam.example", CAFile: empty, DKIMKey: empty, DKIMSelector: "s"})
	if err == nil || !strings.Contains(err.Error(), "has no certificate in it") || !strings.Contains(err.Error(), "has no private key in it") {
		t.Errorf("got %v", err)
	}
}

// Attempts spread over about two days, each at another moment for each letter.
func TestNext(t *testing.T) {
	begin := calendar.At(time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC))
	seen := map[calendar.Moment]bool{}
	for _, seed := range []string{"ltr_1", "ltr_2", "ltr_3"} {
		now, attempts := begin, 1
		for ; ; attempts++ {
			next, more := post.Next(attempts, now, seed)
			if !more {
				break
			}
			again, _ := post.Next(attempts, now, seed)
			if !now.Before(next) || again != next || seen[next] {
				t.Errorf("%s: attempt %d at %s, then at %s and %s", seed, attempts, now, next, again)
			}
			now, seen[next] = next, true
		}
		hours := (now.Micros() - begin.Micros()) / time.Hour.Microseconds()
		if attempts != 11 || hours < 38 || hours > 58 {
			t.Errorf("%s: given up after %d attempts and %d hours", seed, attempts, hours)
		}
	}
	if _, more := post.Next(0, begin, "x"); more {
		t.Error("a letter that was never tried is due now")
	}
}
