// Package laurel is the tour of the house; it has no code.
//
// Laurel runs marketplace rewards programs. Two sentences hold the design. Facts
// and a program go in; a standing with its reasons comes out, for any moment,
// the same every time. Every change to the world is an act in app; the doors
// only translate.
//
// Every room is a package under internal and stands on a floor. A room uses only
// rooms on lower floors, never one beside it. Below the floor of store nothing
// reads a clock, a file, a socket or a database: time is an argument, and files
// are readers. floors_test.go holds this list and complains in a sentence when
// an import goes against it; docs/decisions/0001-floors.md says why.
//
// Floor 0, the ground:
//   - problem: what went wrong, in a form that a person, a page and a program can each use
//
// Floor 1, plain things:
//   - number: exact numbers; nothing rounds unless it is asked to
//   - calendar: days, moments, lengths, periods, working time and what it allows; nothing reads a clock
//   - yamlfile: a file that a person wrote, with the place of everything in it and all its mistakes at once
//   - brand: what a marketplace makes of pages and letters: its name, color and logo, and whether people can read it
//
// Floor 2, plain words:
//   - money: exact amounts with their currency; rates, and the files that bring them
//   - label: what the author of a program calls things, in one language or several
//
// Floor 3, what happened, who is there, and how a reader writes:
//   - people: who may do what: persons, roles, and the one table of acts and roles
//   - listing: how an offer is listed, and the listing type that follows
//   - fact: events and states, when true and when learned; corrections; what was known on a day
//   - locale: numbers, money, dates and messages in the reader's language; one catalog file for each
//
// Floor 4, reading what happened:
//   - metric: how facts become one number and the evidence for it; kinds.go is the index
//   - importer: foreign files turned into facts, row by row; one file for each format
//
// Floor 5, what we promise:
//   - program: ladders, tiers, conditions, benefits, grants, versions; the desk, deliveries and their forms; reading and checking a program file
//
// Floor 6, what follows:
//   - standing: where a partner stands at a moment, every reason why, the gap and the forecast
//   - fulfillment: how a promise is kept: cases, the table of moves, clocks, the ledger of credits; move.go is the index
//
// Floor 7, telling:
//   - standing/sentence: a standing in words; page, letter, API and command line all ask here
//   - scenario: a story in a text file, facts and then what must be true; runs it and reports
//   - letter: every letter that is sent, as text and as HTML in the reader's language; letters.go is the index
//   - picture: the ladder, sales over time, credits and promises as SVG, with their words given
//
// Floor 8, answering:
//   - answer: the objects in which answers are written; API and command line both send them
//
// Floor 9, remembering:
//   - store: the one SQL text and the two engines
//   - signin: who somebody is: passwords, secrets, and what an identity provider says
//   - gate: what every request passes before a door: its number, the log, limits
//   - post: delivers letters by SMTP, and tells apart what became of each
//
// Floor 10, doing:
//   - app: every act: may they? load, decide, save, tell, in one transaction; a plain file is imported in several
//
// Floor 11, the doors that speak HTTP:
//   - api: the JSON door; routes.go is the index
//   - web: the HTML door: signing in, the pages of partners and of the desk; pages.go is the index
//
// Floor 12, keeping them open:
//   - server: the process that listens, does the chores and stops in good order
//
// Floor 13, the porch:
//   - cli: the command door; one file for each command
//
// cmd/laurel hands the process to cli. programs holds complete programs with
// their scenarios, examples what `make run` loads, docs everything for readers.
package laurel
