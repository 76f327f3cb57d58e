.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
PARALLEL := --numprocesses auto --dist loadfile --no-loadscope-reorder
COMPILE := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-strip-extras --no-header --no-annotate --quiet

.PHONY: help setup run test check format lock bench crash screenshots

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/dev ## install everything into .venv from the hashed lock

.venv/runtime: requirements/runtime.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the bot's libraries into .venv (about a minute, once)"
	@$(PIP) install --quiet --require-hashes --requirement requirements/runtime.txt
	@touch $@

.venv/dev: .venv/runtime requirements/dev.txt
	@echo "Installing the tools of the tests into .venv (about a minute, once)"
	@$(PIP) install --quiet --require-hashes --requirement requirements/dev.txt
	@touch $@

run: .venv/runtime ## start the bot; without BOT_TOKEN the sandbox in the browser
	@$(BIN)/python -m bot run

test: .venv/dev ## run the tests
	@$(BIN)/python -m pytest $(PARALLEL)

check: .venv/dev ## format, lint, types, imports, tests with coverage: what CI runs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest $(PARALLEL) --cov --cov-report=term --cov-fail-under=90

format: .venv/dev ## bring the code into shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

crash: .venv/dev ## 200 SIGKILLs while 20 people register, by polling and by webhook
	$(BIN)/python -m tests.crash --kills 200

bench: .venv/dev ## start-up time, memory, throughput: printed, not judged
	$(BIN)/python -m tests.bench

screenshots: .venv/dev ## README's pictures of the sandbox, by its browser tests
	SCREENSHOTS=$(CURDIR)/docs/images $(BIN)/python -m pytest \
		tests/e2e/test_sandbox_registration.py tests/e2e/test_sandbox_staff.py

lock: .venv/dev ## resolve the newest allowed versions into requirements/
	$(COMPILE) --upgrade pyproject.toml -o requirements/runtime.txt
	$(COMPILE) --upgrade pyproject.toml --group dev -c requirements/runtime.txt \
		-o requirements/dev.txt
