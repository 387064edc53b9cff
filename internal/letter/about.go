package letter

import (
	"encoding/json"
	"reflect"
	"slices"

	"laurel/internal/problem"
)

// Kind names a letter, in stored letters and in the groups of the catalogs.
type Kind string

// Content is what a letter of one kind is made from: a small struct whose fields
// can be kept as JSON. Every field is named by its role; what is left empty is
// left out of the letter.
type Content interface {
	write(d *draft)     // says what the letter says, in its order
	samples() []Content // the first has every field; together they say every message of the kind
}

// Audience is who gets a letter, and so why they get it.
type Audience string

// The audiences. The catalogs say each in a sentence, as because.….
const (
	invited          Audience = "invited"           // somebody who has no account yet
	account          Audience = "account"           // the person whose account or key it is
	partnerAdmins    Audience = "partner-admins"    // everybody who answers for the partner
	marketingContact Audience = "marketing-contact" // the marketing contacts of the partner
	requester        Audience = "requester"         // whoever asked, and the marketing contacts
	offerPeople      Audience = "offer-people"      // the owner and the contacts of an offer
	assignee         Audience = "assignee"          // the person of the operator whom a case is assigned to
	escalation       Audience = "escalation"        // the roles to which the program escalates
	operators        Audience = "operators"         // the Rewards team
	subscriber       Audience = "subscriber"        // whoever asked for a digest
)

// About is what the index says of a kind.
type About struct {
	Kind        Kind     // the name
	To          Audience // who gets it
	Promotional bool     // may be opted out of; every other letter is owed to its reader
	Urgent      bool     // never waits for a digest
	When        string   // what happened, in English, for the documentation

	form    reflect.Type // of the content
	decode  func(data []byte) (Content, error)
	samples func() []Content
}

// of is a line of the index: a letter that is owed to its reader, and may wait
// for a digest where one is wanted.
func of[C Content](kind Kind, to Audience, when string) About {
	var zero C
	decode := func(data []byte) (Content, error) {
		var c C
		err := json.Unmarshal(data, &c)
		return c, err
	}
	return About{Kind: kind, To: to, When: when, form: reflect.TypeFor[C](), decode: decode, samples: zero.samples}
}

// urgent is a line of the index: a letter that never waits for a digest, because
// it brings a secret link or because a promise hangs on it.
func urgent[C Content](kind Kind, to Audience, when string) About {
	about := of[C](kind, to, when)
	about.Urgent = true
	return about
}

// promotional is a line of the index: a letter that its reader may opt out of.
func promotional[C Content](kind Kind, to Audience, when string) About {
	about := of[C](kind, to, when)
	about.Promotional = true
	return about
}

// Content is the name of the type that a letter of the kind is made from.
func (a About) Content() string { return a.form.Name() }

// All lists what there is, in the order of the index.
func All() []About { return slices.Clone(letters) }

// ForOperator lists the kinds that somebody of the operator gets. What is in them
// is no partner's to read.
func ForOperator() []Kind {
	var out []Kind
	for _, about := range letters {
		if slices.Contains([]Audience{assignee, escalation, operators}, about.To) {
			out = append(out, about.Kind)
		}
	}
	return out
}

// Samples are contents of the kind to show it with, the fullest first; nil for a
// kind that is none.
func (k Kind) Samples() []Content {
	if about, ok := k.About(); ok {
		return about.samples()
	}
	return nil
}

// About is what the index says of the kind; false when it is none.
func (k Kind) About() (About, bool) {
	i := slices.IndexFunc(letters, func(a About) bool { return a.Kind == k })
	if i < 0 {
		return About{}, false
	}
	return letters[i], true
}

// Encode is the content as JSON with its kind, for storing.
func Encode(c Content) (Kind, []byte, error) {
	about, err := aboutOf(c)
	if err != nil {
		return "", nil, err
	}
	data, err := json.Marshal(c)
	return about.Kind, data, problem.Wrap(err, "encode letter %s", about.Kind)
}

// Decode is the content that Encode wrote. Fields that the kind no longer has
// are passed over.
func Decode(kind Kind, data []byte) (Content, error) {
	about, ok := kind.About()
	if !ok {
		return nil, problem.New(problem.Invalid, "%q is not a kind of letter.", problem.Excerpt(string(kind)))
	}
	c, err := about.decode(data)
	return c, problem.Wrap(err, "decode letter %s", kind)
}

// AboutOf is what the index says of the letter that is made from a content.
func AboutOf(c Content) (About, error) { return aboutOf(c) }

func aboutOf(c Content) (About, error) {
	i := slices.IndexFunc(letters, func(a About) bool { return a.form == reflect.TypeOf(c) })
	if i < 0 {
		return About{}, problem.New(problem.Internal, "%T has no line in the index of letters.", c)
	}
	return letters[i], nil
}
