# The only list of commands: `make` prints it. The work is done by scripts/*.py.

SHELL := /bin/sh
VENV ?= .venv
VAR ?= var
PORT ?= 8000
export VENV VAR PORT

PYTHON = $(VENV)/bin/python
BIN = $(VENV)/bin
FOUND = $(shell for p in python3 python3.13 python3.12 python3.11 python3.14; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
python = $(or $(FOUND),$(error Serve Python 3.11 o successivo: installalo (su Debian 12: apt install python3 python3-venv) e ripeti il comando))

.DEFAULT_GOAL := help
.PHONY: help setup demo run worker shell test fast journeys postgres check fix messages lock bench docs module clean distclean

help: ## Elenca i comandi
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: ## Prepara tutto: ambiente Python, pacchetti, interfaccia, elenco dei Comuni
	@$(python) scripts/setup.py

demo: ## Prova la piattaforma: la prepara, la arreda e la avvia (PORT=8000 VAR=var)
	@$(python) scripts/demo.py

run: ## Avvia sito, lavori e casella di posta sui dati che ci sono, senza arredare
	@$(python) scripts/demo.py --bare

worker: $(PYTHON) ## Avvia solo i lavori in secondo piano
	@$(PYTHON) manage.py run_huey

shell: $(PYTHON) ## Apre una console Python della piattaforma
	@$(PYTHON) manage.py shell

test: ## Esegue tutte le prove: regole, SQLite, PostgreSQL, percorsi in Chromium con axe
	@$(python) scripts/setup.py
	@$(PYTHON) scripts/test.py

fast: $(PYTHON) ## Esegue solo le prove rapide su SQLite (ARGS="-k parola")
	@$(BIN)/pytest -n 2 -q $(ARGS)

postgres: $(PYTHON) ## Esegue le prove su un PostgreSQL usa e getta (ARGS="percorso")
	@$(PYTHON) scripts/with_postgres.py $(BIN)/pytest -n 2 -q $(ARGS)

journeys: $(PYTHON) ## Esegue i percorsi nel browser (ARGS="-k parola")
	@$(BIN)/pytest -q -n 2 --dist loadfile --no-loadscope-reorder -m journey tests/journeys -p no:randomly $(ARGS)

check: $(PYTHON) ## Controlla stile, tipi, confini fra le stanze, migrazioni, traduzioni
	@$(PYTHON) scripts/check.py

fix: $(PYTHON) ## Formatta e ripara ciò che si ripara da solo
	@$(BIN)/ruff check --fix --quiet .; $(BIN)/ruff format --quiet .

messages: $(PYTHON) ## Raccoglie le frasi da tradurre (serve gettext) e compila i cataloghi
	@cd pico && "$(abspath $(PYTHON))" ../manage.py makemessages -l en --no-obsolete --no-location -i tests
	@$(PYTHON) scripts/catalogues.py

lock: $(PYTHON) ## Rifà i file dei pacchetti bloccati, senza indirizzi (serve uv)
	@$(python) scripts/lock.py

bench: $(PYTHON) ## Misura ciò che diciamo della velocità, su SQLite e su PostgreSQL
	@$(PYTHON) benchmarks/run.py $(ARGS)

docs: $(PYTHON) ## Rifà le pagine di riferimento generate dal codice
	@DJANGO_SETTINGS_MODULE=config.settings.test $(PYTHON) scripts/docs.py

module: $(PYTHON) ## Crea lo scheletro di un modulo (name=… layer=horizontal|vertical)
	@$(PYTHON) scripts/module.py "$(name)" "$(layer)"

clean: ## Toglie ciò che si ricostruisce: cache, interfaccia costruita
	@rm -rf frontend/dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find pico config tests scripts benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## Toglie anche ambiente, pacchetti e dati (VAR)
	@rm -rf .venv frontend/node_modules "$(VAR)"

$(PYTHON):
	@$(python) scripts/setup.py
