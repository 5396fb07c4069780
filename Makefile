# The two commands of the README are `make demo` and `make test`; everything lives in .venv.

BIN = .venv/bin
STORY = course-to-job
MINUTES = 30
PIP = $(BIN)/python -m pip --disable-pip-version-check install -qq
COMPILE = UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links

.PHONY: demo test check play bench fuzz lock clean

demo: .venv/for-running
	@$(BIN)/wellspring demo

# Two at once, each with whole files; the stories take longest and come first. Compiled files are kept even
# where the machine is set to keep none: the tests start many a process.
test: .venv/for-developing
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --numprocesses 2 --dist loadscope --no-loadscope-reorder

check: .venv/for-developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

play: .venv/for-developing
	@$(BIN)/wellspring play $(STORY)

bench: .venv/for-developing
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m benchmarks.matching
	@$(BIN)/python -m benchmarks.suggesting
	@$(BIN)/python -m benchmarks.authoring
	@$(BIN)/python -m scenarios.measuring

# Needs atheris, which is not locked: `.venv/bin/python -m pip install "atheris>=3.0"` once.
fuzz: .venv/for-developing
	@$(BIN)/python -m fuzz --minutes $(MINUTES)

# hatchling is pinned beside the packages, because it builds the project without a download of its own.
lock:
	echo 'hatchling>=1.27' | $(COMPILE) --extra dev pyproject.toml - -o requirements-dev.lock
	echo 'hatchling>=1.27' | $(COMPILE) --constraint requirements-dev.lock pyproject.toml - -o requirements.lock

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/for-running: .venv/made requirements.lock pyproject.toml
	@echo "Installing the packages of requirements.lock (once, about half a minute) ..."
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/for-developing: .venv/for-running requirements-dev.lock
	@echo "Installing the packages of requirements-dev.lock (once, about half a minute) ..."
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

# A Python that has left the machine takes its environment with it.
$(shell test -x .venv/bin/python || rm -f .venv/made)

.venv/made:
	@found=; bare=; \
	for python in python3.13 python3.12 python3.11 python3; do \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		if $$python -c 'import ensurepip, venv' 2>/dev/null; then found=$$python; break; fi; \
		bare=$${bare:-$$python}; \
	done; \
	if [ -z "$$found" ] && [ -n "$$bare" ]; then \
		echo "$$bare cannot make virtual environments here: run 'apt install $$bare-venv' first." >&2; exit 1; \
	elif [ -z "$$found" ]; then \
		echo "Python 3.11 or newer is needed and was not found: install it first." >&2; exit 1; \
	fi; \
	echo "Making .venv with $$($$found --version) ..."; \
	$$found -m venv --clear .venv
	@touch $@
