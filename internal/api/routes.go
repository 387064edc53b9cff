package api

import (
	"laurel/internal/app"
	"laurel/internal/people"
)

// routes is the table of everything that the API does. To add a route, add a
// row, and its handler in the file of what it is about: the description, the
// permission and the tests of bad input follow from the row.
var routes = []*route{
	get("/partners", "List the partners that you see", people.SeePartner, ofCaller, (*door).partners),
	get("/partners/{partner}", "Show a partner", people.SeePartner, ofPartner, (*door).partner),
	get("/partners/{partner}/standings", "Say where a partner stands", people.SeePartner, ofPartner, (*door).partnerStandings),
	get("/partners/{partner}/explanation", "Explain a standing: reasons, what is missing, what comes next, grants", people.SeePartner, ofPartner, (*door).explanation),
	get("/partners/{partner}/timeline", "Show how a tier changed, and will change without new facts", people.SeePartner, ofPartner, (*door).timeline),
	get("/partners/{partner}/restatement", "Say how the past of a partner changed because facts were learned later", people.SeePartner, ofPartner, (*door).partnerRestatement),
	get("/partners/{partner}/scenario", "Write the history of a partner as a scenario file, with the program that it is about", people.SeeFacts, ofPartner, (*door).history),
	post("/partners/{partner}/what-if", "Say where a partner would stand if more happened; nothing is kept", people.SeePartner, ofPartner, (*door).whatIf),
	get("/partners/{partner}/metrics/{metric}/facts", "List the facts that counted for a metric", people.SeeFacts, ofPartner, (*door).evidence),

	get("/standings", "List where every partner stands that you see", people.SeePartner, ofCaller, (*door).standings),
	get("/restatement", "Say which tiers of the past changed because facts were learned later", people.Export, ofOperator, (*door).restatement).slowly(),

	get("/export/standings.jsonl", "Get all standings as JSON lines", people.Export, ofOperator, asLines((*door).exportStandings)).answering(jsonLines).slowly(),
	get("/export/standings.csv", "Get all standings as a table", people.Export, ofOperator, asCSV((*door).exportStandings)).answering("text/csv").slowly(),
	get("/export/partners.jsonl", "Get all partners as JSON lines", people.Export, ofOperator, asLines((*door).exportPartners)).answering(jsonLines).slowly(),
	get("/export/partners.csv", "Get all partners as a table", people.Export, ofOperator, asCSV((*door).exportPartners)).answering("text/csv").slowly(),
	get("/export/grants.jsonl", "Get all grants as JSON lines", people.Export, ofOperator, asLines((*door).exportGrants)).answering(jsonLines).slowly(),
	get("/export/grants.csv", "Get all grants as a table", people.Export, ofOperator, asCSV((*door).exportGrants)).answering("text/csv").slowly(),

	get("/programs", "List every published version of every program", people.SeeProgram, ofCaller, (*door).programs),
	get("/programs/{program}/versions/{version}", "Read a published version as it was written", people.SeeProgram, ofOperator, (*door).program).answering("text/yaml"),
	post("/programs", "Publish a version of a program", people.PublishProgram, ofOperator, (*door).publish).taking(1<<20, "text/yaml", "application/yaml").waiting(),
	post("/plans", "Say what a program file would change for all partners", people.PlanProgram, ofOperator, (*door).plan).taking(1<<20, "text/yaml", "application/yaml").slowly(),

	post("/facts", "Send facts", people.SendFacts, ofOperator, (*door).sendFacts).taking(mostFactBytes, "application/json", "application/cloudevents-batch+json", jsonLines).accepting(),
	get("/partners/{partner}/facts", "List the facts of a partner", people.SeeFacts, ofPartner, (*door).factsOf),
	get("/conflicts", "List facts that came again with other content and wait for review", people.SeeFacts, ofOperator, (*door).conflicts),
	post("/conflicts/accept", "Let the content that came later count from now on", people.ReviewFacts, ofOperator, (*door).acceptConflict),
	post("/conflicts/dismiss", "Let what is there go on counting", people.ReviewFacts, ofOperator, (*door).dismissConflict),

	get("/audit", "List who did what", people.SeeAudit, ofOperator, (*door).audit),
	get("/audit/check", "Check that no line of the audit trail was changed", people.SeeAudit, ofOperator, (*door).verifyAudit).slowly(),

	get("/partners/{partner}/account", "Show what is kept about a partner", people.SeePartner, ofPartner, (*door).account),
	put("/partners/{partner}/account", "Tell everything about a partner, or make one", people.ManagePartners, ofNewPartner, (*door).savePartner),
	get("/partners/{partner}/persons", "List the persons of a partner", people.SeePersons, ofPartner, (*door).partnerPersons),
	post("/partners/{partner}/persons", "Invite somebody to a partner, or give a role", people.ManagePersons, ofPartner, (*door).invite).creating(),
	del("/partners/{partner}/persons/{person}/roles/{role}", "Take a role for a partner back", people.ManagePersons, ofPartner, (*door).takePartnerRole),
	get("/partners/{partner}/contacts", "List the marketing contacts of a partner", people.SeePersons, ofPartner, (*door).contacts),
	post("/partners/{partner}/contacts", "Assign a marketing contact, or change one", people.AssignContact, ofPartner, (*door).assignContact).creating(),
	del("/partners/{partner}/contacts/{contact}", "Take a marketing contact away", people.AssignContact, ofPartner, (*door).endContact),
	get("/partners/{partner}/eligibility", "Say whether a partner can take part and why, what of it counts, and what it does next", people.SeePartner, ofPartner, (*door).eligibility),
	get("/partners/{partner}/enrollment", "Show what a partner accepted, and what it opted out of", people.SeePartner, ofPartner, (*door).enrollment),
	post("/partners/{partner}/enrollment", "Accept the terms of a program", people.Enroll, ofPartner, (*door).enroll).creating(),
	post("/partners/{partner}/opt-outs", "Opt out of a program, or in again", people.OptOut, ofPartner, (*door).optOut),
	get("/partners/{partner}/keys", "List the keys for a partner", people.ManageKeys, ofPartner, (*door).partnerKeys),
	post("/partners/{partner}/keys", "Make a key for a partner", people.ManageKeys, ofPartner, (*door).makePartnerKey),
	del("/partners/{partner}/keys/{key}", "Revoke a key for a partner", people.ManageKeys, ofPartner, (*door).revokePartnerKey),
	get("/partners/{partner}/offers", "List the offers of a partner", people.SeePartner, ofPartner, (*door).offers),
	put("/offers/{publisher}/{offer}", "Tell everything about an offer, or make one", people.ManageOffers, ofCase, (*door).saveOffer),
	post("/partners/{partner}/attachments", "Send a file for a form or a ticket", people.AttachFile, ofPartner, (*door).attach).taking(app.LargestAttachment, app.AttachmentTypes()...),
	get("/partners/{partner}/attachments/{attachment}", "Get a file", people.SeeCase, ofCase, (*door).attachment).answering("application/octet-stream"),
	get("/partners/{partner}/credits", "List the balances of all credits of a partner", people.SeePartner, ofPartner, (*door).credits),
	get("/partners/{partner}/ledger", "List the postings of all credits of a partner", people.SeePartner, ofPartner, (*door).ledger),
	post("/partners/{partner}/uses", "Record what was used of the credits of a partner", people.RecordUse, ofPartner, (*door).use).creating(),
	post("/partners/{partner}/grants", "Give a benefit by hand", people.GiveGrant, ofPartner, (*door).giveGrant).creating(),
	post("/partners/{partner}/grants/{grant}/revocation", "Take a grant back", people.RevokeCase, ofPartner, (*door).revokeGrant).creating(),
	post("/partners/{partner}/grants/{grant}/review", "Let a grant stay whose cause a correction removed, or end it", people.DecideReview, ofPartner, (*door).decideReview).creating(),
	get("/reviews", "List the grants that wait for such a decision", people.DecideReview, ofCaller, (*door).grantReviews),
	get("/proposals", "List what was decided by hand about grants, the newest first", people.SeeProposals, ofCaller, (*door).proposals),
	post("/proposals/{proposal}/confirmation", "Let what another person decided by hand take effect", people.ApproveGrant, ofCase, (*door).confirmProposal).creating(),
	post("/proposals/{proposal}/refusal", "End what was decided by hand without effect", people.SeeProposals, ofCase, (*door).declineProposal).creating(),

	get("/programs/{program}/benefits/{benefit}/form", "Show what is to be filled in for a benefit, as a JSON Schema", people.SeeProgram, ofCaller, (*door).form),
	post("/cases", "Begin the use of a benefit: an activation, a request or a claim", people.SeeCase, ofCase, (*door).openCase).creating(),
	get("/cases", "List cases, the newest first", people.SeeCase, ofCaller, (*door).cases),
	get("/cases/{case}", "Show a case with its moves and files", people.SeeCase, ofCase, (*door).oneCase),
	post("/cases/{case}/moves", "Make a move with a case", people.SeeCase, ofCase, (*door).moveCase).creating(),
	post("/cases/{case}/freeze", "Stop the evaluation until a ticket is decided", people.Override, ofCase, (*door).freeze),
	post("/tickets", "File a ticket", people.FileTicket, ofCase, (*door).fileTicket).creating(),
	get("/queues", "Count the cases of each queue of the desk", people.SeeCase, ofCaller, (*door).queues),
	get("/queues/{queue}", "List a queue of the desk, what is due first", people.SeeCase, ofCaller, (*door).queue),

	get("/letters", "List letters, the newest first", people.SeeProgram, ofCaller, (*door).letters),
	get("/letters/{letter}", "Read a letter, with what became of it", people.SeeProgram, ofCase, (*door).letter),
	post("/bounces", "Report that an address takes no letters", people.ReportBounce, ofOperator, (*door).bounce),

	get("/me", "Show who you are", people.SeeProgram, ofCaller, (*door).self),
	put("/me", "Change what you say about yourself", people.SeeProgram, ofCaller, (*door).changeSelf),
	get("/me/sessions", "List your sessions", people.SeeProgram, ofCaller, (*door).sessions),
	del("/me/sessions/{session}", "Revoke one of your sessions", people.SeeProgram, ofCaller, (*door).endSession),
	post("/me/absences", "Say when you are away, and who does your work", people.WorkCase, ofOperator, (*door).absent),
	get("/absences", "List who of the operator is away today or later, and who does their work", people.WorkCase, ofOperator, (*door).absences),
	get("/persons", "List the persons of the operator", people.SeePersons, ofOperator, (*door).operatorPersons),
	post("/persons", "Invite somebody to the operator, or give a role", people.ManageRoles, ofOperator, (*door).inviteOperator).creating(),
	del("/persons/{person}/roles/{role}", "Take a role of the operator back", people.ManageRoles, ofOperator, (*door).takeRole),
	get("/persons/{person}/export", "Get everything that is kept about a person", people.SeeProgram, ofCase, (*door).exportPerson).answering("application/json"),
	post("/persons/{person}/erasure", "Erase what is kept about a person", people.ErasePerson, ofOperator, (*door).erasePerson),
	get("/keys", "List the keys of the operator", people.ManageKeys, ofOperator, (*door).keys),
	post("/keys", "Make a key of the operator", people.ManageKeys, ofOperator, (*door).makeKey),
	del("/keys/{key}", "Revoke a key of the operator", people.ManageKeys, ofOperator, (*door).revokeKey),
	get("/jobs", "Say how much background work waits", people.SeeSystem, ofOperator, (*door).jobs),
}
