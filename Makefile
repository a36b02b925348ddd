# Everything by one name each. A fresh clone needs Python 3.11+, Node 20+ and make, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PORT ?= 8000
DIR ?= site
export QUIPU_HOME ?= var

.DEFAULT_GOAL := help
.PHONY: help setup demo import publish serve test check bench docs lock clean

help: ## show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(STAMP) node_modules/.installed ## install everything into .venv, so that .venv/bin/quipu runs

$(STAMP): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; try: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup ## load the sample, or DATA=folder, and serve the site (PORT=8000)
	$(BIN)/quipu demo $(DATA) --port $(PORT)

import: setup ## take files: make import DATA=folder
	@test -n "$(DATA)" || { echo "Say what to import: make import DATA=folder" >&2; exit 2; }
	$(BIN)/quipu import $(DATA)

publish: setup ## write the whole site as static files (DIR=site)
	$(BIN)/quipu publish $(DIR)

serve: setup ## serve the site of the current release (PORT=8000)
	$(BIN)/quipu serve --port $(PORT)

test: setup browser ## run every test, and every check
	$(MAKE) --no-print-directory check
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

check: setup ## format, lint, types, layers, docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python docs/generate.py --check

.PHONY: browser
browser: setup
	@tests/browser/find-chromium

node_modules/.installed: package-lock.json package.json
	npm ci --silent --no-audit --no-fund
	@touch $@

bench: setup ## measure, and write benchmarks/RESULTS.md (needs the data pack)
	$(BIN)/python -m benchmarks

docs: setup ## write the generated references anew
	$(BIN)/python docs/generate.py

lock: setup ## resolve the dependencies anew into requirements.txt
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-header --universal pyproject.toml --group dev -o requirements.txt

clean: ## remove what can be made again (not QUIPU_HOME)
	rm -rf $(VENV) node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
