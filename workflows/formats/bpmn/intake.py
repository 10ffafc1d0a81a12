"""What a BPMN reader gathers on its way: notes, problems, and where each element stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from lxml import etree

from workflows.definition.findings import Finding, Problem, Severity
from workflows.definition.model import Participant
from workflows.formats.bpmn.document import Element, children, line_of, local_name, words
from workflows.formats.bpmn.elements import BPMN, PODIUM, QUIET, bpmn

__all__ = ["ASSUMED", "NOT_READ", "Intake"]

NOT_READ = "format-not-read"
ASSUMED = "format-assumed"
_SOURCE = "BPMN 2.0"


@dataclass(slots=True)
class Intake:
    """Notes and problems in file order; ``lines`` says where each id stands, ``declared`` what
    stands at the root by tag and id, ``performers`` who performs steps by their jobs."""

    notes: list[Finding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    declared: dict[tuple[str, str], Element] = field(default_factory=dict)
    performers: dict[str, Participant] = field(default_factory=dict)
    _left: Counter[str] = field(default_factory=Counter)
    _foreign: Counter[str] = field(default_factory=Counter)

    def id_of(self, element: Element) -> str:
        """The element's id; its absence is a problem."""
        line = line_of(element)
        own_id = element.get("id") or ""
        if not own_id:
            message = "has no id; give it one"
            self.problems.append(Problem(where=words(element), message=message, line=line))
            own_id = f"{local_name(element)}-{line}"
        self.lines.setdefault(own_id, line)
        return own_id

    def not_read(self, element: Element, message: str) -> None:
        """Notes something that only the original keeps."""
        self._note(NOT_READ, Severity.MEDIUM, element, message)

    def assumed(self, element: Element, message: str) -> None:
        """Notes an element that is read as something simpler."""
        self._note(ASSUMED, Severity.LOW, element, message)

    def _note(self, code: str, severity: Severity, element: Element, message: str) -> None:
        self.notes.append(
            Finding(
                code=code,
                severity=severity,
                where=element.get("id") or "",
                message=f"{words(element)} {message}.",
                mend="Check that the map still says what you mean; the file is kept as it was.",
                source=_SOURCE,
            )
        )

    def look_through(self, element: Element, carried: Collection[Element] = ()) -> None:
        """Counts the children that no reader takes, and the extensions of other tools; but not
        those that the definition carries."""
        for child in children(element):
            if local_name(child) not in QUIET and child not in carried:
                self._left[local_name(child)] += 1
        for extensions in element.findall(bpmn("extensionElements")):
            for child in extensions:
                if child in carried or not isinstance(child.tag, str):
                    continue
                if not child.tag.startswith(f"{{{PODIUM}}}"):
                    self._foreign[etree.QName(child).namespace or "no namespace"] += 1

    def close(self) -> tuple[Finding, ...]:
        """All notes; what occurs many times is summed up in one each."""
        summed = [
            f"{count} × <{tag}> is kept in the original only" for tag, count in self._left.items()
        ]
        summed += [
            f"{count} extension elements of {namespace} are kept in the original only"
            for namespace, count in self._foreign.items()
            if namespace != BPMN
        ]
        return tuple(self.notes) + tuple(
            Finding(
                code=NOT_READ, severity=Severity.LOW, where="", message=f"{text}.", source=_SOURCE
            )
            for text in summed
        )
