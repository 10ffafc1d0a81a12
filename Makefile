# What people and machines run. Each target sets up what it needs, so a fresh clone needs only Python and make.

PYTHON3 ?= python3

.PHONY: run test lint format bench soak

run:  ## start Podium at http://127.0.0.1:8000 (PORT and DATABASE_URL are honoured)
	@$(PYTHON3) scripts/setup.py run
	@exec .venv/bin/python -m config.serve

test:  ## everything that must hold: lint, types, layers, sizes, migrations, tests
	@$(PYTHON3) scripts/setup.py test
	@.venv/bin/python scripts/check.py

lint:  ## the quick half of `make test`
	@$(PYTHON3) scripts/setup.py test
	@.venv/bin/python scripts/check.py --no-tests

format:  ## bring the code into shape
	@$(PYTHON3) scripts/setup.py test
	@.venv/bin/ruff check --fix-only --quiet .
	@.venv/bin/ruff format .

bench:  ## measure, and print the tables
	@$(PYTHON3) scripts/setup.py test
	@.venv/bin/python -m benchmarks

soak:  ## prove the engine's invariants over 10,000 random worlds (some minutes)
	@$(PYTHON3) scripts/setup.py test
	@.venv/bin/python -m tests.proof.soak
