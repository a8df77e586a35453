# 支部台账. Every target sets up what it needs by itself (tools/setup.py) and is quiet about it.

PYTHON ?= python3
# How many tests run at the same time.
WORKERS ?= 2

BIN := $(if $(filter Windows_NT,$(OS)),.venv/Scripts,.venv/bin)
PY := $(BIN)/python
SETUP := @$(PYTHON) tools/setup.py
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help run test check lint types catalogues-check architecture bench screens catalogues lock clean

help:  ## this list
	@awk -F ':.*  ## ' '/^[a-z-]+:.*  ## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run:  ## open the window; without a display, do the main job and name the files
	$(SETUP) run
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$(OS)" = Windows_NT ] || [ "$$(uname)" = Darwin ]; then \
	    exec $(PY) -m app; \
	else \
	    echo "There is no display here, so the work is done without the window:"; \
	    exec $(PY) -m app demo --out demo; \
	fi

test:  ## all tests, without a screen
	$(SETUP) test
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n $(WORKERS)

check: lint types catalogues-check architecture  ## style, types, catalogues, layers

lint:
	$(SETUP) test
	@echo "ruff:" && $(BIN)/ruff check . && $(BIN)/ruff format --check .

types:
	$(SETUP) test
	@echo "mypy:" && $(BIN)/mypy

catalogues-check:
	$(SETUP) test
	@echo "catalogues:" && $(PY) tools/catalogues.py check

architecture:
	$(SETUP) test
	@echo "architecture:" && $(PY) -m pytest tests/test_architecture.py

bench:  ## measure what has to be fast
	$(SETUP) test
	@$(PY) tools/bench.py

screens:  ## every tab and dialog as a picture, in build/screens/
	$(SETUP) screens
	@QT_QPA_PLATFORM=xcb xvfb-run --auto-servernum --server-args "-screen 0 2800x1800x24" $(PY) tools/screens.py

catalogues:  ## take up new words of the screen and compile the translations
	$(SETUP) test
	@$(PY) tools/catalogues.py update

LOCK := uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links

lock:  ## choose the packages' versions anew (needs uv)
	@export PATH="$(CURDIR)/$(BIN):$$PATH"; \
	command -v uv > /dev/null || { echo "make lock needs uv: $(PY) -m pip install uv"; exit 1; }; \
	$(LOCK) --upgrade --extra dev --output-file requirements-dev.lock && \
	$(LOCK) --constraint requirements-dev.lock --output-file requirements.lock

clean:  ## remove all that was made here, the environment too
	rm -rf .venv build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
