# winnow: `make curate` sets everything up and curates the bundled sample, `make train` also trains a tiny model on it;
# `make test` sets up and runs the tests.
PYTHON ?= python3.11
RECIPE ?= recipes/sample.toml
TRAIN ?= recipes/train.toml
# Where torch comes from: empty is pip's own index. For the CPU or a CUDA build of your choice set, for example,
# TORCH_FROM="--index-url <the index of that build>".
TORCH ?= torch==2.13.0
TORCH_FROM ?=
BIN := .venv/bin
SOURCES := schemas stages pipeline tests sample benchmarks

.PHONY: help setup curate train test test-slow check lock clean
.DEFAULT_GOAL := help

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: .venv/run.stamp ## the venv, from the lock, with hashes

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/torch.stamp: | .venv/bin/python
	$(BIN)/pip install --quiet --no-deps $(TORCH_FROM) $(TORCH)
	@touch $@

.venv/run.stamp: requirements.lock pyproject.toml .venv/torch.stamp
	$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements-dev.lock .venv/run.stamp
	$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

curate: .venv/run.stamp ## curate RECIPE (default: the bundled sample)
	$(BIN)/winnow curate $(RECIPE)

train: curate ## curate RECIPE, then train TRAIN on it (default: a tiny model on the bundled sample)
	$(BIN)/winnow train $(TRAIN)

test: .venv/dev.stamp ## the tests (under 6 minutes on 2 cores)
	$(BIN)/python -m pytest -n auto --dist loadfile

test-slow: .venv/dev.stamp ## the slow ones: kill at every point, kill at random
	$(BIN)/python -m pytest -m slow

check: .venv/dev.stamp ## format, lint, types, import floors
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports

lock: ## the locks, made anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-package torch --custom-compile-command "make lock" pyproject.toml requirements.in -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-package torch --custom-compile-command "make lock" --extra dev -c requirements.lock pyproject.toml requirements.in -o requirements-dev.lock

clean: ## the venv and the caches; runs/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache *.egg-info
