# Every target sets up what it needs; a second call costs nothing.

PYTHON ?= python3
SIZE ?= 1220
# More than two cores: many tests wait, for a browser or a clock.
PROCESSES ?= 3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
READY := .venv/ready
VENDOR := src/sitegen/vendor/versions.json

.PHONY: site test soak fuzz serve lint bench docs clean lock browser

## site: build the demo blog into build/
site: $(READY)
	$(BIN)/sitegen build .

## test: run the whole suite, with coverage
test: $(READY) browser
	$(BIN)/python -m pytest -n $(PROCESSES) --cov --cov-report=term

## soak: kill 500 builds at random moments, and look at what they leave
soak: $(READY)
	SITEGEN_SOAK=500 $(BIN)/python -m pytest tests/faults -k kill_9 -s

## fuzz: feed the scanner, the parser and the header reader with random bytes for FUZZ_SECONDS each
FUZZ_SECONDS ?= 60
fuzz: $(READY)
	$(PIP) install atheris || echo "atheris cannot be installed on this machine, so there is no fuzzing."
	$(BIN)/python -m tests.fuzz.run $(FUZZ_SECONDS)

## serve: preview the demo blog while it is written
serve: $(READY)
	$(BIN)/sitegen serve .

## lint: style, format and types
lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy src tests hatch_build.py
	MYPYPATH=src:bench $(BIN)/mypy bench/*.py

## bench: measure beside the peers; SIZE=10000 for a large blog
bench: $(READY)
	$(BIN)/python bench/run.py --size $(SIZE)

## docs: build the documentation into docs/build/, and hold it to the code
docs: $(READY)
	$(BIN)/sitegen check docs
	$(BIN)/sitegen build docs
	$(BIN)/python -m pytest -q tests/docs

## clean: remove all that can be made again
clean:
	rm -rf .venv .bench build dist .sitegen docs/build docs/.sitegen src/sitegen/vendor artifacts node_modules
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage .coverage.*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY) $(VENDOR) &: requirements/dev.txt pyproject.toml hatch_build.py package.json package-lock.json
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "sitegen needs Python 3.11 or later: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(PIP) install --require-hashes -r requirements/dev.txt
	$(PIP) install --no-deps --editable .
	touch $(READY) $(VENDOR)

# The browser tests need Chromium, a Japanese font, axe-core and the Nu checker; without them they fail.
browser: $(READY) node_modules/.package-lock.json
	@if ! command -v chromium >/dev/null || ! fc-list :lang=ja 2>/dev/null | grep -q .; then \
		if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
			apt-get update -qq && \
			DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends \
				chromium fontconfig fonts-noto-cjk; \
		else \
			echo "Chromium or a Japanese font is missing; install chromium and fonts-noto-cjk for the browser tests."; \
		fi; \
	fi

node_modules/.package-lock.json: package-lock.json | $(READY)
	$(BIN)/npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier
	touch $@

## lock: renew requirements/dev.txt and package-lock.json
lock: $(READY)
	$(PIP) install uv
	printf '%s\n' '# Versions and hashes of everything a development environment holds; made by `make lock`.' \
		> requirements/dev.txt
	$(BIN)/uv pip compile --upgrade --universal --python-version 3.11 --extra dev --generate-hashes \
		--no-header --no-emit-index-url --no-emit-find-links pyproject.toml >> requirements/dev.txt
	rm -f package-lock.json
	$(BIN)/npm install --package-lock-only --omit-lockfile-registry-resolved=true
