# `make run` needs nothing but Python 3.11 or newer: it makes .venv, installs what requirements/ pins, and serves the site.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install -qq --no-warn-script-location --root-user-action=ignore
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml

.PHONY: help run test test-sqlite test-long check format bench lock clean
.DEFAULT_GOAL := help

help:  ## list these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

run: .venv/run.stamp  ## install, migrate, load the demonstration and serve it at http://localhost:8000 (PORT=8080 for another port)
	@PORT=$(PORT) exec $(BIN)/python manage.py serve --demo

# The checks and the journeys on SQLite take one core each, so they run side by side.
test: .venv/dev.stamp  ## everything CI runs: lint, types, import rules, templates, migrations, and all tests
	@$(BIN)/python -m tests.machine
	@$(MAKE) --jobs=2 check test-sqlite
	$(BIN)/pytest -n 2 --dist loadgroup --no-loadscope-reorder

test-sqlite: .venv/dev.stamp  ## the journeys again, on SQLite
	DATABASE_URL=sqlite:///var/test.sqlite3 $(BIN)/pytest tests/journeys

test-long: .venv/dev.stamp  ## the same tests of kills and races with the full counts
	@$(BIN)/python -m tests.machine
	LONG=1 $(BIN)/pytest -m long

check: .venv/dev.stamp  ## the checks that need no database: lint, format, types, imports, templates, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/python manage.py makemigrations --check --dry-run

format: .venv/dev.stamp  ## put Python and imports in the house format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/dev.stamp  ## measure: one JSON object a line; ONLY=pages picks figures by the start of their name
	@$(BIN)/python -m tests.machine --bench
	@$(BIN)/python -m benchmarks $(ONLY)

lock:  ## pin every requirement again, with hashes (needs uv)
	$(COMPILE) --group build -o requirements/run.txt
	$(COMPILE) --group dev -c requirements/run.txt -o requirements/dev.txt

clean:  ## forget the installed packages and the demonstration's data
	rm -rf .venv var/db.sqlite3* var/mail var/media var/static

.venv/run.stamp: requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed. Install it, or name it: make run PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@echo "Installing the pinned packages into .venv (about half a minute, once)" >&2
	@$(PYTHON) -m venv .venv
	@$(PIP) --require-hashes --no-deps -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements/dev.txt
	@echo "Installing what the tests need" >&2
	@$(PIP) --require-hashes --no-deps -r requirements/dev.txt
	@touch $@
