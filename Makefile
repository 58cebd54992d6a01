# Two commands: `make run` and `make test`. `make help` lists the rest.
.DEFAULT_GOAL := help
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help ready run test lint types unit score ontology requirements clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 24

$(READY): requirements.txt pyproject.toml
	python3 -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip install --quiet --requirements requirements.txt
	$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

ready: $(READY) ## set up and run nothing

run: $(READY) ## build the graph from seeds/, validate it, serve http://127.0.0.1:8000
	$(BIN)/accord run

test: lint types unit ## set up, and pass every check: ruff, mypy --strict, pytest

lint: $(READY) ## ruff: format and lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY) ## mypy --strict
	$(BIN)/mypy

unit: $(READY) ## pytest
	$(BIN)/pytest

score: $(READY) ## extract the development texts by rules alone and score them against the gold
	$(BIN)/python -m bench.score

ontology: $(READY) ## make terms, JSON-LD context and documentation anew from the vocabulary
	$(BIN)/python -m ontology.generate

requirements: ## compile requirements.txt anew from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --extra dev --no-header --no-annotate \
		--no-emit-index-url pyproject.toml --output-file requirements.txt

clean: ## remove the environment and the built graph
	rm -rf .venv .accord
