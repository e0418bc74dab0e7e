# What one does with Okno. Every target says what it is doing, in one line a step.
.DEFAULT_GOAL := help
.PHONY: help setup assets demo check test bench

ARGS ?=

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' Makefile

setup: ## look for what is needed and install it (as root) or name the command
	@scripts/setup.sh build test bench

assets: ## build styles, scripts and fonts, if anything changed
	@scripts/assets.sh

demo: ## the whole portal with its outside world; make demo ARGS="--port 9000"
	@scripts/demo.sh $(ARGS)

check: ## formatting, lints, licences
	@scripts/check.sh

test: ## every test: Rust on SQLite and PostgreSQL, journeys in a browser
	@scripts/test.sh

bench: ## measure under load
	@scripts/setup.sh build bench
	@scripts/assets.sh
	@cargo build --release -p okno -p okno-stand -p okno-bench --bin okno --bin stand --bin okno-bench
	@$${CARGO_TARGET_DIR:-target}/release/okno-bench $(ARGS)
