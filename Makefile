# `make` lists what there is. Each command does its own set-up: a fresh machine needs Python 3.11 or
# later, make and git. Set-up is done once and again only when the versions change.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
SHARED := ../shared
TRAINING := .venv-training
SOURCES := $(wildcard ilacs_bench tests tools benchmarks)

# Tests start hundreds of processes: without files of bytecode each would compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup dashboard check test quick-tests browser-tests format lint types docs fix data \
	evaluate coder cross-validate bench lock sbom check-deploy clean

help:  ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY)  ## Install everything into .venv, in the versions of requirements.lock

$(READY): requirements.lock pyproject.toml
	@PYTHON="$(PYTHON)" tools/make_venv $(VENV)
	@touch $@

$(VENV)/chromium: $(READY) tools/find_chromium
	@tools/find_chromium $(BIN)
	@touch $@

dashboard: $(READY)  ## Open the dashboard in the browser
	@$(BIN)/ilacs-bench serve

# Three processes on two processors: many tests wait, for a server or a page. A file's tests are of
# one process, so that what they share is made once; tests/conftest.py has the dearest begin.
# `check` and `test` share their quick tests: `make check test` runs each test once.
check: format lint types docs quick-tests  ## All but the tests that need a browser or a server

test: quick-tests server-tests browser-tests  ## All tests

quick-tests: $(READY)
	$(BIN)/pytest -m "not (browser or server)" --ignore tests/browser -n 3 --dist loadfile --no-loadscope-reorder

server-tests: $(READY)
	$(BIN)/pytest -m server -n 3 --dist loadfile --no-loadscope-reorder tests/serve

# Not in one process with the others: Playwright runs an event loop in it.
browser-tests: $(VENV)/chromium
	$(BIN)/pytest -m browser -n 3 --dist loadfile --no-loadscope-reorder tests/browser

format: $(READY)
	$(BIN)/ruff format --check $(SOURCES)

lint: $(READY)
	$(BIN)/ruff check $(SOURCES)

types: $(READY)
	$(BIN)/mypy

docs: $(READY)  ## Make the documentation, as a folder that opens from a disk: build/docs/index.html
	$(BIN)/sphinx-build -q -W --keep-going docs build/docs

fix: $(READY)  ## Put the format right, mend what ruff can mend, write the dictionary and the API page
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/python tools/write_data_dictionary.py
	$(BIN)/python tools/write_api_page.py

data: $(READY)  ## Make the bundled lookups and facts again from ../shared, the same bytes each time
	$(BIN)/python tools/build_lookups.py --reference $(SHARED)/reference --out data/lookups
	$(BIN)/python tools/build_facts.py --shared $(SHARED) --out data/tidy

evaluate: $(READY)  ## Say how often the coder of themes is right, and show its worst mistakes
	$(BIN)/python -m tools.evaluate_coder --coded $(SHARED)/themes/coded_findings_dev.jsonl

# What learning takes (torch, a sentence model) stays in a place of its own: no dashboard needs it.
$(TRAINING)/ready: pyproject.toml
	@$(or $(PYTHON),python3) -m venv $(TRAINING)
	@$(TRAINING)/bin/pip install --quiet --editable ".[training]"
	@touch $@

coder: $(TRAINING)/ready  ## Make the coder of themes again from ../shared, in an hour or two
	$(TRAINING)/bin/python -m tools.train_coder --shared $(SHARED) --out data/themes --work $(TRAINING)/work

cross-validate: $(TRAINING)/ready  ## Check the coder on reports that it learnt nothing of
	$(TRAINING)/bin/python -m tools.cross_validate_coder --shared $(SHARED)

bench: $(READY)  ## Time the reading and the coding of the reports in ../shared, and the server
	$(BIN)/python benchmarks/build.py $(SHARED)/reports
	$(BIN)/python benchmarks/coding.py $(SHARED)/reports
	$(BIN)/python benchmarks/updating.py $(SHARED) --only one
	$(BIN)/python benchmarks/updating.py $(SHARED) --only nothing
	$(BIN)/python benchmarks/export.py
	$(BIN)/python benchmarks/publish.py
	$(BIN)/python benchmarks/serving.py

lock: $(READY)  ## Pin the newest versions that pyproject.toml allows
	@tools/write_lock $(BIN)

sbom: $(READY)  ## List all that a server consists of, as CycloneDX, in dist/ilacs-bench.cdx.json
	@mkdir -p dist
	@PYTHON="$(BIN)/python" tools/write_sbom dist/ilacs-bench.cdx.json

check-deploy:  ## Check the files of deploy/ against their schemas
	@tools/check_deploy

clean:  ## Take .venv and everything made by tests away
	rm -rf $(VENV) $(TRAINING) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
