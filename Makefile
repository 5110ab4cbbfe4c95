# make run    set up, load the demonstration, serve it at http://127.0.0.1:8000
# make test   set up, check, run every test
# Both need Python 3.11 or newer with venv, and nothing else. Names here are relative: the clone may
# lie at any path.

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo "$$name" && exit; done; echo python3)
BIN := .venv/bin
HOST ?= 127.0.0.1
PORT ?= 8000
UV ?= uv
LOCK := $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-annotate --no-header --group setup

export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help run test check set-up set-up-run words lock clean

help:
	@sed -n 's/^# //p' Makefile | head -2

run: export MITHAQ_DEMO := 1
run: set-up-run
	@$(BIN)/mithaq init
	@$(BIN)/mithaq demo
	@exec $(BIN)/mithaq serve --host $(HOST) --port $(PORT)

test: check
	@$(BIN)/python scripts/run_tests.py $(TESTS)

check: set-up
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(BIN)/python -m django makemigrations --check --dry-run --settings mithaq.settings

set-up:
	@$(PYTHON) scripts/set_up.py test

set-up-run:
	@$(PYTHON) scripts/set_up.py run

# The interface's words: gather new ones into the Arabic catalogue, then say which have no Arabic.
words: set-up
	$(BIN)/python scripts/messages.py extract
	$(BIN)/python scripts/messages.py missing

# Needs uv. The tests' lock holds the run's packages in the same versions.
lock:
	$(LOCK) --output-file requirements/run.txt
	$(LOCK) --group dev --constraint requirements/run.txt --output-file requirements/dev.txt

# Takes away what the set-up made; the database and the attachments in var/ stay.
clean:
	rm -rf .venv node_modules src/mithaq/shells/web/static/vendor .mypy_cache .pytest_cache .ruff_cache
