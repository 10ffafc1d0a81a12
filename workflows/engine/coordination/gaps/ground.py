"""What the rules about gaps look at: a map, who owns what, and what crosses between owners."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from workflows.definition.findings import Finding, Severity
from workflows.definition.model import OrchestrationModel
from workflows.engine.coordination.notices import Notice, NoticeKind, notices
from workflows.engine.coordination.paths import Paths
from workflows.engine.core.compiled import CompiledMap
from workflows.engine.core.ownership import ORCHESTRATOR, Ownership

__all__ = ["Ground", "listed", "plural"]


class Ground:
    """One map under one model."""

    def __init__(
        self, compiled: CompiledMap, ownership: Ownership, model: OrchestrationModel
    ) -> None:
        self.map = compiled
        self.owners = ownership.owners
        self.model = model
        self._ownership = ownership

    @cached_property
    def paths(self) -> Paths:
        """The ways of the map."""
        return Paths(self.map, self._ownership)

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """Everything that owners may have to tell each other."""
        return notices(self.map, self._ownership)

    def crossing(self, *kinds: NoticeKind) -> list[Notice]:
        """The notices of these kinds that need a message."""
        return [one for one in self.notices if one.kind in kinds and not one.is_local]

    @cached_property
    def performers(self) -> frozenset[int]:
        """The owners of the steps."""
        return frozenset(self.owners[step] for step in self.steps)

    @property
    def steps(self) -> tuple[int, ...]:
        """The steps that tokens come to."""
        return self.paths.steps

    def who(self, owner: int) -> str:
        """An owner, as people say."""
        if owner == ORCHESTRATOR:
            return "the orchestrator"
        name = self.map.participants[owner]
        known = self.map.definition.participants_by_id.get(name)
        return (known.name or name) if known else name or "nobody"

    def all_of(self, owners: Iterable[int]) -> str:
        """Several owners, as people say."""
        return listed([self.who(owner) for owner in sorted(set(owners))])

    def name(self, node: int) -> str:
        """A node by its name, in quotes."""
        return f"'{self.map.names[node]}'"

    def finding(
        self,
        code: str,
        severity: Severity,
        node: int,
        *,
        message: str,
        mend: str,
        source: str,
    ) -> Finding:
        """A gap at ``node``, -1 for the whole map."""
        return Finding(
            code=code,
            severity=severity,
            where=self.map.ids[node] if node >= 0 else "",
            message=message,
            mend=mend,
            source=source,
        )


def listed(texts: Iterable[str]) -> str:
    """``a, b and c``; each text once."""
    *most, last = dict.fromkeys(texts)
    return f"{', '.join(most)} and {last}" if most else last


def plural(count: int, what: str) -> str:
    """``1 message``, ``2 messages``."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
