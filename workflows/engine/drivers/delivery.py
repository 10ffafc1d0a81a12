"""Delivery: messages that get lost, doubled, delayed or refused, and what their senders do then.

``sent`` = ``delivered`` + ``dead_lettered`` + ``lost``, always: copies, messages sent again and
those put into the dead-letter topic count each time.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from workflows.engine.core.ownership import ORCHESTRATOR
from workflows.engine.core.rules import SECOND
from workflows.engine.drivers.chunk import Chunk
from workflows.engine.drivers.conditions import Conditions
from workflows.engine.drivers.faults import FaultKind
from workflows.engine.drivers.happenings import Happening
from workflows.engine.drivers.strikes import Strikes
from workflows.engine.drivers.world import World

__all__ = ["MESSAGE_FAULTS", "Delivery"]

MESSAGE_FAULTS = (
    FaultKind.BROKER_OUTAGE,
    FaultKind.MESSAGE_LOST,
    FaultKind.MESSAGE_DUPLICATED,
    FaultKind.MESSAGE_REORDERED,
    FaultKind.POISON_MESSAGE,
)


class Delivery:
    """The network of one run. ``again`` hears of the arrival of a copy."""

    __slots__ = ("_chunk", "_names", "_outage", "_redrive", "_strikes", "_tally", "_world", "again")

    def __init__(
        self,
        *,
        chunk: Chunk,
        strikes: Strikes,
        world: World,
        conditions: Conditions,
        names: tuple[str, ...],
    ) -> None:
        self._chunk = chunk
        self._tally = chunk.tally
        self._strikes = strikes
        self._world = world
        self._redrive = conditions.redrive
        self._names = names
        self._outage = 0
        self.again: Callable[[int, int, Happening], None] = _nobody

    def send(
        self,
        at: int,
        place: int,
        message: Happening,
        *,
        durable: bool,
        copy: bool = False,
        sending: int = 0,
    ) -> bool:
        """Send once; False where the message will never arrive of this sending. ``copy``: it was
        sent before, and whoever gets it may know."""
        self._tally.sent += 1
        if self._strikes.kinds.isdisjoint(MESSAGE_FAULTS):
            self._travel(at, place, message, copy=copy)
            return True
        # Each sending of a message meets luck of its own.
        key = message.key ^ sending << 56 ^ copy << 55
        leaves = self._after_outage(at, place, message, key, durable=durable)
        if leaves is None or self._strike(FaultKind.MESSAGE_LOST, leaves, place, message, key):
            self._lose(at, place, message, durable=durable, copy=copy, sending=sending)
            return False
        if self._strike(FaultKind.POISON_MESSAGE, leaves, place, message, key):
            self._poison(leaves + message.delay, place, message)
            return False
        arrival = leaves + message.delay
        if self._strike(FaultKind.MESSAGE_REORDERED, leaves, place, message, key):
            self._note(arrival, place, message, "is overtaken")
            arrival += self._world.overtaken
        self._travel(arrival - message.delay, place, message, copy=copy)
        if self._strike(FaultKind.MESSAGE_DUPLICATED, leaves, place, message, key):
            self._double(arrival, place, message)
        return True

    def _travel(self, at: int, place: int, message: Happening, *, copy: bool = False) -> None:
        self._tally.time["waiting"] += message.delay
        if copy:
            self._chunk.call(at + message.delay, place, partial(self._copy, message=message))
        else:
            self._chunk.push(at + message.delay, place, message)

    def park(self, place: int) -> None:
        """Count a message that was put into the dead-letter topic."""
        self._tally.sent += 1
        self._tally.dead_lettered += 1

    def _strike(self, kind: FaultKind, at: int, place: int, message: Happening, key: int) -> bool:
        case = self._chunk.first + place
        fault = self._strikes.at(kind, message.node, case, key, at)
        if fault is None:
            return False
        self._tally.injected[kind.value] += 1
        return True

    def _note(self, at: int, place: int, message: Happening, text: str) -> None:
        name = self._names[message.node]
        self._chunk.note(at, place, f"a message about '{name}' {text}")

    def _after_outage(
        self, at: int, place: int, message: Happening, key: int, *, durable: bool
    ) -> int | None:
        """When the broker takes the message; None where its sender does not try again."""
        kind = FaultKind.BROKER_OUTAGE
        fault = self._strikes.at(kind, message.node, self._chunk.first + place, key, at)
        if fault is not None and at >= self._outage:
            self._tally.injected[kind.value] += 1
            until = at + round(fault.duration * SECOND)
            if fault.window is not None:
                until = round(fault.window[1] * SECOND)
            self._outage = max(self._outage, until)
        if at >= self._outage:
            return at
        if not (durable or message.remote or message.sender == ORCHESTRATOR):
            return None
        self._note(at, place, message, "waits for the broker")
        self._tally.time["recovering"] += self._outage - at
        return self._outage

    def _lose(
        self,
        at: int,
        place: int,
        message: Happening,
        *,
        durable: bool,
        copy: bool,
        sending: int,
    ) -> None:
        self._tally.lost += 1
        self._note(at, place, message, "got lost")
        if durable:
            again = partial(self._send_again, message=message, copy=copy, sending=sending + 1)
            self._chunk.call(at + self._world.redelivery, place, again)

    def _send_again(
        self, at: int, place: int, *, message: Happening, copy: bool, sending: int
    ) -> None:
        if sending <= self._world.redeliveries:
            self._tally.time["recovering"] += self._world.redelivery
            self.send(at, place, message, durable=True, copy=copy, sending=sending)
            return
        self._bury(at, place, message=message)

    def _poison(self, arrival: int, place: int, message: Happening) -> None:
        """Its receiver fails at it, again from the retry topic, and gives it up."""
        tries = self._world.poisonings
        self._tally.sent += tries - 1
        self._tally.delivered += tries
        self._note(arrival, place, message, f"fails its receiver {tries} times")
        buried = partial(self._bury, message=message)
        self._chunk.call(arrival + tries * self._world.redelivery, place, buried)

    def _bury(self, at: int, place: int, *, message: Happening) -> None:
        self._note(at, place, message, "is a dead letter")
        self.park(place)
        lying = self._chunk.undelivered
        lying[place] = lying.get(place, 0) + 1
        if self._redrive is not None:
            dug_up = partial(self._dig_up, message=message)
            self._chunk.call(at + round(self._redrive * SECOND), place, dug_up)

    def _dig_up(self, at: int, place: int, *, message: Happening) -> None:
        """Somebody mended what was wrong and put the dead letter back."""
        lying = self._chunk.undelivered
        lying[place] -= 1
        if not lying[place]:
            del lying[place]
        self._note(at, place, message, "is put back")
        self._tally.sent += 1
        self._travel(at, place, message)

    def _double(self, arrival: int, place: int, message: Happening) -> None:
        self._tally.sent += 1
        self._note(arrival, place, message, "came twice")
        copy = partial(self._copy, message=message)
        self._chunk.call(arrival + self._world.echo, place, copy)

    def _copy(self, at: int, place: int, *, message: Happening) -> None:
        self.again(at, place, message)


def _nobody(at: int, place: int, message: Happening) -> None:
    raise LookupError("the delivery was not connected")
