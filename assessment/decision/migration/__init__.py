"""The way from the model a team has to the recommended one: ``docs/decision/migration.md``."""

from assessment.decision.migration.parts import MigrationPath
from assessment.decision.migration.path import migration_path

__all__ = ["MigrationPath", "migration_path"]
