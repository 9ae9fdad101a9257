# Needs Python 3.11+ and make, nothing else: every target sets up what it needs in .venv.
.DEFAULT_GOAL := help
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
RUN := $(VENV)/bin/python -m
READY := $(VENV)/.ready
OLDER := $(VENV)/matplotlib-3.10
export OMP_NUM_THREADS = 1
export PYTHONUTF8 = 1

.PHONY: help report lab docs test check notebooks verify evaluate lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer found. Install one, or say where: make PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(RUN) pip install -qq --require-hashes --requirement requirements.lock
	$(RUN) pip install -qq --no-deps --no-build-isolation --editable .
	@touch $@

report: $(READY) ## the seeds through every notebook, into report/index.html
	$(RUN) corpus_analysis report seeds --out report

lab: $(READY) ## JupyterLab on the notebooks
	$(RUN) jupyterlab notebooks

docs: $(READY) ## these pages as a site, into build/docs/index.html
	$(RUN) sphinx -q -W --keep-going -aE -b html docs build/docs

$(OLDER): $(READY) tests/show/matplotlib-3.10.lock
	$(RUN) pip install -qq --no-deps --require-hashes --requirement tests/show/matplotlib-3.10.lock --target $@

test: check $(OLDER) ## everything: style, types, unit, property, gold, notebook, picture and browser tests
	$(RUN) pytest -n 2 --dist loadscope
	PYTHONPATH=$(OLDER) $(RUN) pytest tests/show/test_rtl.py --quiet
	$(RUN) pytest notebooks --nbval --nbval-current-env --nbval-cell-timeout=120 -n 2 --dist loadscope \
		--nbval-sanitize-with corpus_analysis/templates/nbval_sanitize.cfg

check: $(READY) ## style and types only
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy

notebooks: $(READY) ## run the notebooks on the seeds and store their outputs
	$(VENV)/bin/python tools/store_notebooks.py

verify: $(READY) ## check corpus, lexicons, lock and notebooks against record.json, and run the notebooks again
	$(RUN) corpus_analysis verify

evaluate: $(READY) ## the accuracy table: gold of the seeds, development data where present
	$(RUN) evaluation

lock: $(READY) ## renew requirements.lock from pyproject.toml
	$(RUN) pip install -qq uv
	$(RUN) uv pip compile pyproject.toml --all-extras --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-header --no-annotate --quiet --upgrade --output-file requirements.lock

clean: ## remove what the other targets made
	rm -rf $(VENV) report build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
