package api

import "laurel/internal/people"

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
	post("/programs", "Publish a version of a program", people.PublishProgram, ofOperator, (*door).publish).taking(1<<20, "text/yaml", "application/yaml").creating(),
	post("/plans", "Say what a program file would change for all partners", people.PlanProgram, ofOperator, (*door).plan).taking(1<<20, "text/yaml", "application/yaml").slowly(),

	post("/facts", "Send facts", people.SendFacts, ofOperator, (*door).sendFacts).taking(mostFactBytes, "application/json", "application/cloudevents-batch+json", jsonLines).accepting(),
	get("/partners/{partner}/facts", "List the facts of a partner", people.SeeFacts, ofPartner, (*door).factsOf),
	get("/conflicts", "List facts that came again with other content and wait for review", people.SeeFacts, ofOperator, (*door).conflicts),
	post("/conflicts/accept", "Let the content that came later count from now on", people.ReviewFacts, ofOperator, (*door).acceptConflict),
	post("/conflicts/dismiss", "Let what is there go on counting", people.ReviewFacts, ofOperator, (*door).dismissConflict),

	get("/audit", "List who did what", people.SeeAudit, ofOperator, (*door).audit),
	get("/audit/check", "Check that no line of the audit trail was changed", people.SeeAudit, ofOperator, (*door).verifyAudit).slowly(),
}
