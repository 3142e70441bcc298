# From nothing to scores: `make bench`. From nothing to passed tests: `make test`.
PYTHON ?= python3
VENV = .venv/.installed

.PHONY: setup bench bench-all test test-label-studio .venv-label-studio lint speed

setup: $(VENV)

$(VENV): pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --constraint constraints.txt --editable ".[dev]"
	touch $@

# Fits and scores the category baselines under every protocol, prints the tables and compares them with the committed
# results. `make bench-all` adds the slot taggers, the paired differences and the annotators, and takes some minutes.
CATEGORY_BASELINES = majority keyword nb logreg svm svm-char logreg-context section-blend

bench: $(VENV)
	.venv/bin/python -m baselines run $(CATEGORY_BASELINES) --check

bench-all: $(VENV)
	.venv/bin/python -m baselines run --all --check

test: $(VENV) lint
	.venv/bin/python -m pytest -m "not label_studio"

# The server wants an environment of its own: its pins clash with those of the package's.
.venv-label-studio: .venv-label-studio/.installed

.venv-label-studio/.installed: pyproject.toml constraints-label-studio.txt
	$(PYTHON) -m venv .venv-label-studio
	.venv-label-studio/bin/python -m pip install --quiet --constraint constraints-label-studio.txt \
		label-studio pytest --editable ".[label-studio]"
	touch $@

# A real server is started, filled, read back and stopped.
test-label-studio: .venv-label-studio
	.venv-label-studio/bin/python -m pytest -m label_studio tests/test_label_studio.py tests/test_predictions_push.py

lint: $(VENV)
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .

speed: $(VENV)
	.venv/bin/python benchmarks/speed.py
