"""Change what people say about themselves."""

from __future__ import annotations

from django.db import transaction

from projects.models import User

__all__ = ["person_rename"]


@transaction.atomic
def person_rename(*, person: User, name: str) -> User:
    """Change what colleagues call this person; empty goes back to the e-mail address."""
    person.name = name
    person.full_clean()
    person.save(update_fields=["name"])
    return person
