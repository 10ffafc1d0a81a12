"""What every test may ask for: the cast of people and their project."""

pytest_plugins = ["tests.cast"]
