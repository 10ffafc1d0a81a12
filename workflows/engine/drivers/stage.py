"""The stage: everybody who takes part in the cases of one version of a map, in one chunk."""

from __future__ import annotations

from collections.abc import Callable

from workflows.engine.drivers.chunk import Chunk
from workflows.engine.drivers.conditions import Conditions
from workflows.engine.drivers.crashes import Crashes
from workflows.engine.drivers.delivery import Delivery
from workflows.engine.drivers.happenings import Happening, Kind
from workflows.engine.drivers.luck import Luck
from workflows.engine.drivers.oddities import Oddities
from workflows.engine.drivers.owners import Orchestrator, Owners
from workflows.engine.drivers.participants import Participants, Queues
from workflows.engine.drivers.settlement import Settlement
from workflows.engine.drivers.strikes import Strikes
from workflows.engine.drivers.transitions import Page, Transitions

__all__ = ["Stage"]


class Stage:
    """Connects owners, participants and the network between them."""

    __slots__ = ("_delivery", "lay_fresh", "owners", "participants", "settlement", "transitions")

    def __init__(
        self,
        transitions: Transitions,
        conditions: Conditions,
        *,
        chunk: Chunk,
        queues: Queues,
        orchestrator: Orchestrator,
        careful: bool,
    ) -> None:
        compiled, catalogue = transitions.compiled, transitions.catalogue
        world = transitions.wiring.world
        self.transitions = transitions
        self.settlement = Settlement(chunk, compiled, conditions)
        strikes = Strikes(conditions.faults, compiled, conditions.seed)
        oddities = Oddities(
            compiled=compiled,
            catalogue=catalogue,
            chunk=chunk,
            strikes=strikes,
            queues=queues,
            conditions=conditions,
            careful=careful,
        )
        delivery = self._delivery = Delivery(
            chunk=chunk, strikes=strikes, world=world, conditions=conditions, names=compiled.names
        )
        self.participants = Participants(
            compiled=compiled,
            catalogue=catalogue,
            chunk=chunk,
            queues=queues,
            delivery=delivery,
            strikes=strikes,
            conditions=conditions,
            wiring=transitions.wiring,
        )
        self.owners = Owners(
            transitions=transitions,
            chunk=chunk,
            luck=Luck(compiled, conditions.seed),
            orchestrator=orchestrator,
            participants=self.participants,
            delivery=delivery,
            crashes=Crashes(chunk=chunk, strikes=strikes, conditions=conditions, world=world),
            conditions=conditions,
            lay=oddities.lay_fresh,
        )
        self.lay_fresh = oddities.lay_fresh
        oddities.lay_all()

    def happen(self, at: int, place: int, happening: Happening) -> None:
        """Let this happen to the case, the long way round."""
        if happening.kind == Kind.WORK:
            self.participants.arrive(at, place, happening)
        elif happening.kind == Kind.OTHER:
            happening.act(at, place)
        else:
            self.owners.hear(at, place, happening)

    def entry(self, page: Page, answer: Happening) -> Page:
        """The ledger after whoever waits was told that a step was done."""
        return self.transitions.entry(page, answer, heard=True)

    def counterpart(self, method: Callable[..., None]) -> Callable[..., None]:
        """The same method of whoever has the same part here."""
        part = type(getattr(method, "__self__", None))
        for mine in (self.owners, self.participants, self._delivery):
            if isinstance(mine, part):
                found: Callable[..., None] = getattr(mine, method.__name__)
                return found
        return method
