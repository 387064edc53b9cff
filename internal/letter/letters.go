package letter

// letters is the index: what is sent to whom, and when. The words of each are
// the group of its name in the catalogs.
var letters = []About{
	// People.
	urgent[Invitation]("invitation", invited, "somebody is invited to a partner or to the operator"),
	urgent[VerifyEmail]("verify-email", invited, "an address was given for a marketing contact"),
	urgent[PasswordReset]("password-reset", account, "somebody asks for a new password"),
	urgent[SignInLocked]("sign-in-locked", account, "too many wrong passwords were tried"),
	of[KeyExpiring]("key-expiring", account, "an API key stops working soon"),
	of[Enrolled]("enrolled", partnerAdmins, "a partner enrolls in a program"),
	of[TermsChanged]("terms-changed", partnerAdmins, "there are new terms to accept"),
	of[ContactAssigned]("contact-assigned", marketingContact, "a marketing contact's address is confirmed"),
	of[ContactChanged]("contact-changed", partnerAdmins, "a marketing contact was added, changed or taken away"),
	urgent[ContactNeeded]("contact-needed", partnerAdmins, "a marketing contact has left, or letters to them come back"),
	urgent[ContactMissing]("contact-missing", partnerAdmins, "a benefit cannot be activated because nobody would get the instructions"),

	// Standing.
	of[BenefitsUnlocked]("benefits-unlocked", partnerAdmins, "benefits are unlocked"),
	of[TierUp]("tier-up", partnerAdmins, "a tier is reached"),
	of[TierDown]("tier-down", partnerAdmins, "a tier is lost"),
	of[TierAtRisk]("tier-at-risk", partnerAdmins, "what a tier needs is no longer there, and the tier is still held"),
	of[TierWillFall]("tier-will-fall", partnerAdmins, "a tier will be lost on a day if nothing more happens"),
	of[GrantGiven]("grant-given", partnerAdmins, "a person grants a benefit by hand"),
	of[GrantRevoked]("grant-revoked", partnerAdmins, "a grant is taken back"),
	of[GrantExpiring]("grant-expiring", partnerAdmins, "a grant ends soon by one of its clocks"),
	promotional[BenefitsWaiting]("benefits-waiting", partnerAdmins, "benefits were unlocked long ago and nobody has activated them, or a new admin finds such"),

	// Activations, requests and claims, to the partner.
	urgent[Instructions]("instructions", marketingContact, "a benefit is activated, or its contact changes while it is open"),
	of[CaseReceived]("case-received", requester, "an activation, a request or a claim is handed in"),
	urgent[ActionRequired]("action-required", requester, "the Rewards team needs an answer to go on"),
	of[CaseApproved]("case-approved", requester, "an activation, a request or a claim is approved"),
	of[CaseRejected]("case-rejected", requester, "it is not approved"),
	of[CaseFailed]("case-failed", requester, "it could not be done yet"),
	of[CaseContacted]("case-contacted", requester, "somebody got in touch, and the delivery begins"),
	of[CaseDelivered]("case-delivered", requester, "it is delivered, and to be confirmed"),
	of[CaseCompleted]("case-completed", requester, "it is done"),
	of[CaseRecalled]("case-recalled", requester, "the partner takes it back to change it"),
	of[CaseCanceled]("case-canceled", requester, "it will not be done"),
	of[CaseExpired]("case-expired", requester, "it waited too long for the partner, or its grant ended"),
	of[CaseRevoked]("case-revoked", requester, "the operator takes back what was promised"),

	// Cases, to the operator.
	urgent[CaseAssigned]("case-assigned", assignee, "a case is given to somebody; with a first contact, it is owed by them"),
	of[CaseAnswered]("case-answered", assignee, "the partner answers"),
	of[CaseBlocked]("case-blocked", assignee, "a case could not be done, and is still promised"),
	of[CaseStopped]("case-stopped", assignee, "a case is taken back, canceled or revoked"),
	of[CaseReopened]("case-reopened", assignee, "the partner says that it is not done"),
	urgent[ApprovalNeeded]("approval-needed", operators, "a stage of a case is to be approved"),
	urgent[PromiseDueSoon]("promise-due-soon", assignee, "a promise is due soon"),
	urgent[PromiseOverdue]("promise-overdue", assignee, "a promise is late"),
	urgent[PromiseEscalated]("promise-escalated", escalation, "a promise is late beyond what the program allows, or somebody escalates"),
	urgent[NobodyContacted]("nobody-contacted", assignee, "the partner says that nobody got in touch"),

	// Sponsorships.
	of[SponsorshipUnlocked]("sponsorship-unlocked", partnerAdmins, "a credit is unlocked"),
	of[SponsorshipActive]("sponsorship-active", requester, "a credit can be used"),
	of[SponsorshipUsage]("sponsorship-usage", requester, "much of a credit is used"),
	of[SponsorshipExpiring]("sponsorship-expiring", requester, "what is left of a credit ends soon"),
	of[SponsorshipUsedUp]("sponsorship-used-up", requester, "nothing is left of a credit"),
	urgent[CreditToSetUp]("credit-to-set-up", operators, "an approved credit is to be set up in the billing system"),

	// Offers.
	of[OfferLive]("offer-live", offerPeople, "an offer goes live"),
	of[OfferSilent]("offer-silent", offerPeople, "an offer has been live for long and nobody got in touch"),
	of[OfferOwnerLeft]("offer-owner-left", partnerAdmins, "an offer has no owner any more"),

	// Tickets.
	of[TicketOpened]("ticket-opened", requester, "a ticket is opened"),
	of[TicketAnswered]("ticket-answered", requester, "a ticket is answered"),
	urgent[TicketWaiting]("ticket-waiting", requester, "a ticket waits for the partner"),
	of[TicketResolved]("ticket-resolved", requester, "a ticket is resolved"),
	of[TicketReopened]("ticket-reopened", requester, "a ticket is opened again"),

	// The rest.
	urgent[ConfirmationNeeded]("confirmation-needed", operators, "what a person decided about a grant waits for another person, and again when it waits too long"),
	urgent[ProgramToConfirm]("program-to-confirm", operators, "a version of a program waits for another person to publish it, and again when it waits too long"),
	of[ReviewNeeded]("review-needed", operators, "a correction removed what a grant was unlocked by"),
	urgent[TestLetter]("test-letter", account, "somebody tries out whether letters arrive"),
	urgent[Digest]("digest", subscriber, "once a day, instead of single letters"),
}
