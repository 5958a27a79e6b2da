# The two commands of a newcomer are `make up` and `make test`; `make help` lists all.

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/installed
ROOT := $(shell [ "$$(id -u)" = 0 ] && echo yes)

.PHONY: help install up test lint unit redis7 promtool chromium node page simulate chaos schema lock bench clean

help:  ## Say what each target does.
	@grep -hE '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(STAMP)  ## Set everything up in .venv, from the lock file.

$(STAMP): requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

up: install  ## Run everything on this machine, with a demo community, until Ctrl-C.
	$(BIN)/bandstand up --demo

test: install redis7 promtool chromium node lint unit  ## Run every check and every test.

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: install
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

SEED :=

simulate: SECONDS := 3600

simulate: install  ## Simulate histories with every fault: make simulate SECONDS=3600 [SEED=1].
	$(BIN)/python -m tests.simulation --seconds $(SECONDS) $(if $(SEED),--seed $(SEED))

# The oldest store that is served. Where it cannot be installed, that is said.
redis7:
	@if ! command -v redis-server >/dev/null; then \
		if [ "$(ROOT)" = yes ] && command -v apt-get >/dev/null; then \
			(apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends redis-server) >/dev/null || true; \
		fi; \
	fi
	@if command -v redis-server >/dev/null; then redis-server --version; \
	else echo "Redis 7.0 is not here and cannot be installed: the tests against it are left out"; fi

# Prometheus's own judge of alert rules. Where it cannot be installed, that is said.
promtool:
	@if ! command -v promtool >/dev/null; then \
		if [ "$(ROOT)" = yes ] && command -v apt-get >/dev/null; then \
			(apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends prometheus) >/dev/null || true; \
		fi; \
	fi
	@if command -v promtool >/dev/null; then promtool --version 2>&1 | head -1; \
	else echo "promtool is not here and cannot be installed: the tests of the alarms are left out"; fi

# The browser that looks at the page of examples/web. Where it cannot be installed, that is said.
chromium:
	@if ! command -v chromium >/dev/null; then \
		if [ "$(ROOT)" = yes ] && command -v apt-get >/dev/null; then \
			(apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends chromium) >/dev/null || true; \
		fi; \
	fi
	@if command -v chromium >/dev/null; then chromium --version; \
	else echo "Chromium is not here and cannot be installed: the tests of the page are left out"; fi

# What front ends are built with: real clients ask the gateway. Where it cannot be installed, that is said.
node:
	@if ! command -v npm >/dev/null; then \
		if [ "$(ROOT)" = yes ] && command -v apt-get >/dev/null; then \
			(apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends nodejs npm) >/dev/null || true; \
		fi; \
	fi
	@if command -v npm >/dev/null; then echo "node $$(node --version)"; \
	else echo "node is not here and cannot be installed: the tests with real clients are left out"; fi

page:  ## Build the page of examples/web with node: types from schema.graphql, then one script.
	cd examples/web && npm ci && npm run build

schema: install  ## Export the GraphQL schema to schema.graphql.
	$(BIN)/bandstand schema > schema.graphql

lock: install  ## Pin the newest versions of all dependencies, with hashes and without addresses.
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile $(LOCK) --extra telemetry -o requirements.lock pyproject.toml
	$(BIN)/pip-compile $(LOCK) --extra telemetry --extra embedded --extra dev -o requirements-dev.lock pyproject.toml

LOCK := --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --no-header

bench: install  ## Measure replay, time to visible, and the feed page beside its peer.
	$(BIN)/python -m bench

chaos: SECONDS := 300

chaos: install  ## Put two regions under fire for SECONDS=300 from SEED, and check what is left.
	$(BIN)/python -m tests.chaos --seconds $(SECONDS) $(if $(SEED),--seed $(SEED))

clean:  ## Remove the environment and the stack's data.
	rm -rf $(VENV) .bandstand .bandstand-*
