# From nothing to scores: `make bench`. From nothing to passed tests: `make test`.
PYTHON ?= python3
VENV = .venv/.installed

.PHONY: setup bench measure report test test-versions test-label-studio .venv-label-studio lint \
	speed site release kills fuzz properties coverage

setup: $(VENV)

$(VENV): pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --constraint constraints.txt --editable ".[dev]"
	touch $@

# Fits and scores every baseline of every task under every protocol, with intervals and paired differences, one process a
# core; prints the tables and compares everything with the committed results.
bench: $(VENV)
	.venv/bin/python -m baselines run --all --check
	.venv/bin/python -m baselines run-changes --check

# Makes the report's learning curves, confusions and plots again and compares them with the committed ones.
report: $(VENV)
	.venv/bin/python -m baselines report --check

# Everything computed and measured anew, after a change of labels or models.
measure: $(VENV)
	rm -f baselines/results/*.json baselines/results/changes/*.json
	.venv/bin/mepp5 build
	.venv/bin/python -m baselines run --all
	.venv/bin/python -m baselines run-changes
	.venv/bin/mepp5 build
	.venv/bin/python -m baselines.trials
	.venv/bin/python -m benchmarks.predict_speed
	.venv/bin/python -m benchmarks.growth
	.venv/bin/python -m benchmarks.change_growth
	.venv/bin/python -m benchmarks.drafts --write
	.venv/bin/python -m benchmarks.sentence_ends --write
	.venv/bin/python -m baselines report
	.venv/bin/python scripts/record_sums.py

test: $(VENV) lint
	.venv/bin/python -m pytest -m "not label_studio" --numprocesses 2

# The fast part of the tests, on every Python that is there and with the lowest, pinned and newest dependencies.
test-versions: $(VENV)
	.venv/bin/nox

# The server wants an environment of its own: its pins clash with those of the package's.
.venv-label-studio: .venv-label-studio/.installed

.venv-label-studio/.installed: pyproject.toml constraints-label-studio.txt
	$(PYTHON) -m venv .venv-label-studio
	.venv-label-studio/bin/python -m pip install --quiet --constraint constraints-label-studio.txt \
		label-studio pytest --editable ".[label-studio]"
	touch $@

# A real server is started, filled, read back and stopped.
test-label-studio: .venv-label-studio
	.venv-label-studio/bin/python -m pytest -m label_studio tests/scripts/test_label_studio*.py tests/scripts/test_predictions_push.py \
		tests/scripts/test_new_policy.py

lint: $(VENV)
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/lint-imports
	.venv/bin/mypy

speed: $(VENV)
	.venv/bin/python -m benchmarks.speed

# The explorer, to be opened from disk: site/index.html.
site: $(VENV)
	.venv/bin/mepp5 site -o site --force

# Whether VERSION may be released, and if not, why. With WRITE=1 archives and the Hub's folder go to dist/, and a tag is made.
release: $(VENV)
	.venv/bin/python scripts/release.py $(if $(WRITE),--write,--dry-run) "$(VERSION)"

# Kills what writes at drawn moments and fills its disk, many times over; every file is old or new in whole after each.
kills: $(VENV)
	.venv/bin/python -m tests.kills

# Readers fed with noise, for a fixed number of runs with a fixed seed: some ten minutes on two cores.
fuzz: $(VENV)
	.venv/bin/python -m tests.fuzz

# The property tests with other examples every time, and twenty times as many.
properties: $(VENV)
	.venv/bin/python -m pytest -m "hypothesis and not label_studio" --hypothesis-profile thorough --numprocesses 2

# All tests with every line and branch counted; docs/coverage.md says what came of it, room by room.
coverage: $(VENV)
	rm -f .coverage .coverage.*
	status=0; .venv/bin/python -m coverage run -m pytest -m "not label_studio" --numprocesses 2 || status=$$?; \
	.venv/bin/python -m coverage combine --quiet && .venv/bin/python scripts/coverage_table.py && \
	.venv/bin/python scripts/record_sums.py && exit $$status

# Corrupts a copy of the repository in many ways, and writes into docs/checks.md who finds it.
.PHONY: mutations
mutations: $(VENV)
	status=0; .venv/bin/python -m benchmarks.mutations --write || status=$$?; \
	.venv/bin/python scripts/record_sums.py && exit $$status
