# Two commands: `make run` and `make test`. `make help` lists the rest.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help ready run test lint types unit w3c score bench bench-service soak ontology docs requirements clean
.DELETE_ON_ERROR:

help: ## list the targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## (.*)/  make \1\t\2/' | expand -t 24

# Set up anew only where what is installed has changed; a set-up that broke off is begun again.
$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Accord needs Python 3.11 \
	or newer as python3; or name one: make PYTHON=python3.12 ready" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' || { echo "Python's venv module is missing; install it: \
	apt install python3-venv" >&2; exit 2; }
	@echo "Setting up .venv ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --requirements requirements.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

ready: $(READY) ## set up and run nothing

run: $(READY) ## build the graph from seeds/, validate it, serve http://127.0.0.1:8000
	@$(BIN)/accord run

test: lint types unit ## set up, and pass every check: ruff, mypy --strict, pytest

lint: $(READY) ## ruff: format and lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY) ## mypy --strict
	$(BIN)/mypy

unit: $(READY) ## pytest
	$(BIN)/pytest -n 2 --dist loadfile

w3c: $(READY) ## pytest of the large W3C suites, against the service over HTTP
	$(BIN)/pytest -m w3c tests/server/w3c

score: $(READY) ## score the extraction by rules alone, and the seed graph with its curation
	@$(BIN)/python -m bench.score

bench: $(READY) ## measure: speed of the line, labelled sentences, identity, PLOVER records, validation
	$(BIN)/python -m bench.extraction
	$(BIN)/python -m bench.labelled
	$(BIN)/python -m bench.identity
	$(BIN)/python -m bench.plover
	$(BIN)/python -m bench.validation

bench-service: $(READY) ## measure the service against its peers; OPTIONS="--only oxigraph --quads 50000"
	@$(BIN)/python -m bench.service $(OPTIONS)

MINUTES ?= 30
soak: $(READY) ## half an hour of good and hostile load: the service may not grow (or MINUTES=3)
	$(BIN)/python -m bench.soak --minutes $(MINUTES)

ontology: $(READY) ## make terms, JSON-LD context and documentation anew from the vocabulary
	$(BIN)/python -m ontology.generate

docs: $(READY) ## make the generated parts of docs/ anew: commands, settings, rules, suites
	$(BIN)/python -m accord.reference docs/command-line.md
	$(BIN)/python -m bench.rules_page docs/rules.md
	$(BIN)/python -m tests.server.w3c.page docs/sparql.md
	$(BIN)/python -m tests.shapes.page docs/consistency.md

requirements: ## compile requirements.txt anew from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --extra dev --no-header --no-annotate \
		--no-emit-index-url pyproject.toml --output-file requirements.txt

clean: ## remove the environment and the built graph
	rm -rf .venv .accord
