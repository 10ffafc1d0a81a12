"""What differs between two versions of a map, and what that means for running cases and events."""

from workflows.definition.difference.changes import Change, ChangeKind, Difference, Subject
from workflows.definition.difference.comparing import difference
from workflows.definition.difference.events import EventChange, event_additions, event_changes
from workflows.definition.difference.flight import Compatibility, Impact, in_flight
from workflows.definition.difference.flight_rules import FlightRule, Passage

__all__ = [
    "Change",
    "ChangeKind",
    "Compatibility",
    "Difference",
    "EventChange",
    "FlightRule",
    "Impact",
    "Passage",
    "Subject",
    "difference",
    "event_additions",
    "event_changes",
    "in_flight",
]
