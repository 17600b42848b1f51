# The project's only runner. Needs GNU make and Python 3.11 or newer; everything else goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
READY := $(VENV)/.ready
CORPUS ?= corpus
# The official CSL test suite as of 2025-10-19.
SUITE := 13724f9

SECONDS ?= 60
QUICK := tests/test_settings.py tests/test_settings_tree.py tests/test_public_names.py tests/formats/test_hostile.py \
	tests/formats/test_csl.py tests/formats/test_ris.py tests/pages/test_loading.py tests/pages/test_kinds.py \
	tests/transport/test_exchange.py tests/csl/test_processor.py tests/links/test_fetch.py tests/cli/test_strangers.py tests/cli/test_accept.py

.PHONY: demo test check lint types docs bench fuzz lowest constraints mutants compiled shapes corpus packages clean

demo: $(INSTALLED)  ## audit the example page with the bundled records and print its references put right
	$(BIN)/ccsvi-refs audit examples/ccsvi-page.md --offline --fail-on never

test: $(READY)  ## run the tests, on as many processes as there are cores
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

check: lint types test lowest docs  ## everything CI asks for

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(READY)
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python

docs: $(READY)  ## build the documentation into build/docs; a warning is an error
	$(BIN)/sphinx-build -q -W --keep-going -b html docs build/docs

bench: $(READY)  ## side by side with peers, as far as they are installed; see benchmarks/README.md
	for name in csl formats citation_reader extraction matching; do $(BIN)/python benchmarks/$$name.py || exit 1; done
	for name in services links; do $(BIN)/python -m benchmarks.$$name || exit 1; done

fuzz: $(READY)  ## mutate seeds for every reader, the style parser and the citation reader, SECONDS each
	$(BIN)/python -m pip install --quiet --group fuzz || echo "without atheris: seeds are mutated at random"
	$(BIN)/python -m fuzz --seconds $(SECONDS)

lowest: build/lowest/.ready  ## a quick part of the tests with the lowest versions of all direct dependencies
	PYTHONPATH=src build/lowest/bin/python -m pytest -q $(QUICK)

build/lowest/.ready: pyproject.toml tests/lowest.py $(READY)
	$(BIN)/python -m venv --clear build/lowest
	$(BIN)/python -m tests.lowest > build/lowest/requirements.txt
	$(BIN)/python -m pip --python build/lowest/bin/python install --quiet --no-compile --requirement build/lowest/requirements.txt
	touch $@

constraints: $(READY)  ## write what the action installs
	mkdir -p build
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --no-annotate --no-header --extra pdf --upgrade pyproject.toml -o build/constraints.txt
	echo '# What the action installs, made by `make constraints`: the versions that the tests ran with.' | cat - build/constraints.txt > constraints.txt

mutants: $(READY)  ## put small faults into core modules and count those that the tests notice without the corpus
	$(BIN)/python -m tests.mutants

compiled: $(READY)  ## write the package with its CSL engine compiled by mypyc to build/compiled, for use by PYTHONPATH
	ci/compiled.sh $(BIN)/python

shapes: $(READY)  ## print invented works in every style anew, for `styles --of`; takes minutes
	$(BIN)/python ci/style_shapes.py

corpus: $(CORPUS)/csl/test-suite  ## fetch the official CSL test suite; `CCSVI_REFS_CORPUS=corpus make test` runs it as well

$(CORPUS)/csl/test-suite:
	rm -rf build/test-suite && mkdir -p $(@D) build
	git clone --quiet https://github.com/citation-style-language/test-suite build/test-suite
	git -C build/test-suite checkout --quiet $(SUITE)
	cp -R build/test-suite/processor-tests/humans $@

packages: $(READY)  ## build sdist and wheel, and run their tests on every Python of PYTHONS; takes many minutes
	$(BIN)/python -m pip install --quiet --group release
	PYTHONS="$(PYTHONS)" bash ci/packages.sh

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

# What the package itself needs is a fifth of what its developers need, so that the demo does not wait for the rest.
$(INSTALLED): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "ccsvi-refs needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(READY): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --group dev
	touch $@
