# `make` lists the targets.
.DEFAULT_GOAL := help
SHELL := /bin/sh

GO ?= go
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: demo ## do what demo does, and then serve it
	@echo && echo "== The server" && LAUREL_DB=$${LAUREL_DB:-example.db} exec bin/laurel serve

.PHONY: demo
demo: build ## load the example, print standings, one explanation and one restatement, and invite people
	@scripts/run-example
	@scripts/demo-desk

.PHONY: test
test: check ## set up what the tests need (PostgreSQL, Chromium, npm), and run everything

.PHONY: check
check: go ## exactly what CI runs
	@scripts/check

.PHONY: bench
bench: go ## measure speed beside a bare load, and print a table
	@LAUREL_TEST_DURABLE=1 scripts/postgres-for-tests sh -c 'cd bench && exec $(GO) run . $(BENCH)'

.PHONY: pictures
pictures: go ## make the pictures of the pages in docs/pictures anew
	@scripts/chromium-for-tests $(GO) test -count=1 -run TestPictures ./internal/web/browsertest -pictures

.PHONY: vuln
vuln: go ## look the dependencies up in Go's list of known weaknesses (needs a network)
	@$(GO) run golang.org/x/vuln/cmd/govulncheck@v1.9.0 ./...

.PHONY: build
build: go ## build bin/laurel, one static file
	@CGO_ENABLED=0 $(GO) build -trimpath -o bin/laurel ./cmd/laurel

.PHONY: clean
clean: ## remove what was built
	@rm -rf bin

.PHONY: go
go:
	@command -v $(GO) >/dev/null || { echo "Go is missing: install Go 1.26 or newer and put it on the PATH." >&2; exit 1; }
