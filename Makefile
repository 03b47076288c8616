# Tez Yordam: `make` alone says what there is. Python 3.11 or 3.12 is all a machine needs beforehand.
.DEFAULT_GOAL := help
.PHONY: help setup run test check format bench prove lock fronts sbom migration
PYTHON ?=
export PYTHON
TEZ := .venv/bin/tez
STEPS := .venv/bin/python tests/steps.py

help: ## Say what there is
	@echo "Tez Yordam. What you can ask for:"
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1	\2/p' Makefile | expand -t 16

setup: ## Install everything into .venv and node_modules, build the fronts
	@python=$$(sh requirements/find_python.sh) && exec $$python requirements/set_up.py

run: setup ## Start the demo town and print the addresses
	@exec $(TEZ) demo

test: setup ## Prove everything: checks, tests, journeys in the browser
	@$(STEPS) test

check: setup ## The quick part of it, without a browser (90 s at most)
	@$(STEPS) check

format: setup ## Put the Python files into the one form
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix-only --exit-zero .

bench: setup ## Measure sending and recommending
	@$(STEPS) bench

prove: setup ## The long ones: links, chaos, soak, capacity; NAMES="alerts links" for these alone
	@$(STEPS) prove $(NAMES)

fronts: setup ## Build the fronts

sbom: setup ## Write .build/sbom.cdx.json: every component that runs, with licence and digests (CycloneDX)
	@.venv/bin/python -m requirements.sbom

migration: setup ## Write the migration to what is declared; WORDS="A brigade has a colour"
	@.venv/bin/python -m requirements.migration "$(WORDS)"

LOCK := ../.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links

lock: ## Lock the newest versions that pyproject.toml and package.json allow
	@cd requirements && $(LOCK) --upgrade ../pyproject.toml --output-file runtime.lock
	@cd requirements && $(LOCK) --upgrade ../pyproject.toml develop.in --constraints runtime.lock --output-file develop.lock
	@PATH="$(CURDIR)/.venv/bin:$$PATH" npm update --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund
