# Everything happens in .venv, made from requirements.lock. `make help` lists the targets.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
UV_VERSION := 0.13.9

# Where this is set, each process of the tests would take five seconds to compile them, every time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup app check fast test unit browser coverage lint type format wheel-test lock real bench damage \
  audit bom fuzz mutants bench-live soak renders accuracy cameras crossed recognition recognition-fit pictures sample-result docs \
  reference proofs

# One process for each core; a file's tests stay together, in the order that tests/conftest.py gives them.
PARALLEL := --numprocesses auto --dist loadfile --no-loadscope-reorder

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.installed ## make .venv with formcheck and its tools in it
	@:

app: setup ## start the app in the browser
	@$(BIN)/formcheck app

check: lint type fast ## what must hold before a commit: lint, type and fast

# Without Hypothesis' plugin, which takes seconds in each process, and that of anyio, which loads asyncio for nothing.
fast: setup ## run the quick tests: no pose model, no browser (about a minute on two cores)
	$(BIN)/python -m pytest --fast -p no:hypothesispytest -p no:anyio $(PARALLEL)

test: unit browser ## run all tests, in a real browser too where Chromium is installed

unit: setup ## run all tests but those in a browser
	$(BIN)/python -m pytest -m "not browser" -p no:hypothesispytest $(PARALLEL)

# Pages wait for a busy machine, and a camera does not: its tests have the machine to themselves. What fails is tried
# once more, alone.
browser: setup ## run the tests in a real browser
	$(BIN)/python -m pytest -m "browser and not camera" $(PARALLEL) || $(again)
	$(BIN)/python -m pytest -m "browser and camera" || $(again)

again = $(BIN)/python -m pytest -m browser --last-failed --last-failed-no-failures none

coverage: setup ## run the same tests as unit, and report the share of the package's lines that they execute
	$(BIN)/python -m pytest -m "not browser" -p no:hypothesispytest $(PARALLEL) --cov --cov-report=term:skip-covered --cov-report=xml

wheel-test: setup ## build the wheel, install it alone into a new environment, and analyse a sample with it
	bash .ci/wheel

lint: setup ## style, formatting and the import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo --no-cache

type: setup ## mypy, strict, on the package and the tests
	$(BIN)/mypy

format: setup ## put the code into the agreed form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

real: setup ## judge clips of real people beside the project, write benchmarks/PEOPLE.md (an hour the first time)
	$(BIN)/python -m benchmarks.real --confusion --self-checks --page
	$(BIN)/python -m benchmarks.labelled

renders: setup ## render the clips of a synthetic human that are missing (about an hour; needs EGL, see benchmarks/)
	$(BIN)/python -m benchmarks.synthetic

proofs: setup ## prove cues on rendered people and write benchmarks/proofs.csv (about an hour; needs EGL)
	$(BIN)/python -m benchmarks.proofs

sample-result: setup ## judge anew the sample that the first page shows at once
	$(BIN)/python -m benchmarks.sample_result

pictures: setup ## draw the pictures of exercises that are missing (needs EGL)
	$(BIN)/python -m benchmarks.synthetic.rendering.pictures

docs: setup ## build the documentation into site/, with warnings as errors
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet

reference: setup ## write the pages that are generated (docs/exercises, docs/measures.md) and the schema of exercise files anew
	$(BIN)/formcheck schema --out formcheck/catalogue/data/exercises/_schema.json
	rm -f docs/exercises/*.md
	$(BIN)/formcheck reference --out docs/exercises --measures docs/measures.md

accuracy: setup ## measure the whole chain on the renders and write benchmarks/ACCURACY.md
	$(BIN)/python -m benchmarks.accuracy

cameras: setup ## render sampled cameras, measure the whole chain on them, write benchmarks/CAMERAS.md (an hour at first; needs EGL)
	$(BIN)/python -m benchmarks.cameras

damage: setup ## read 2,000 damaged clips and analyse some of them, write benchmarks/DAMAGE.md (ten minutes)
	$(BIN)/python -m benchmarks.damage --page

crossed: setup ## count every drawn movement under the name of every other exercise (a quarter of an hour)
	$(BIN)/python -m benchmarks.crossed

recognition: setup ## measure which exercise clips are taken for, and which sets of films are found, write benchmarks/RECOGNITION.md
	$(BIN)/python -m benchmarks.recognition --page

recognition-fit: setup ## fit the weights of recognition anew to drawn sets and clips of tuned people
	$(BIN)/python -m benchmarks.recognition.fitting

bench: setup ## compare analyze with the model alone and a naive loop, write benchmarks/SPEED.md (half an hour)
	$(BIN)/python -m benchmarks.speed --page $(CLIP)

soak: setup ## Live and uploads for an hour while things go wrong (MINUTES=10 for a short one; DISK=... to fill one)
	$(BIN)/python -m benchmarks.soak --minutes $(or $(MINUTES),60) $(if $(DISK),--disk $(DISK))

bench-live: setup ## measure delay and memory of the live page in Chromium (MINUTES=20 for a long look)
	$(BIN)/python -m benchmarks.live --minutes $(or $(MINUTES),1)

# Tools for a release run in an environment that is thrown away: they are no part of what is locked.
bom: setup ## write formcheck.cdx.json, the bill of materials: all installed packages with their licences (CycloneDX)
	@$(call in_passing,cyclonedx-bom==7.5.0) "$$folder/bin/cyclonedx-py" environment --pyproject pyproject.toml \
	  --mc-type application --output-reproducible --output-format JSON --output-file formcheck.cdx.json $(BIN)/python && \
	echo "formcheck.cdx.json: $$(grep -c '"bom-ref"' formcheck.cdx.json) components"

mutants: setup ## change the judging of cues in hundreds of ways, and list the changes that no test notices (half an hour)
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --target "$$folder" mutmut==3.8.1 && \
	PYTHONPATH="$$folder" $(BIN)/python -m mutmut run && PYTHONPATH="$$folder" $(BIN)/python -m mutmut results

fuzz: setup ## try inputs of five kinds that reach new code, and keep them (SECONDS_EACH=600; five minutes, Linux)
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --target "$$folder" atheris==3.0.0 && \
	PYTHONPATH="$$folder" $(BIN)/python -m benchmarks.fuzz --seconds $(or $(SECONDS_EACH),60)

audit: ## look all locked packages up among the known weaknesses (needs a network)
	@$(call in_passing,pip-audit==2.10.1) "$$folder/bin/pip-audit" --strict --requirement requirements.lock \
	  --require-hashes --disable-pip

# The lock carries versions and hashes but no addresses: the one who installs decides where packages come from.
lock: ## resolve requirements.lock anew from pyproject.toml
	@python=$$($(find_python)) && folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	"$$python" -m venv "$$folder" && "$$folder/bin/pip" install --quiet uv==$(UV_VERSION) && \
	{ echo '# Exact versions and hashes of all that formcheck runs and is tested with. Made by `make lock`.'; \
	  "$$folder/bin/uv" pip compile pyproject.toml --all-extras --upgrade --universal --fork-strategy fewest \
	    --python-version 3.11 --generate-hashes --no-annotate --no-header --no-config --quiet; } > "$$folder/lock" && \
	mv "$$folder/lock" requirements.lock && echo "requirements.lock: $$(grep -c '==' requirements.lock) packages"

.venv/.locked: requirements.lock
	@python=$$($(find_python)) && \
	{ "$$python" -m venv --clear .venv || { echo '$(no_venv)' >&2; exit 1; }; } && \
	echo 'Installing about 130 packages into .venv; the first time takes a few minutes.' && \
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --require-hashes -r requirements.lock
	@touch $@

.venv/.installed: .venv/.locked pyproject.toml
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --no-index --editable .
	@touch $@

# Installs a tool into $$folder, which goes with the shell.
in_passing = python=$$($(find_python)) && folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
  "$$python" -m venv "$$folder" && "$$folder/bin/pip" install --quiet --disable-pip-version-check $(1) &&

# Prints the first Python that is new enough, or says what to do.
define find_python
for p in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
  if command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
    command -v $$p; exit 0; fi; done; \
echo 'formcheck needs Python 3.11 or newer; found:' "$$(python3 --version 2>/dev/null || echo none)." \
  'Install one (Debian and Ubuntu: sudo apt install python3-venv; macOS: brew install python@3.12),' \
  'or name it: make setup PYTHON=/path/to/python3.12' >&2; exit 1
endef

no_venv := python cannot make a virtual environment here. On Debian and Ubuntu: sudo apt install python3-venv
