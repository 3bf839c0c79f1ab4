# Everything a person types. The steps themselves are in .ci/steps.sh, so that this page stays a table of contents.
.DEFAULT_GOAL := help
.PHONY: help setup run dev build fmt lint test test-unit test-e2e test-faults test-long bench

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: ## install what is missing, build, start the server on port 4000
	@bash .ci/steps.sh run

dev: ## build for development, rebuild and reload on every change
	@bash .ci/steps.sh dev

build: ## the optimised release: target/release/lapstream with its pages in target/site
	@bash .ci/steps.sh build

fmt: ## format the Rust sources
	@bash .ci/steps.sh fmt

lint: ## formatting, clippy for every package and feature set, types of the browser tests
	@bash .ci/steps.sh lint

test: ## everything that CI checks
	@bash .ci/steps.sh test

test-unit: ## unit and integration tests, on SQLite and on a throwaway PostgreSQL and NATS
	@bash .ci/steps.sh test-unit

test-e2e: ## build and browser tests
	@bash .ci/steps.sh test-e2e

test-faults: ## full disk, lost log, stopped node, cut network, strangers by the thousand, beside taps; on the release (LAPSTREAM_FAULTS_SECONDS=n, LAPSTREAM_FAULTS_SEED=n)
	@bash .ci/steps.sh test-faults

test-long: ## ten minutes of the model; thousands of calls made up from the API's description; release build and 50 times two hours at six stations, with cuts and crashes (LAPSTREAM_SEEDS=n)
	@bash .ci/steps.sh test-long

bench: ## release build and the budgets: target, measured, met or not
	@bash .ci/steps.sh bench

setup: ## install what building and testing need, and nothing else
	@bash .ci/steps.sh setup
