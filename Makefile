# From nothing to scores: `make bench`. From nothing to passed tests: `make test`.
PYTHON ?= python3
VENV = .venv/.installed

.PHONY: setup bench test lint speed

setup: $(VENV)

$(VENV): pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --constraint constraints.txt --editable ".[dev]"
	touch $@

# Fits and scores every baseline on the released data, prints the tables and compares them with the committed results.
bench: $(VENV)
	.venv/bin/python -m baselines run --all --check

test: $(VENV) lint
	.venv/bin/python -m pytest -m "not label_studio"

lint: $(VENV)
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .

speed: $(VENV)
	.venv/bin/python benchmarks/speed.py
