"""AsyncAPI 3.0 documents of a derived choreography (https://www.asyncapi.com/docs/reference/
specification/v3.0.0): one for the whole, one for each participant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workflows.definition.columns import requirements_of
from workflows.definition.model import Node
from workflows.definition.quantities import format_duration
from workflows.engine.coordination.choreography import derive_rules
from workflows.engine.coordination.notices import NoticeKind
from workflows.engine.coordination.rules import ParticipantRules, Rule
from workflows.formats.asyncapi.events import NOBODY, Choreography, Event, Listening
from workflows.formats.asyncapi.schemas import HEADERS, data_schemas, headers_of, payload_of
from workflows.formats.safe_names import slug
from workflows.formats.yaml_plain import Plain

__all__ = ["Documents"]

_SUMMARIES = {
    NoticeKind.ENDED: "One way through a scope has come to its end.",
    NoticeKind.THROWN: "An error, an escalation or a cancel has left a scope.",
    NoticeKind.STOPPED: "A scope is over; drop what is still open in it.",
    NoticeKind.FAILED: "A step has failed for good; take back what you have done for this case.",
    NoticeKind.NEWS: "A message, a signal or a value has become known.",
    NoticeKind.UNDO_ASKED: "Take back what you have done here for this case.",
    NoticeKind.UNDO_FINISHED: "What was asked for has been taken back.",
}
_HOW = (
    "Derived by Podium from a workflow map: which events each participant would publish and"
    " listen to, if nobody conducted the process. Delivery is assumed to be at least once and in"
    " order per case only; publish through an outbox, drop repeated messages through an inbox."
)


class Documents:
    """Makes the documents of one map."""

    def __init__(self, told: Choreography) -> None:
        self._told = told
        self._map = told.definition
        self._topics = slug(self._map.id) or "map"
        self._rules = {one.participant or NOBODY: one for one in derive_rules(self._map)}

    def whole(self) -> dict[str, Plain]:
        """The document of the whole choreography, from the view of all its participants."""
        names = ", ".join(map(self._told.name_of, self._told.participants))
        text = f"{_HOW}\n\nParticipants: {names or 'none'}."
        return self._document(self._map.name or self._map.id, text, self._told.participants)

    def of(self, participant: str) -> dict[str, Plain]:
        """The document of one participant: what it sends and receives."""
        title = f"{self._told.name_of(participant)} in {self._map.name or self._map.id}"
        rules = self._rules.get(participant)
        knows = ", ".join(rules.knows) if rules else ""
        text = f"{_HOW}\n\nKnows of: {knows or 'nobody'}."
        remembers = "".join(f"\n- {memory}" for memory in rules.remembers) if rules else ""
        if remembers:
            text += f"\n\nBetween messages it{remembers}"
        return self._document(title, text, (participant,))

    def _document(self, title: str, text: str, people: tuple[str, ...]) -> dict[str, Plain]:
        heard = [e for e in self._told.events if {*e.senders, *e.receivers} & set(people)]
        document: dict[str, Plain] = {
            "asyncapi": "3.0.0",
            "info": {"title": title, "version": "1.0.0", "description": text},
            "defaultContentType": "application/json",
            "channels": {event.key: self._channel(event) for event in heard} | self._kept(people),
            "operations": self._operations(heard, people),
        }
        return document | {"components": self._components(heard)}

    # Channels and messages

    def _channel(self, event: Event) -> dict[str, Plain]:
        return {
            "address": f"{self._topics}.{event.key}",
            "title": event.topic,
            "messages": {event.key: {"$ref": f"#/components/messages/{event.key}"}},
            "x-podium-partition-key": "case-id",
        }

    def _message(self, event: Event) -> dict[str, Plain]:
        message: dict[str, Plain] = {
            "name": event.key,
            "title": event.topic,
            "summary": _SUMMARIES.get(event.kind, "The process goes on from here."),
        }
        node = self._told.node(event.about)
        if node is not None and node.documentation:
            message["description"] = node.documentation
        return message | {
            "headers": {"$ref": f"#/components/schemas/{HEADERS}"},
            "payload": {"$ref": f"#/components/schemas/{event.key}"},
            "correlationId": {"$ref": "#/components/correlationIds/case"},
        }

    def _components(self, heard: list[Event]) -> dict[str, Plain]:
        payloads = {event.key: payload_of(event, self._told) for event in heard}
        used = repr(payloads)
        data = {k: v for k, v in data_schemas(self._map).items() if f"schemas/{k}'" in used}
        return {
            "messages": {event.key: self._message(event) for event in heard},
            "schemas": {HEADERS: headers_of(self._map)} | payloads | data,
            "correlationIds": {
                "case": {
                    "description": "All messages of a case carry the same case-id.",
                    "location": "$message.header#/case-id",
                }
            },
        }

    # What a participant keeps for itself

    def _kept(self, people: tuple[str, ...]) -> dict[str, Plain]:
        """The queues that participants keep for tries to come and for what they gave up."""
        return {
            address: _queue(address) | {"messages": self._retried(person)}
            for address, person, _ in self._queues(people)
        }

    def _retried(self, person: str) -> dict[str, Plain]:
        """The messages that make a participant do a step."""
        return {
            event.key: {"$ref": f"#/components/messages/{event.key}"}
            for event in self._told.events
            if any(self._is_step(one, person) for one in event.listening)
        }

    def _is_step(self, one: Listening, person: str) -> bool:
        node = self._told.node(one.concerns)
        return one.participant == person and node is not None and node.is_step

    def _queues(self, people: Iterable[str]) -> Iterator[tuple[str, str, bool]]:
        """Address, participant and whether it takes from there what it has put there."""
        for person in people:
            rules = self._rules[person].rules if person in self._rules else ()
            tried = [rule.retrying for rule in rules if rule.retrying]
            again = next((one.through for one in tried if one.attempts > 1), "")
            given_up = next((one for one in tried if "dead-letter" in one.after), None)
            if again:
                yield f"{self._topics}.{slug(again)}", person, True
            if given_up:
                through = given_up.through.removesuffix(".retry")
                yield f"{self._topics}.{slug(through)}.dead-letter", person, False

    # Operations

    def _operations(self, heard: list[Event], people: tuple[str, ...]) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        for person in people:
            name = slug(person) or "participant"
            for event in heard:
                if person in event.senders:
                    found[f"{name}.send.{event.key}"] = self._sending(event, person)
            for event in heard:
                if person in event.receivers:
                    found[f"{name}.receive.{event.key}"] = self._receiving(event, person)
        return found | self._keeping(people)

    def _keeping(self, people: tuple[str, ...]) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        for address, person, takes in self._queues(people):
            found[f"send.{address}"] = self._operation("send", address, person, address)
            if takes:
                found[f"receive.{address}"] = self._operation("receive", address, person, address)
        return found

    def _operation(self, action: str, key: str, person: str, title: str) -> dict[str, Plain]:
        return {
            "action": action,
            "channel": {"$ref": f"#/channels/{key}"},
            "title": title,
            "tags": [{"name": self._told.name_of(person)}],
            "x-podium-participant": person,
        }

    def _sending(self, event: Event, person: str) -> dict[str, Plain]:
        listeners = ", ".join(map(self._told.name_of, event.receivers))
        title = f"{self._told.name_of(person)} publishes: {event.topic}"
        found = self._operation("send", event.key, person, title)
        found["summary"] = f"{listeners} listen." if "," in listeners else f"{listeners} listens."
        return found | self._messages(event)

    def _receiving(self, event: Event, person: str) -> dict[str, Plain]:
        title = f"{self._told.name_of(person)} reacts to: {event.topic}"
        found = self._operation("receive", event.key, person, title)
        rules = self._rules.get(person)
        if rules and (text := _reactions(rules, event)):
            found["description"] = text
        mine = [one for one in event.listening if one.participant == person]
        return found | self._messages(event) | self._needs(mine, event)

    def _messages(self, event: Event) -> dict[str, Plain]:
        return {"messages": [{"$ref": f"#/channels/{event.key}/messages/{event.key}"}]}

    def _needs(self, mine: list[Listening], event: Event) -> dict[str, Plain]:
        """What the requirement matrix says of the steps that the event leads to."""
        if event.kind is not NoticeKind.WENT_ON:
            return {}
        steps = [self._told.node(one.concerns) for one in mine]
        known = {step.id: _needs_of(step) for step in steps if step and step.is_step}
        return {"x-podium-steps": known} if known else {}


def _queue(address: str) -> dict[str, Plain]:
    retried = address.endswith(".retry")
    text = "Tries to come, each after its pause." if retried else "Given up; a person looks here."
    return {"address": address, "title": address, "description": text}


def _reactions(rules: ParticipantRules, event: Event) -> str:
    """What the derived rules of a participant say that it does when the event comes."""
    found = [rule for rule in rules.rules if _hears(rule, event.topic)]
    sentences = dict.fromkeys(_sentence(rule, event.topic) for rule in found)
    return "\n".join(text[0].upper() + text[1:] for text in sentences)


def _hears(rule: Rule, topic: str) -> bool:
    return any(one.topic == topic and one.sender for one in (*rule.hears, *rule.gathers))


def _sentence(rule: Rule, topic: str) -> str:
    if not any(one.topic == topic for one in rule.hears):
        return f"Counts it: {rule.does}."
    where = next((one.by for one in rule.hears if one.topic == topic and one.by), ())
    led = " and ".join(f"‘{name}’" for name in where)
    condition = f"Where {led} led here: " if led else ""
    together = " once all the others have come" if rule.waits_for_all else ""
    tries = f"; {rule.retrying}" if rule.retrying else ""
    return f"{condition}{rule.does}{together}{tries}."


def _needs_of(step: Node) -> dict[str, Plain]:
    needs = requirements_of(step)
    found: dict[str, Plain] = {"consistency": needs.consistency.value}
    if needs.effect is not None:
        found["effect"] = True
        found["idempotent"] = needs.effect.idempotent
        if needs.effect.compensation:
            found["undone-by"] = needs.effect.compensation
    found["tries"] = needs.retry.max_attempts
    if needs.timeout is not None:
        found["timeout"] = format_duration(needs.timeout)
    if needs.deadline is not None:
        found["deadline"] = format_duration(needs.deadline)
    found["on-failure"] = needs.on_failure.value
    return found
