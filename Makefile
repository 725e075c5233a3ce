# Two commands do all the set-up:  make run  and  make test.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
LOCK = $(BIN)/uv pip compile --universal --generate-hashes --python-version 3.11 \
       --no-emit-index-url --no-header --no-annotate --quiet pyproject.toml

LANGUAGES = vcam/ui/languages
TEMPLATE = $(LANGUAGES)/lowlight-cam.pot

.PHONY: run test check lint bench words lock apk clean

run: $(VENV)/ready-to-run  ## with a display: the app; without: feeds the virtual camera, or makes the demo's files
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then set -x; $(BIN)/lowlight-cam-gui; \
	else set -x; $(BIN)/lowlight-cam run --or-demo; fi

test: $(VENV)/ready-to-test  ## all tests, those on a real V4L2 device included
	$(BIN)/python -m pytest

check: $(VENV)/ready-to-test lint test  ## all that must pass before a change goes in

lint: $(VENV)/ready-to-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/ready-to-run  ## what a frame costs on this machine
	$(BIN)/lowlight-cam bench

words: $(VENV)/ready-to-test  ## collect the texts of the windows, bring the catalogues up to date, compile them
	$(BIN)/pybabel --quiet extract --no-default-keywords --keyword tr --keyword trn:1,2 --no-location --omit-header \
	    --output $(TEMPLATE) vcam/ui
	$(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --domain lowlight-cam \
	    --input-file $(TEMPLATE) --output-dir $(LANGUAGES)
	$(BIN)/pybabel --quiet compile --domain lowlight-cam --directory $(LANGUAGES)

lock: $(VENV)/ready-to-test  ## pin the newest versions that pyproject.toml allows
	$(BIN)/python -m pip install --quiet uv
	$(LOCK) --extra build --output-file requirements.lock
	$(LOCK) --extra build --extra dev --output-file requirements-dev.lock

$(VENV)/ready-to-run: requirements.lock pyproject.toml packaging/litert/npm.sha256
	packaging/linux/ensure-packages packaging/linux/packages-run
	packaging/make-venv $(PYTHON) $(VENV) requirements.lock
	packaging/fetch-litert
	touch $@

$(VENV)/ready-to-test: requirements-dev.lock pyproject.toml packaging/litert/npm.sha256
	packaging/linux/ensure-packages packaging/linux/packages-run packaging/linux/packages-apk packaging/linux/packages-test
	packaging/make-venv $(PYTHON) $(VENV) requirements-dev.lock
	packaging/fetch-litert
	touch $@ $(VENV)/ready-to-run

apk:  ## the phone's app, out/lowlight-cam-phone.apk
	packaging/linux/ensure-packages packaging/linux/packages-apk
	mobile_bridge/android/build

clean:
	rm -rf $(VENV) out
