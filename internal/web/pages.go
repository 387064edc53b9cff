package web

import (
	"net/http"
	"strings"

	"laurel/internal/people"
)

// page is one row of the table.
type page struct {
	name   string // of its template, and of the group of its messages
	path   string // as the mux writes it
	who    audience
	tells  bool                         // what an act refuses is shown in its own words, beside those of the page
	rail   string                       // the page of the rail that it belongs to; empty for none
	fields []field                      // of its form, beside where to go on
	most   int                          // bytes of what is sent; mostForm when 0
	script bool                         // it has keys of its own
	open   func(*call) (bool, error)    // whether it may be seen without signing in, though it is for who is signed in; nil for never
	byMail bool                         // mail programs send its form, too, in the way that they like best
	show   func(*call) (answer, error)  // what is seen when it is opened; nil where it cannot be
	take   func(*call) (answer, error)  // what its form does; nil where there is none
	asks   func(*call) ([]field, error) // fields that a program asks for, beside fields; nil for none
}

// audience is for whom a page is.
type audience string

const (
	everybody audience = "everybody"
	signedIn  audience = "whoever is signed in"
)

// field is one input of a form. Its label is in the group label of the catalogs,
// what is wrong with it in the group wrong.
type field struct {
	name     string
	kind     string // of the input
	complete string // what a browser may fill in
	most     int    // characters
	optional bool
	label    string   // of a field that a program asks for
	hint     string   // of such a field
	limits   string   // what a value must be, in words
	group    string   // what several fields that belong together are called
	options  []option // of a select, and of choices
	into     string   // of a file: the field whose text it is
	number   bool     // what it takes is a number
	many     bool     // several values may be sent
	lines    bool     // each line is a value
	value    string   // of a box: what a tick stands for
	files    *fileRule
	kept     bool   // of a file: the page takes it as it is, and attaches it to nothing
	list     string // the list of groups that it belongs to; empty for none
	item     int    // the group of the list, from 0
	needed   bool   // of a group: it must be filled in when the group is
}

// option is one of those that a select has.
type option struct {
	Value, Name string
	means       any // in the form of a program; nil for the value itself
}

var (
	nameField     = field{name: "name", kind: "text", complete: "name", most: 200}
	emailField    = field{name: "email", kind: "email", complete: "username", most: 254}
	passwordField = field{name: "password", kind: "password", complete: "current-password", most: 1024}
	newPassword   = field{name: "password", kind: "password", complete: "new-password", most: 1024}
	newAgain      = field{name: "again", kind: "password", complete: "new-password", most: 1024}
	// returnField is in every form: the page to go on with.
	returnField = field{name: "return", kind: "hidden", most: 2000, optional: true}
)

// pages is the table. A path with {secret} is one that a letter, or the console,
// brought; what it stands for is used up by the form alone, because programs that
// look for harmful links open every page.
var pages = []*page{
	{name: "account", path: "/{$}", who: signedIn, show: showHome},
	{name: "account", path: "/account", who: signedIn, asks: askSelf, tells: true, show: showAccount, take: changeSelf},
	{name: "partners", path: "/partners", who: signedIn, rail: "partners", show: showPartners},
	{name: "partners", path: "/search", who: signedIn, show: search},
	{name: "overview", path: "/partners/{partner}", who: signedIn, rail: "overview", show: showPartner},
	{name: "overview", path: "/partners/{partner}/seen", who: signedIn, rail: "overview", show: showSeen},
	{name: "give", path: "/partners/{partner}/give", who: signedIn, rail: "partner", fields: []field{onceField}, asks: askGive, tells: true, show: mayAt(people.GiveGrant), take: give},
	{name: "end-grant", path: "/partners/{partner}/grants/{grant}/end", who: signedIn, rail: "partner", fields: []field{onceField, {name: "because", kind: "textarea", most: 4000}}, tells: true, show: showEndGrant, take: endGrant},
	{name: "freeze", path: "/partners/{partner}/freeze", who: signedIn, rail: "partner", fields: []field{onceField}, asks: askFreeze, tells: true, show: mayAt(people.Override), take: freeze},
	{name: "end-decision", path: "/partners/{partner}/decisions/{decision}/end", who: signedIn, take: endDecision},
	{name: "standing", path: "/partners/{partner}/standing", who: signedIn, rail: "standing", asks: askLooksWrong, tells: true, show: showStanding, take: looksWrong},
	{name: "what-if", path: "/partners/{partner}/what-if", who: signedIn, rail: "what-if", show: showWhatIf},
	{name: "file", path: "/partners/{partner}/standing.csv", who: signedIn, show: showStandingFile},
	{name: "file", path: "/partners/{partner}/scenario.zip", who: signedIn, show: showHistory},
	{name: "benefits", path: "/partners/{partner}/benefits", who: signedIn, rail: "benefits", show: showBenefits},
	{name: "benefit", path: "/partners/{partner}/benefits/{program}/{benefit}", who: signedIn, rail: "benefits", fields: beginFields, asks: asked, tells: true, show: showBenefit, take: activate},
	{name: "sponsorship", path: "/partners/{partner}/sponsorship", who: signedIn, rail: "sponsorship", show: showSponsorship},
	{name: "offers", path: "/partners/{partner}/offers", who: signedIn, rail: "offers", show: showOffers},
	{name: "offer", path: "/partners/{partner}/offers/{publisher}/{offer}", who: signedIn, rail: "offers", asks: askOffer, tells: true, show: showOffer, take: changeOffer},
	{name: "offer", path: "/offers/{offer}", who: signedIn, show: offerShortcut},
	{name: "contacts", path: "/partners/{partner}/contacts", who: signedIn, rail: "contacts", fields: contactFields, tells: true, show: showContacts, take: assignContact},
	{name: "inbox", path: "/partners/{partner}/letters", who: signedIn, rail: "inbox", show: showInbox},
	{name: "settings", path: "/partners/{partner}/settings", who: signedIn, rail: "settings", fields: settingsFields, tells: true, show: showSettings, take: changeSettings},
	{name: "persons", path: "/partners/{partner}/settings/persons", who: signedIn, rail: "settings", asks: personFields, tells: true, show: showPersons, take: changePersons},
	{name: "keys", path: "/partners/{partner}/settings/keys", who: signedIn, rail: "settings", asks: askKey, tells: true, show: showKeys, take: changeKeys},
	{name: "tickets", path: "/partners/{partner}/tickets", who: signedIn, rail: "tickets", fields: []field{onceField}, asks: topics, tells: true, show: showTickets, take: fileTicket},
	{name: "tickets", path: "/tickets/new", who: signedIn, show: shortcut("/tickets")},
	{name: "case", path: "/cases/{case}", who: signedIn, rail: "benefits", fields: moveFields, tells: true, show: showCase, take: moveCase},
	{name: "draft", path: "/cases/{case}/draft", who: signedIn, rail: "benefits", fields: beginFields, asks: askedOfDraft, tells: true, show: showDraft, take: changeDraft},
	{name: "file", path: "/cases/{case}/files/{file}", who: signedIn, show: showFile},
	{name: "desk", path: "/desk", who: signedIn, rail: "desk", script: true, fields: deskFields, tells: true, show: showDesk, take: changeDesk},
	{name: "reviews", path: "/reviews", who: signedIn, rail: "desk", show: showReviews},
	{name: "review", path: "/partners/{partner}/grants/{grant}/review", who: signedIn, rail: "partner", fields: []field{onceField}, asks: askReview, tells: true, show: showReview, take: decideReview},
	{name: "proposals", path: "/proposals", who: signedIn, rail: "desk", show: showProposals},
	{name: "proposal", path: "/proposals/{proposal}", who: signedIn, rail: "desk", fields: []field{onceField}, asks: askProposal, tells: true, show: showProposal, take: decideProposal},
	{name: "facts", path: "/facts", who: signedIn, rail: "facts", show: showFacts},
	{name: "conflict", path: "/facts/conflict", who: signedIn, rail: "facts", fields: conflictFields, asks: askConflict, tells: true, show: showConflict, take: decideConflict},
	{name: "audit", path: "/audit", who: signedIn, rail: "audit", show: showAudit},
	{name: "previews", path: "/letters/preview", who: signedIn, rail: "previews", show: showPreviews},
	{name: "preview", path: "/letters/preview/{kind}", who: signedIn, rail: "previews", show: showPreview},
	{name: "system", path: "/system", who: signedIn, rail: "system", show: showSystem},
	{name: "portal", path: "/settings", who: signedIn, rail: "portal", fields: portalFields, tells: true, show: showPortal, take: changePortal},
	{name: "design", path: "/design", who: signedIn, rail: "portal", show: showDesign},
	{name: "programs", path: "/programs", who: signedIn, rail: "programs", show: showPrograms},
	{name: "program", path: "/programs/{program}", who: signedIn, rail: "programs", open: isPublic, show: showProgram},
	{name: "program-file", path: "/programs/{program}/file", who: signedIn, rail: "programs", show: showProgramFile},
	{name: "program-changes", path: "/programs/{program}/changes", who: signedIn, rail: "programs", show: showProgramChanges},
	{name: "plan", path: "/plan", who: signedIn, rail: "programs", most: 4 * mostProgram, tells: true, fields: planFields, show: showPlan, take: planOrPublish},
	{name: "planning", path: "/plans/{plan}", who: signedIn, rail: "programs", show: showPlanning},
	{name: "letters", path: "/letters", who: signedIn, show: showOwnLetters},
	{name: "letter", path: "/letters/{letter}", who: signedIn, show: showLetter},
	{name: "benefits", path: "/benefits", who: signedIn, show: shortcut("/benefits")},
	{name: "standing", path: "/standing", who: signedIn, show: shortcut("/standing")},
	{name: "contacts", path: "/contacts", who: signedIn, show: shortcut("/contacts")},
	{name: "settings", path: "/terms", who: signedIn, show: shortcut("/settings#terms")},
	{name: "keys", path: "/keys", who: signedIn, show: shortcut("/settings/keys")},
	{name: "sign-in", path: "/sign-in", who: everybody, fields: []field{emailField, passwordField}, show: showSignIn, take: signIn},
	{name: "leave", path: "/sign-in/{provider}", who: everybody, fields: []field{{name: "invitation", kind: "hidden", most: 200, optional: true}}, take: leave},
	{name: "arrive", path: "/sign-in/{provider}/callback", who: everybody, show: arrive},
	{name: "sign-out", path: "/sign-out", who: everybody, take: signOut},
	{name: "set-up", path: "/set-up/{secret}", who: everybody, fields: []field{nameField, emailField, newPassword, newAgain}, show: showSetUp, take: setUp},
	{name: "invitation", path: "/invitation/{secret}", who: everybody, fields: []field{newPassword, newAgain}, show: showInvitation, take: acceptInvitation},
	{name: "ask-password", path: "/password", who: everybody, fields: []field{emailField}, show: showAskPassword, take: askPassword},
	{name: "new-password", path: "/password/{secret}", who: everybody, fields: []field{newPassword, newAgain}, show: showNewPassword, take: setPassword},
	{name: "contact", path: "/contacts/{secret}", who: everybody, show: showContact, take: verifyContact},
	{name: "stop-letters", path: "/letters/stop/{secret}", who: everybody, fields: []field{{name: "List-Unsubscribe", kind: "hidden", most: 100, optional: true}}, byMail: true, show: showStopLetters, take: stopLetters},
	{name: "sessions", path: "/sessions", who: signedIn, show: showSessions},
	{name: "end-session", path: "/sessions/{session}/end", who: signedIn, take: endSession},
	{name: "theme", path: "/theme", who: everybody, fields: []field{{name: "theme", kind: "hidden", most: 10}}, take: chooseTheme},
	{name: "language", path: "/language", who: everybody, fields: []field{{name: "language", kind: "hidden", most: 35}}, take: chooseLanguage},
}

// Paths are the paths of all pages, as the mux writes them, for tests that look at
// every page.
func Paths() []string {
	out := make([]string, len(pages))
	for i, p := range pages {
		out[i] = p.path
	}
	return out
}

func (p *page) takes(method string) bool {
	return (method == http.MethodGet || method == http.MethodHead) && p.show != nil || method == http.MethodPost && p.take != nil
}

// allowed are the methods that a page takes, as a header names them.
func (p *page) allowed() string {
	var out []string
	if p.show != nil {
		out = append(out, http.MethodGet, http.MethodHead)
	}
	if p.take != nil {
		out = append(out, http.MethodPost)
	}
	return strings.Join(out, ", ")
}
