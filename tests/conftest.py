"""What every test may ask for: the cast of people and their project."""

from hypothesis import settings

pytest_plugins = ["tests.cast"]

# The machines that run the tests are shared: how long an example takes says nothing about it.
settings.register_profile("shared machines", deadline=None)
settings.load_profile("shared machines")
