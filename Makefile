# The two commands of a newcomer are `make up` and `make test`; `make help` lists all.

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/installed
RUNS := $(VENV)/runs
# What Python compiled of our sources is kept, though an image may say otherwise: without, each of
# the processes that are started compiles all of it, which is a fifth of its start.
export PYTHONDONTWRITEBYTECODE :=
ROOT := $(shell [ "$$(id -u)" = 0 ] && echo yes)

.PHONY: help install up test debian lint unit scan sbom wheel pin image redis7 promtool chromium node page docs docs-serve simulate chaos chart schema lock bench lighthouse clean

help:  ## Say what each target does.
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(STAMP)  ## Set up in .venv what running and testing need, from the lock file.

# What running needs is a fifth of what testing needs, and is there in a quarter of the time.
$(STAMP): requirements-dev.lock pyproject.toml
	$(call set-up,requirements-dev.lock)
	@touch $(STAMP) $(RUNS)

$(RUNS): requirements-up.lock pyproject.toml
	$(call set-up,requirements-up.lock)
	@touch $(RUNS)

define set-up
$(PYTHON) -m venv $(VENV)
$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
endef

up: $(RUNS)  ## Run everything on this machine, with a demo community, until Ctrl-C: make up [PORT=8100].
	$(BIN)/bandstand up --demo $(if $(PORT),--port $(PORT))

# What does not wait for another is done beside it, and told when it is done.
BESIDE := $(MAKE) --no-print-directory --jobs 2 --output-sync=target

test:  ## Run every check and every test.
	@$(BESIDE) install debian
	@$(BESIDE) lint scan sbom docs
	@$(MAKE) --no-print-directory unit

debian:
	@for package in redis7 promtool chromium node; do $(MAKE) --no-print-directory $$package || exit 1; done

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: install
	$(BIN)/python -m pytest -n 5 --dist loadfile --no-loadscope-reorder

# Tools that cannot be installed beside our dependencies have an environment each.
$(VENV)/tools/%: requirements-%.lock | $(STAMP)
	$(PYTHON) -m venv $@
	$@/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

scan: install $(VENV)/tools/scan  ## Look for what is unsafe in all that the chart makes and in the image, and at the form of compose.yaml.
	$(BIN)/python -m tests.helm.rendering build/helm
	$(VENV)/tools/scan/bin/checkov --config-file helm/making/checkov.yaml --directory build/helm --framework kubernetes
	$(VENV)/tools/scan/bin/checkov --config-file helm/making/checkov.yaml --file Dockerfile --framework dockerfile
	$(VENV)/tools/scan/bin/check-jsonschema --builtin-schema vendor.compose-spec compose.yaml
	$(VENV)/tools/scan/bin/check-jsonschema --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/*.yaml

sbom: $(VENV)/tools/sbom  ## Write build/sbom.json: everything that the image has of Python, with hashes.
	@mkdir -p build
	PYTHONWARNINGS=ignore $(VENV)/tools/sbom/bin/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --mc-type application \
		--output-reproducible --of JSON -o build/sbom.json

wheel: install  ## Build the wheel into build/.
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir build .

docs: install $(VENV)/tools/docs  ## Build the documentation as a site, strictly, into build/site.
	$(BIN)/python -m docs.making build
	rm -rf build/site
	$(VENV)/tools/docs/bin/zensical build --strict --config-file build/zensical.toml
	$(BIN)/python -m docs.making.built build/site

docs-serve: DOCS_PORT := 8080

docs-serve: docs  ## Build the site and show it on this machine until Ctrl-C: make docs-serve [DOCS_PORT=8080].
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory build/site $(DOCS_PORT)

BASE := python:3.11-slim
IMAGE := bandstand:$(shell sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
OUTPUT := type=oci,dest=build/image.tar

pin:  ## Write the digest of today's base image to python.digest. Wants docker and its registry.
	docker buildx imagetools inspect $(BASE) --format '{{.Manifest.Digest}}' > python.digest.new
	grep -qx 'sha256:[0-9a-f]\{64\}' python.digest.new && mv python.digest.new python.digest

image:  ## Build the image with SBOM and provenance: make image [IMAGE=name OUTPUT=type=registry].
	@test -s python.digest || { echo "python.digest is not there: 'make pin' writes the digest of $(BASE)"; exit 1; }
	@mkdir -p build
	docker buildx build --build-arg PYTHON_DIGEST=$$(cat python.digest) --sbom=true --provenance=mode=max \
		--tag $(IMAGE) --output $(OUTPUT) .

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

page:  ## Build the page of examples/web with node, types from schema.graphql and then one script; that of the console; and GraphiQL.
	cd examples/web && npm ci && npm run build
	cd bandstand/console/source && npm ci && npm run build
	cd gateway/graphiql/source && npm ci && npm run build

chart: install  ## Make what of helm/ and docs/helm.md follows from the declared settings.
	$(BIN)/python -m helm.making

schema: install  ## Export the GraphQL schema to schema.graphql.
	$(BIN)/bandstand schema > schema.graphql

lock: install  ## Pin the newest versions of all dependencies, with hashes and without addresses.
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile $(LOCK) --extra telemetry --extra s3 -o requirements.lock pyproject.toml
	$(BIN)/pip-compile $(LOCK) --extra telemetry --extra s3 --extra embedded --extra dev -o requirements-dev.lock pyproject.toml
	$(BIN)/pip-compile $(LOCK) -c requirements-dev.lock --extra embedded -o requirements-up.lock pyproject.toml requirements-up.in
	$(BIN)/pip-compile $(LOCK) -c requirements-dev.lock -o requirements-build.lock requirements-build.in
	$(BIN)/pip-compile $(LOCK) -o requirements-scan.lock requirements-scan.in
	$(BIN)/pip-compile $(LOCK) -o requirements-sbom.lock requirements-sbom.in
	$(BIN)/pip-compile $(LOCK) -o requirements-docs.lock requirements-docs.in

LOCK := --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --no-header

bench: install  ## Measure replay, time to visible, and the feed page beside its peer.
	$(BIN)/python -m bench

URL := http://127.0.0.1:8000

lighthouse: chromium node  ## Ask Lighthouse about the page of a running stack, as a phone and a desk: make lighthouse URL=….
	cd bench/lighthouse && npm ci && CHROME_PATH=$$(command -v chromium) node run.mjs $(URL)

chaos: SECONDS := 300

chaos: install  ## Put two regions under fire for SECONDS=300 from SEED, and check what is left.
	$(BIN)/python -m tests.chaos --seconds $(SECONDS) $(if $(SEED),--seed $(SEED))

clean:  ## Remove the environment and the stack's data.
	rm -rf $(VENV) build .bandstand .bandstand-*
