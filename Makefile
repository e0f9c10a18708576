# Everything a developer runs. `make` alone lists the targets.

PORT ?= 8000
HOST ?= 127.0.0.1
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3,$(shell command -v $(name) 2>/dev/null)))
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
PYTEST := $(BIN)/pytest
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
RUNTIME := $(VENV)/.runtime
DEVELOPMENT := $(VENV)/.development

.DEFAULT_GOAL := help
.SUFFIXES:
.PHONY: help run setup demo-reset test lint style types layers migrations-check unit plain demonstration browser bench captures html-check lock clean

help: ## Liste les commandes
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# ---------------------------------------------------------------- the virtual environment

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Il faut Python 3.11 ou plus récent."; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Il faut Python 3.11 ou plus récent ; trouvé : $$("$(PYTHON)" --version)."; exit 1; }
	@"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); echo "Le module venv de Python manque (sous Debian : apt install python3-venv)."; exit 1; }

$(RUNTIME): requirements.txt | $(BIN)/python
	@echo "Installation des dépendances…"
	@$(PIP) install --require-hashes --requirement requirements.txt
	@touch $@

$(DEVELOPMENT): requirements.txt requirements-dev.txt | $(BIN)/python
	@echo "Installation des dépendances et des outils…"
	@$(PIP) install --require-hashes --requirement requirements-dev.txt
	@touch $(RUNTIME) $@

# ---------------------------------------------------------------- the site

setup: export BASE_URL ?= http://$(HOST):$(PORT)
setup: $(RUNTIME)
	@mkdir -p var
	@$(MANAGE) migrate --no-input --verbosity 0
	@$(MANAGE) load_territoires
	@$(MANAGE) load_demo
	@$(MANAGE) setup_editors --verbosity 0
	@$(if $(SANS_ESSAIS),,$(MANAGE) load_trial_dossiers --si-possible --fichier-mot-de-passe var/mot-de-passe-essai.txt)
	@$(MANAGE) create_local_admin --host $(HOST) --port $(PORT)

run: setup ## Installe le site de démonstration et le sert sur 127.0.0.1:8000 (PORT=8123 pour changer, SANS_ESSAIS=1 sans dossiers d’essai)
	@DJANGO_RUNSERVER_HIDE_WARNING=true $(MANAGE) runserver --noreload $(HOST):$(PORT)

demo-reset: $(RUNTIME) ## Efface la base et les médias locaux, puis recharge la démonstration
	@test -z "$$DATABASE_URL" || { echo "DATABASE_URL est définie : demo-reset n’efface que la base SQLite locale."; exit 1; }
	@rm -rf var/nec.sqlite3 var/nec.sqlite3-journal var/nec.sqlite3-wal var/nec.sqlite3-shm var/media
	@$(MAKE) --no-print-directory setup

# ---------------------------------------------------------------- the tests

test: lint migrations-check unit browser ## Qualité, migrations, tests, navigateur

lint: style types layers ## Règles d’écriture, types et sens des imports

style: $(DEVELOPMENT) ## Règles d’écriture : Python, gabarits, dépendances
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/deptry . --no-ansi

types: $(DEVELOPMENT) ## Types (mypy)
	$(BIN)/mypy .

layers: $(DEVELOPMENT) ## Sens des imports (import-linter)
	$(BIN)/lint-imports --no-logo

migrations-check: $(DEVELOPMENT) ## Les migrations disent-elles tout des modèles ?
	@mkdir -p var
	$(MANAGE) makemigrations --check --dry-run --settings nec_site.settings.test

unit: plain demonstration ## Tests sans navigateur (ARGS="-k mot" pour choisir)

plain: $(DEVELOPMENT) ## Ceux qui n’ont pas besoin de la démonstration (DE="database" : ceux qui usent d’une base)
	$(PYTEST) -n 2 --dist loadgroup -m "not e2e and not demo$(if $(DE), and $(DE))" $(ARGS)

demonstration: $(DEVELOPMENT) ## Ceux qui lisent la démonstration
	$(PYTEST) -m "demo and not e2e" $(ARGS)

browser: $(DEVELOPMENT) ## Tests dans Chromium (SANS_NAVIGATEUR=1 les laisse de côté)
	@PYTEST="$(PYTEST)" PYTHON="$(BIN)/python" scripts/test_browser.sh $(ARGS)

html-check: $(DEVELOPMENT) ## Validité HTML de chaque type de page (Java et npm)
	$(BIN)/python scripts/check_html.py

bench: $(DEVELOPMENT) ## Rapports de temps et de poids ; n’affirme rien
	$(BIN)/python -m benchmarks

captures: $(DEVELOPMENT) ## Captures d’écran du guide d’édition
	$(BIN)/python scripts/captures.py

# ---------------------------------------------------------------- upkeep

LOCK := uv pip compile pyproject.toml --python-version 3.11 --universal --generate-hashes --no-strip-extras --no-emit-index-url --no-annotate --quiet
lock: ## Recalcule requirements*.txt depuis pyproject.toml (il faut uv : pip install uv)
	$(LOCK) --custom-compile-command "make lock" --output-file requirements.txt
	$(LOCK) --custom-compile-command "make lock" --group dev --constraint requirements.txt --output-file requirements-dev.txt

clean: ## Efface ce que les outils ont produit (garde la base et les médias)
	rm -rf build dist htmlcov .coverage .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis test-results
	find . -path ./$(VENV) -prune -o -name __pycache__ -type d -print | xargs rm -rf
