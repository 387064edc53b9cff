package cli

import (
	"github.com/spf13/cobra"

	"laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/fact"
	"laurel/internal/program"
	"laurel/internal/scenario"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

// Commands is the tree of all commands, for the page that lists them.
func Commands() *cobra.Command {
	d := &door{World: Process(), settings: newSettings()}
	return d.root()
}

// ExitCodes are all codes that a command may end with.
var ExitCodes = []int{exitFine, exitFailed, exitUsage, exitNotFound, exitUnavailable, exitRefused, exitInternal, exitStopped}

// PrintedObject is an object that a command prints with --json.
type PrintedObject struct {
	Object any
	Note   string // when, where a command prints several
}

// Printed are the objects by command.
var Printed = map[string][]PrintedObject{
	"laurel import":                {{rejectObject{}, " for each mistake in a row"}, {app.Imported{}, " for each file"}},
	"laurel rates import":          {{app.RatesImported{}, ""}},
	"laurel facts conflicts":       {{answer.Conflict{}, " for each"}},
	"laurel facts accept":          {{answer.Review{}, ""}},
	"laurel facts dismiss":         {{answer.Review{}, ""}},
	"laurel facts unmapped":        {{answer.Unmapped{}, " for each publisher"}},
	"laurel facts waiting":         {{answer.Waiting{}, " for each fact"}},
	"laurel partner list":          {{standing.Partner{}, " for each"}},
	"laurel partner merge":         {{fact.ID{}, ", of what was recorded"}},
	"laurel partner unmerge":       {{fact.ID{}, ", of what was recorded"}},
	"laurel check":                 {{checkObject{}, ""}},
	"laurel plan":                  {{answer.Plan{}, ""}, {checkObject{}, " where the file has mistakes"}},
	"laurel program apply":         {{app.Applied{}, ""}, {checkObject{}, " where the file has mistakes"}},
	"laurel program list":          {{answer.Version{}, " for each version"}},
	"laurel program diff":          {{program.Change{}, " for each"}, {checkObject{}, " where a file has mistakes"}},
	"laurel test":                  {{scenario.Report{}, " for each file"}},
	"laurel standings":             {{answer.Standing{}, " for each"}},
	"laurel explain":               {{answer.Explanation{}, " for each ladder and key"}, {sentence.Line{}, " with `--facts`"}},
	"laurel timeline":              {{answer.Span{}, " for each stretch of days"}},
	"laurel restatement":           {{answer.Restated{}, " for each stretch of days"}},
	"laurel scenario":              {{app.HistoryFile{}, " for each file, which is not written then"}},
	"laurel what-if":               {{answer.WhatIf{}, ""}},
	"laurel issue":                 {{app.Issued{}, ""}},
	"laurel override set-tier":     {{fact.ID{}, ", of what was recorded"}},
	"laurel override hold-tier":    {{fact.ID{}, ", of what was recorded"}},
	"laurel override waive":        {{fact.ID{}, ", of what was recorded"}},
	"laurel override exclude":      {{fact.ID{}, ", of what was recorded"}},
	"laurel override credit":       {{fact.ID{}, ", of what was recorded"}},
	"laurel override freeze":       {{fact.ID{}, ", of what was recorded"}},
	"laurel override keep-grant":   {{fact.ID{}, ", of what was recorded"}},
	"laurel override revoke-grant": {{fact.ID{}, ", of what was recorded"}},
	"laurel override reviews":      {{answer.GrantReview{}, " for each grant"}},
	"laurel override list":         {{answer.Fact{}, " for each decision"}},
	"laurel override retract":      {{fact.ID{}, ", of what was recorded"}},
	"laurel partner show":          {{answer.Account{}, ""}},
	"laurel partner set":           {{answer.Account{}, ""}},
	"laurel grant give":            {{answer.Proposal{}, ""}},
	"laurel grant revoke":          {{answer.Proposal{}, ""}},
	"laurel grant proposals":       {{answer.Proposal{}, " for each"}},
	"laurel grant confirm":         {{answer.Proposal{}, ""}},
	"laurel grant decline":         {{answer.Proposal{}, ""}},
	"laurel case open":             {{answer.Case{}, ""}},
	"laurel case list":             {{answer.Case{}, " for each"}},
	"laurel case show":             {{answer.Case{}, ""}},
	"laurel case move":             {{answer.Case{}, ""}},
	"laurel case attach":           {{answer.Attachment{}, ""}},
	"laurel queue":                 {{answer.Case{}, " for each"}, {answer.Queue{}, " for each where no queue is named"}},
	"laurel ticket file":           {{answer.Case{}, ""}},
	"laurel ticket freeze":         {{answer.Case{}, ""}},
	"laurel credit use":            {{answer.Used{}, ""}},
	"laurel credit import":         {{rejectObject{}, " for each mistake in a row"}, {usesObject{}, ""}},
	"laurel credit balance":        {{answer.Balance{}, " for each grant"}},
	"laurel credit ledger":         {{answer.Posting{}, " for each"}},
	"laurel offer set":             {{answer.Offer{}, ""}},
	"laurel offer list":            {{answer.Offer{}, " for each"}},
	"laurel letters":               {{answer.Letter{}, " for each"}},
	"laurel person invite":         {{answer.Person{}, ""}},
	"laurel person list":           {{answer.Person{}, " for each"}},
	"laurel person show":           {{answer.Person{}, ""}},
	"laurel person set":            {{answer.Person{}, ""}},
	"laurel person absences":       {{answer.Absence{}, " for each"}},
	"laurel person sessions":       {{answer.Session{}, " for each"}},
	"laurel contact list":          {{answer.Contact{}, " for each"}},
	"laurel contact assign":        {{answer.Contact{}, ""}},
	"laurel eligibility":           {{answer.Eligibility{}, ""}},
	"laurel enrollment":            {{answer.Enrollment{}, ""}},
	"laurel work":                  {{choreObject{}, " for each"}},
	"laurel key make":              {{answer.Key{}, ", with its value"}},
	"laurel key list":              {{answer.Key{}, " for each"}},
	"laurel config":                {{settingObject{}, " for each"}},
	"laurel doctor":                {{findingObject{}, " for each part"}},
	"laurel jobs":                  {{answer.Backlog{}, " for each kind"}},
	"laurel audit verify":          {{answer.Audit{}, ""}},
	"laurel audit list":            {{answer.AuditLine{}, " for each"}},
	"laurel version":               {{buildObject{}, ""}},
}
