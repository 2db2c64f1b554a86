# Everything one does with Tiendo from a clone. `make` alone lists the targets.

# The first interpreter that is new enough; `make PYTHON=/path/to/python …` overrides it.
PYTHON ?= $(shell for p in python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
LOCK := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --strip-extras \
	--allow-unsafe --build-deps-for editable --no-emit-index-url --no-emit-trusted-host --no-emit-find-links
JOBS ?= 2
N ?= 20

# Spelled so that this line does not find itself.
REGISTRIES := py[p]i\.org|python[h]osted\.org|np[m]js\.(org|com)|anaconda[.]org|crates[.]io

.DEFAULT_GOAL := help
.PHONY: help demo test check bench chaos screens lock clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

demo: .venv/.installed-runtime ## a sample province and a tour on the terminal; needs no token
	@$(BIN)/tiendo demo

test: .venv/.installed-dev ## the whole test suite (JOBS=2 at a time)
	$(BIN)/pytest -n $(JOBS) --dist worksteal

check: .venv/.installed-dev ## format, lint, types, import contract, catalogues, migrations
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m locales.check
	$(BIN)/pytest -q tests/storage/test_migrations.py
	@! git grep -nIiE '$(REGISTRIES)' || { echo "These lines name a package registry; the lock files must work with any."; exit 1; }

bench: .venv/.installed-dev ## the benchmarks, as ratios measured in one run
	$(BIN)/python -m bench

chaos: .venv/.installed-dev ## kill the running program N=20 times and count the reports
	$(BIN)/python -m tests.chaos --rounds $(N)

screens: .venv/.installed-dev ## take the pictures of the guides anew from the demo; needs Chromium
	$(BIN)/python -m tests.browser.screens

lock: .venv/.installed-dev ## make the lock files anew from pyproject.toml (LOCKFLAGS=--upgrade for newer versions)
	$(LOCK) $(LOCKFLAGS) --extra dev -o requirements-dev.lock pyproject.toml
	$(LOCK) $(LOCKFLAGS) -c requirements-dev.lock -o requirements.lock pyproject.toml

clean: ## remove the virtual environment and the tools' caches, never data
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The dev lock holds all of the runtime lock, at the same versions: one environment serves both.
.venv/.installed-dev: requirements-dev.lock pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements-dev.lock
	PYTHONWARNINGS=ignore $(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch .venv/.installed-runtime $@

.venv/.installed-runtime: requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements.lock
	PYTHONWARNINGS=ignore $(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Tiendo needs Python 3.11 or newer: install it, or say where it is with make PYTHON=/path/to/python."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "$(PYTHON) cannot make virtual environments: on Debian and Ubuntu install python3-venv."; exit 1; }
	$(PYTHON) -m venv .venv
