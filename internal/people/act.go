package people

import (
	"slices"
	"strings"

	"laurel/internal/problem"
)

// Act is something that one may do or not.
type Act string

// The acts, as the table below explains them.
const (
	SeePartner     Act = "see-partner"
	SeeCase        Act = "see-case"
	SeePersons     Act = "see-persons"
	Enroll         Act = "enroll"
	OptOut         Act = "opt-out"
	ManagePersons  Act = "manage-persons"
	AssignContact  Act = "assign-contact"
	Activate       Act = "activate"
	FileRequest    Act = "file-request"
	ClaimCredit    Act = "claim-credit"
	FileTicket     Act = "file-ticket"
	AttachFile     Act = "attach-file"
	AnswerCase     Act = "answer-case"
	StopCase       Act = "stop-case"
	ManageOffers   Act = "manage-offers"
	ManageKeys     Act = "manage-keys"
	WorkCase       Act = "work-case"
	AssignCase     Act = "assign-case"
	DecideCase     Act = "decide-case"
	RevokeCase     Act = "revoke-case"
	GiveGrant      Act = "give-grant"
	ApproveGrant   Act = "approve-grant"
	SeeProposals   Act = "see-proposals"
	DecideReview   Act = "decide-review"
	Override       Act = "override"
	RecordUse      Act = "record-use"
	ManagePartners Act = "manage-partners"
	ReportBounce   Act = "report-bounce"
	SeeLetters     Act = "see-letters"
	SendFacts      Act = "send-facts"
	SeeFacts       Act = "see-facts"
	ReviewFacts    Act = "review-facts"
	SeeProgram     Act = "see-program"
	PlanProgram    Act = "plan-program"
	PublishProgram Act = "publish-program"
	Export         Act = "export"
	SeeAudit       Act = "see-audit"
	SeeSystem      Act = "see-system"
	SeeSettings    Act = "see-settings"
	ManageSettings Act = "manage-settings"
	ManageRoles    Act = "manage-roles"
	ErasePerson    Act = "erase-person"
)

// Rule says what an act is, in words, and who may do it.
type Rule struct {
	Act   Act
	Means string // "see where the partner stands"; after "You may not "
	Roles []Role
}

func may(roles ...Role) []Role { return roles }

// rules is the table of who may do what. What is not in it nobody may do.
var rules = []Rule{
	{SeePartner, "see where the partner stands, its benefits and its offers", may(PartnerAdmin, AdminAgent, Member, RewardsAgent, EngagementManager, Specialist, ProgramOwner, Finance, Auditor, SystemAdmin)},
	{SeeCase, "see the case", may(PartnerAdmin, AdminAgent, Member, RewardsAgent, EngagementManager, Specialist, Vendor, ProgramOwner, Finance, Auditor)},
	{SeePersons, "see the persons of the partner", may(PartnerAdmin, AdminAgent, Member, RewardsAgent, EngagementManager, Auditor, SystemAdmin)},
	{Enroll, "accept the terms of the program for the partner", may(PartnerAdmin)},
	{OptOut, "opt the partner out", may(PartnerAdmin, AdminAgent)},
	{ManagePersons, "invite persons of the partner and give them roles", may(PartnerAdmin, SystemAdmin)},
	{AssignContact, "assign the marketing contacts of the partner", may(PartnerAdmin, AdminAgent, RewardsAgent, EngagementManager)},
	{Activate, "activate a benefit", may(PartnerAdmin, AdminAgent, RewardsAgent, EngagementManager)},
	{FileRequest, "file a request", may(PartnerAdmin, AdminAgent, Member, RewardsAgent, EngagementManager)},
	{ClaimCredit, "claim a sponsorship", may(PartnerAdmin, AdminAgent, RewardsAgent, EngagementManager)},
	{FileTicket, "file a ticket", may(PartnerAdmin, AdminAgent, Member, RewardsAgent, EngagementManager)},
	{AttachFile, "send a file", may(PartnerAdmin, AdminAgent, Member, RewardsAgent, EngagementManager)},
	{AnswerCase, "answer for the partner", may(PartnerAdmin, AdminAgent, Member)},
	{StopCase, "stop the case", may(PartnerAdmin, AdminAgent, RewardsAgent, EngagementManager)},
	{ManageOffers, "change the partner's offers", may(PartnerAdmin, AdminAgent, RewardsAgent, SystemAdmin)},
	{ManageKeys, "make and revoke keys", may(PartnerAdmin, SystemAdmin)},
	{WorkCase, "work on the case", may(RewardsAgent, EngagementManager, Specialist, Vendor)},
	{AssignCase, "assign the case", may(RewardsAgent, EngagementManager, Specialist, ProgramOwner)},
	{DecideCase, "approve or reject the case", may(RewardsAgent, EngagementManager, Specialist, ProgramOwner, Finance)},
	{RevokeCase, "revoke what was granted", may(RewardsAgent, ProgramOwner, Finance)},
	{GiveGrant, "give a grant by hand", may(RewardsAgent, EngagementManager, ProgramOwner)},
	{ApproveGrant, "approve what others decided by hand about a grant", may(ProgramOwner, Finance)},
	{SeeProposals, "see what was decided by hand and waits for another person", may(RewardsAgent, EngagementManager, ProgramOwner, Finance, Auditor)},
	{DecideReview, "decide about a grant whose cause a correction removed", may(RewardsAgent, ProgramOwner)},
	{Override, "decide above the rules", may(RewardsAgent, ProgramOwner)},
	{RecordUse, "record what was used of a credit, and where it is", may(RewardsAgent, Finance)},
	{ManagePartners, "change what is kept about the partner", may(RewardsAgent, SystemAdmin)},
	{ReportBounce, "report that a letter did not arrive", may(RewardsAgent, EngagementManager, SystemAdmin)},
	{SeeLetters, "read the letters that others got", may(PartnerAdmin, RewardsAgent, EngagementManager, Auditor, SystemAdmin)},
	{SendFacts, "send facts", may(SystemAdmin)},
	{SeeFacts, "see facts one by one", may(PartnerAdmin, AdminAgent, RewardsAgent, ProgramOwner, Finance, Auditor, SystemAdmin)},
	{ReviewFacts, "decide which of two contents of a fact counts", may(RewardsAgent, ProgramOwner, SystemAdmin)},
	{SeeProgram, "read the programs", may(PartnerAdmin, AdminAgent, Member, RewardsAgent, EngagementManager, Specialist, Vendor, ProgramOwner, Finance, Auditor, SystemAdmin)},
	{PlanProgram, "see what a change of the program would do", may(ProgramOwner, Finance, Auditor)},
	{PublishProgram, "publish a program", may(ProgramOwner)},
	{Export, "export everything", may(ProgramOwner, Finance, Auditor)},
	{SeeAudit, "read the audit log", may(Auditor, SystemAdmin)},
	{SeeSystem, "see how the system runs", may(Auditor, SystemAdmin)},
	{SeeSettings, "see the settings of the portal", may(ProgramOwner, Auditor, SystemAdmin)},
	{ManageSettings, "change the settings of the portal", may(SystemAdmin)},
	{ManageRoles, "give roles of the operator", may(SystemAdmin)},
	{ErasePerson, "export or erase what is kept about a person", may(SystemAdmin)},
}

// Rules lists every act in the order of the table.
func Rules() []Rule { return slices.Clone(rules) }

// Rule is what the table says of an act; false when there is none.
func (a Act) Rule() (Rule, bool) {
	i := slices.IndexFunc(rules, func(r Rule) bool { return r.Act == a })
	if i < 0 {
		return Rule{}, false
	}
	return rules[i], true
}

// May is nil when the caller may do the act to what it is about. Otherwise it is
// a problem: NotFound when it belongs to a partner whose data the caller does not
// see at all, so that nobody learns what is there; Forbidden when it is theirs to
// see, and then it names the roles that may.
func (w Who) May(act Act, about About) error {
	rule, known := act.Rule()
	if known && w.Holds(about, rule.Roles...) && w.letsKey(act) {
		return nil
	}
	if !w.sees(about) {
		return NoPartner(about.Partner)
	}
	p := problem.New(problem.Forbidden, "You may not %s.", rule.Means)
	if w.Key != "" && w.Holds(about, rule.Roles...) {
		return p.WithHint("The key has no scope %q: make one that has.", act)
	}
	roles := rule.Among(about)
	return Refusal{p.WithHint("That is for: %s.", RoleNames(roles)), roles}
}

// Refusal is the problem of somebody who may not do what some roles may.
type Refusal struct {
	Problem *problem.Problem
	Roles   []Role
}

func (r Refusal) Error() string { return r.Problem.Error() }

// Unwrap is the problem itself.
func (r Refusal) Unwrap() error { return r.Problem }

// Among are the roles that may do it to something of a partner, or else to what is
// nobody's alone and so the operator's.
func (r Rule) Among(about About) []Role {
	if about.Partner != "" {
		return r.Roles
	}
	return slices.DeleteFunc(slices.Clone(r.Roles), func(role Role) bool { return !role.OfOperator() })
}

// Can is May as a question.
func (w Who) Can(act Act, about About) bool { return w.May(act, about) == nil }

func (w Who) letsKey(act Act) bool { return w.Key == "" || slices.Contains(w.Acts, act) }

// sees reports whether the caller may know that something is there.
func (w Who) sees(about About) bool {
	if about.Partner == "" {
		return w.Operator() || len(w.Partners()) > 0
	}
	return slices.ContainsFunc(w.Seats, func(s Seat) bool {
		return s.HeldOn(w.Day) && s.reaches(about, w.ID)
	})
}

// NoPartner is what is answered about a partner that is not the caller's to see,
// and about one that is not there at all.
func NoPartner(id string) error {
	if id == "" {
		return problem.New(problem.NotFound, "You have no role here: neither for a partner nor for the operator.").WithHint("Ask the admin of your partner to invite you.")
	}
	return problem.New(problem.NotFound, "There is no partner %q among those that you see.", problem.Excerpt(id)).
		WithHint("Check the id, or ask the admin of that partner to invite you.")
}

// RoleNames is a list of roles as people read it.
func RoleNames(roles []Role) string {
	words := make([]string, len(roles))
	for i, r := range roles {
		words[i] = strings.ReplaceAll(string(r), "_", " ")
	}
	return strings.Join(words, ", ")
}
