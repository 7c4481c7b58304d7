# Everything installs itself into .venv on first use, from the locks, and nowhere else.

VENV := .venv
PYTHON := $(VENV)/bin/python
RUNTIME := $(VENV)/.installed-runtime
DEV := $(VENV)/.installed-dev
PIP := $(PYTHON) -m pip --disable-pip-version-check --no-input install -q --require-hashes

# Tests start the bot dozens of times: what is compiled once need not be compiled again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo run test soak lint bench features lock
.DEFAULT_GOAL := help

help:  ## Show what there is to make.
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

demo: $(RUNTIME)  ## See the bot live in a made-up group on this machine; no token needed.
	@exec $(PYTHON) -m bot demo

run: $(RUNTIME)  ## Run the bot on Telegram, with HEARTH_TOKEN from the environment.
	@$(PYTHON) -m bot migrate
	@exec $(PYTHON) -m bot run

test: $(DEV)  ## Run the tests.
	@exec $(PYTHON) -m pytest -m "not soak" -n auto --dist worksteal

soak: $(DEV)  ## Run the long tests.
	@exec $(PYTHON) -m pytest -m soak

lint: $(DEV)  ## Check style, types and the import contracts.
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@$(VENV)/bin/lint-imports

bench: $(DEV)  ## Measure, print a table and write benchmarks/latest.json.
	@exec $(PYTHON) -m bot bench

features: $(DEV)  ## Print each feature of docs/features.md with the tests that prove it.
	@exec $(PYTHON) -m tests.features

lock: pyproject.toml  ## Pin anew what pyproject.toml asks for; needs uv.
	@command -v uv >/dev/null || test -x $(VENV)/bin/uv || { echo "make lock needs uv: install it, then try again." >&2; exit 1; }
	@PATH="$$PATH:$(VENV)/bin"; \
	compile() { uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-annotate --upgrade \
		--custom-compile-command "make lock" pyproject.toml "$$@"; }; \
	compile -o requirements.lock && compile --extra dev -c requirements.lock -o requirements-dev.lock

$(PYTHON):
	@.ci/venv $(VENV)

$(RUNTIME): requirements.lock | $(PYTHON)
	@echo "Installing what the bot needs into $(VENV) (once; a minute or so) …"
	@$(PIP) -r requirements.lock
	@touch $@

$(DEV): requirements-dev.lock | $(PYTHON)
	@echo "Installing what the tests need into $(VENV) (once; a minute or two) …"
	@$(PIP) -r requirements-dev.lock
	@touch $(RUNTIME) $@
