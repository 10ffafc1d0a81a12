"""How the parts of the running system are: what /healthz reports."""

from dataclasses import dataclass

from django.db import DatabaseError, connection

from config.heartbeat import DEAD_AFTER, latest_beat

__all__ = ["Health", "check_health"]


@dataclass(frozen=True, slots=True)
class Health:
    """One word or short sentence per part; "ok" where all is well."""

    web: str
    database: str
    worker: str

    @property
    def is_serving(self) -> bool:
        """Whether people can use the pages. A silent worker delays work but stops no page."""
        return self.database == "ok"


def check_health() -> Health:
    """Ask the database, and through it the workers. Runs two queries."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return Health(web="ok", database="ok", worker=_worker())
    except DatabaseError as error:
        return Health(web="ok", database=f"failed: {type(error).__name__}", worker="unknown")


def _worker() -> str:
    beat = latest_beat()
    if beat is None:
        return "no heartbeat yet"
    if beat.age > DEAD_AFTER:
        return f"no heartbeat for {beat.age.total_seconds():.0f} s"
    return "ok"
