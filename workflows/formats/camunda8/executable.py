"""Zeebe's extension elements on a written BPMN tree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from workflows.definition.columns import requirements_of
from workflows.definition.findings import Finding
from workflows.definition.model import Definition, EventKind, Loop, Node, NodeKind
from workflows.formats.bpmn.child_order import new_child
from workflows.formats.bpmn.dialects.names import ZEEBE, extensions, zeebe
from workflows.formats.bpmn.document import Element, local_name
from workflows.formats.bpmn.elements import bpmn
from workflows.formats.bpmn.expressions import add_expression
from workflows.formats.bpmn.timers import format_iso
from workflows.formats.camunda8.feel import feel, variable
from workflows.formats.spoken_ids import spoken_ids
from workflows.formats.support import lost

__all__ = ["Executable"]

_BY_WORKER = ("serviceTask", "sendTask", "scriptTask", "businessRuleTask")
# Camunda passes through what says nothing about who does it.
_RETAGGED = {"task": "serviceTask", "manualTask": "userTask", "subProcess": "serviceTask"} | {
    "adHocSubProcess": "serviceTask"
}


@dataclass(slots=True)
class Executable:
    """Makes the elements of one definition executable; ``losses`` says what people have to fill
    in, ``asked`` names the variables that stand for a condition until they do."""

    root: Element
    definition: Definition
    elements: dict[str, Element]
    losses: list[Finding] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    spoken: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.spoken = spoken_ids(self.definition)

    def finish(self) -> None:
        """Adds everything."""
        for node in self.definition.nodes:
            element = self.elements.get(node.id)
            if element is not None:
                self._node(node, element)
        for node in self.definition.nodes:
            self._conditions(node)

    def _node(self, node: Node, element: Element) -> None:
        if node.is_step:
            self._step(node, element)
        elif node.kind is NodeKind.CALL_ACTIVITY:
            _extension(element, "calledElement").set(
                "processId", element.get("calledElement") or ""
            )
        elif node.kind is NodeKind.SUB_PROCESS and local_name(element) == "transaction":
            element.tag = bpmn("subProcess")
        if node.event is EventKind.MESSAGE and node.kind in (NodeKind.END, NodeKind.THROW):
            self._job(node, element, tries=3)
        if node.event is EventKind.TIMER:
            self._timer(node, element)
        if node.event is EventKind.CONDITIONAL:
            self._condition_of(node, element)
        if node.event is EventKind.MESSAGE or node.kind is NodeKind.RECEIVE_TASK:
            self._subscription(node, element)
        if node.loop is not None:
            self._instances(element, node.loop)

    def _step(self, node: Node, element: Element) -> None:
        tag = local_name(element)
        if tag == "callActivity":
            self._call(node, element)
            return
        if tag in _RETAGGED:
            element.tag = bpmn(_RETAGGED[tag])
        tag = local_name(element)
        if tag == "userTask":
            self._user_task(node, element)
        elif tag in _BY_WORKER:
            self._job(node, element, tries=requirements_of(node).retry.max_attempts)
        self._mappings(node, element)

    def _call(self, node: Node, element: Element) -> None:
        own = _extension(element, "calledElement")
        if not own.get("processId"):
            own.set("processId", element.get("calledElement") or variable(node.name or node.id))

    def _job(self, node: Node, element: Element, *, tries: int) -> None:
        """The job type is what another tool said, else participant and step."""
        told = list(extensions(element, zeebe("script"), zeebe("calledDecision")))
        for one in told:
            # Camunda wants one word where other tools let people write several.
            if one.get("resultVariable"):
                one.set("resultVariable", variable(one.get("resultVariable") or ""))
        if told:
            return
        own = _extension(element, "taskDefinition")
        if not own.get("type"):
            said = (self._said(one) for one in (node.participant, node.id) if one)
            own.set("type", ".".join(said))
        own.set("retries", str(tries))

    def _user_task(self, node: Node, element: Element) -> None:
        needs = requirements_of(node)
        if not any(True for _ in extensions(element, zeebe("userTask"))):
            _extension(element, "userTask")
        form = _extension(element, "formDefinition")
        key = form.attrib.pop("formKey", "")
        if key and not form.get("formId"):
            form.set("externalReference", str(key))
        if not form.attrib:
            form.set("formId", f"form-{variable(self._said(node.id))}")
            self._tell(node, "needs a form", f"Make the form {form.get('formId')!r} in Camunda.")
        if node.participant and not any(
            True for _ in extensions(element, zeebe("assignmentDefinition"))
        ):
            group = self._said(node.participant)
            _extension(element, "assignmentDefinition").set("candidateGroups", group)
        if needs.deadline is not None:
            length = format_iso(needs.deadline)
            _extension(element, "taskSchedule").set("dueDate", f'=now() + duration("{length}")')

    def _mappings(self, node: Node, element: Element) -> None:
        """Data flows that begin or end here as variables; those that another tool mapped stay."""
        given = list(extensions(element, zeebe("ioMapping")))
        for one in (mapping for own in given for mapping in own.iterchildren("*")):
            path = (one.get("target") or "").split(".")
            one.set("target", ".".join(variable(part) for part in path))
        if given:
            return
        flows = self.definition.data_flows
        taken = dict.fromkeys(variable(one.name) for one in flows if one.target == node.id)
        left = dict.fromkeys(variable(one.name) for one in flows if one.source == node.id)
        if not taken and not left:
            return
        own = _extension(element, "ioMapping")
        for tag, names in (("input", taken), ("output", left)):
            for name in names:
                etree.SubElement(own, zeebe(tag), {"source": f"={name}", "target": name})

    def _timer(self, node: Node, element: Element) -> None:
        own = element.find(bpmn("timerEventDefinition"))
        if own is None:
            return
        begins = node.kind is NodeKind.START and node.parent is None
        given = next((one for one in own if local_name(one).startswith("time")), None)
        text = "" if given is None else (given.text or "").strip()
        if given is None or not _is_time(local_name(given), text):
            if given is not None:
                own.remove(given)
            name = variable(f"wait_{self._said(node.id)}")
            add_expression(own, "timeCycle" if begins else "timeDuration", f"={name}")
            self._tell(node, f"waits for a time in the variable {name!r}", "Set the variable.")
        elif begins and local_name(given) == "timeDuration":
            # A process is started again and again, not once after a while.
            given.tag = bpmn("timeCycle")
            given.text = f"R/{text}"

    def _condition_of(self, node: Node, element: Element) -> None:
        own = element.find(f".//{bpmn('condition')}")
        if own is not None:
            own.text = self._feel(node, node.condition, f"condition_{self._said(node.id)}")

    def _subscription(self, node: Node, element: Element) -> None:
        """A message is matched to a case by a key; one that begins a case needs none."""
        trigger = element.find(bpmn("messageEventDefinition"))
        reference = (element if trigger is None else trigger).get("messageRef")
        message = next(
            (one for one in self.root.iterfind(bpmn("message")) if one.get("id") == reference), None
        )
        begins = node.kind is NodeKind.START and node.parent is None
        if message is None or begins:
            return
        own = _extension(message, "subscription")
        thrown = node.kind in (NodeKind.END, NodeKind.THROW)
        if not own.get("correlationKey"):
            own.set("correlationKey", "=correlationKey")
        elif own.get("correlationKey") != "=correlationKey":
            return
        if not thrown:
            text = f"waits for “{message.get('name')}” by the variable 'correlationKey'"
            self._tell(node, text, "Name the variable that tells cases apart.")

    def _instances(self, element: Element, loop: Loop) -> None:
        own = element.find(bpmn("multiInstanceLoopCharacteristics"))
        if own is None:
            return
        for number in own.findall(bpmn("loopCardinality")):
            own.remove(number)
        inner = _extension(own, "loopCharacteristics")
        if not inner.get("inputCollection"):
            inner.set("inputCollection", f"=for i in 1..{loop.count} return i")
            inner.set("inputElement", "item")
        done = own.find(bpmn("completionCondition"))
        if done is not None and loop.condition:
            done.text = feel(loop.condition) or f"={variable(loop.condition)}"

    def _conditions(self, node: Node) -> None:
        """Each flow out of a gateway that decides has a condition but the default."""
        if node.kind not in (NodeKind.DECISION, NodeKind.INCLUSIVE):
            return
        leaving = self.definition.outgoing[node.id]
        gateway = self.elements[node.id]
        if len(leaving) < 2:
            return
        if not gateway.get("default") and not all(flow.condition for flow in leaving):
            gateway.set("default", next(f.id for f in reversed(leaving) if not f.condition))
        for flow in leaving:
            element = self.elements[flow.id]
            own = element.find(bpmn("conditionExpression"))
            if gateway.get("default") == flow.id:
                if own is not None:
                    element.remove(own)
                continue
            if own is None:
                own = add_expression(element, "conditionExpression", "")
            name = self._said(flow.id)
            if flow.name or name == flow.id:
                name = f"{self._said(node.id)}_{flow.name or name}"
            own.text = self._feel(node, flow.condition, name, flow_id=flow.id)
            own.attrib.pop("language", "")

    def _feel(self, node: Node, condition: str, otherwise: str, *, flow_id: str = "") -> str:
        said = feel(condition) if condition else ""
        if said:
            return said
        name = variable(otherwise)
        shown = f"{condition!r} is no condition" if condition else "nothing says when"
        message = f"{shown} at “{node.name or node.id}”; Camunda 8 reads the variable {name!r}."
        self.losses.append(lost(flow_id or node.id, message, mend="Write the condition."))
        self.asked.append(name)
        return f"={name}"

    def _said(self, own_id: str) -> str:
        return self.spoken.get(own_id, own_id)

    def _tell(self, node: Node, what: str, mend: str) -> None:
        message = f"“{node.name or node.id}” {what} in Camunda 8."
        self.losses.append(lost(node.id, message, mend=mend))


_TIMES = {
    "timeDuration": re.compile(r"P(?=[\dT]).*"),
    "timeCycle": re.compile(r"R\d*/.*P(?=[\dT]).*"),
    "timeDate": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)(\[.*\])?"),
}


def _is_time(tag: str, text: str) -> bool:
    """Whether Camunda 8 reads a text as a time; a cron pattern is left to people."""
    return text.startswith("=") or bool(tag in _TIMES and _TIMES[tag].fullmatch(text))


def _extension(element: Element, tag: str) -> Element:
    """Zeebe's extension of an element, added where it has none."""
    found = next(iter(extensions(element, zeebe(tag))), None)
    if found is not None:
        return found
    holder = element.find(bpmn("extensionElements"))
    if holder is None:
        holder = new_child(element, "extensionElements")
    return etree.SubElement(holder, zeebe(tag), nsmap={"zeebe": ZEEBE})
