# Two commands matter: `make run` and `make test`. The rest is for people who change the project.
.DEFAULT_GOAL := help
.PHONY: help run reset test chaos bench check format messages requirements shell clean

PYTHON ?= $(shell for p in python3.12 python3.11 python3; do $$p -c 'import sys; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12)))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: $(VENV)/ready ## Start everything, with demo data; PORT moves it
	@$(BIN)/python -m config.local run

reset: $(VENV)/ready ## Forget the local data and start over at the next `make run`
	@$(BIN)/python -m config.local reset

test: $(VENV)/ready ## Run every test; ARGS goes to pytest
	@$(BIN)/python -m config.local browser
ifdef ARGS
	@$(BIN)/pytest $(ARGS)
else
	@PATH="$(CURDIR)/$(BIN):$$PATH" ./.ci/test
endif

chaos: $(VENV)/ready ## Kill, cut and stop things during interviews, 20 times each; TIMES, SEED and ONLY="name name" change that
	@$(BIN)/python -W ignore -m tests.chaos --times $(or $(TIMES),20) --seed $(or $(SEED),0) --only $(ONLY)

bench: $(VENV)/ready ## Measure the numbers to reach; ONLY=name measures one
	@$(BIN)/python -m bench $(ONLY)

check: $(VENV)/ready ## Lint, types, templates, migrations, deployment settings, import directions
	@PATH="$(CURDIR)/$(BIN):$$PATH" ./.ci/check

format: $(VENV)/ready ## Put code and templates in order
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .
	@git ls-files -co --exclude-standard 'templates/*.html' | xargs $(BIN)/djhtml --tabwidth 2

messages: $(VENV)/ready ## Bring the translations of candidates' pages in locale/ up to date, and say what is missing
	@PATH="$(CURDIR)/$(BIN):$$PATH" bash -c ". .ci/nobody; DJANGO_SETTINGS_MODULE=config.settings.dev python -W ignore manage.py messages"

requirements: $(VENV)/ready ## Write requirements/*.txt anew from pyproject.toml
	@for name in base prod; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --custom-compile-command "make requirements" pyproject.toml -o requirements/$$name.txt || exit 1; done
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command "make requirements" pyproject.toml --group dev -c requirements/base.txt -o requirements/dev.txt

shell: $(VENV)/ready ## A Django shell beside a running `make run`
	@$(BIN)/python manage.py shell

clean: ## Remove the environment and all local data
	@test ! -e $(VENV)/ready || $(BIN)/python -m config.local reset
	rm -rf $(VENV) .local .mypy_cache .pytest_cache .ruff_cache

# uv installs in seconds where pip takes a minute; where uv is not to be had, pip does it.
$(VENV)/ready: requirements/dev.txt
	@test -n "$(PYTHON)" || { echo "Colloquy needs Python 3.11 or 3.12, and neither is on the PATH."; exit 1; }
	@echo "Building the environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check "$$(grep -oE '^uv==[0-9.]+' requirements/dev.txt)" \
	  && $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt 2>$(VENV)/uv.log \
	  || { echo "uv could not fetch the packages ($(VENV)/uv.log says why); pip does it, in about half a minute."; \
	       $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt; }
	@touch $@
