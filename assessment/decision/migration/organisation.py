"""Who should own what, read off the teams: Conway 1968, Skelton and Pais 2019, and the guide.

Only what is stated counts: a team that the context or the map names. The thresholds stand in
``knowledge/migration.toml`` under ``organisation``, the sentences under ``advice``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from assessment.decision.assessment import EventExperience, Team
from assessment.decision.migration.knowledge import MigrationKnowledge
from assessment.decision.migration.parts import Advice, Conduct
from assessment.decision.migration.ways import Ways
from assessment.decision.phrases import count, listed, quoted
from workflows.definition.model import Participant, ParticipantKind

__all__ = ["advice_on"]

_EXPERIENCED = (EventExperience.SEVERAL_TEAMS, EventExperience.EVERYDAY)
_PLATFORM = ("platform", "infrastructure", "enablement")


def advice_on(
    ways: Ways, target: Mapping[str, Conduct], known: MigrationKnowledge
) -> tuple[Advice, ...]:
    """Advice on the organisation for the recommended model, the most far-reaching first."""
    structure = _Structure(ways=ways, target=target, known=known)
    if not structure.teams:
        return (structure.say("teams-unknown"), *_unowned(structure), *_partners(structure))
    rules = (_orchestrator, _registry, _enablement, _line, _bottleneck, _small, _unowned, _partners)
    return tuple(advice for rule in rules for advice in rule(structure))


@dataclass(frozen=True, kw_only=True)
class _Structure:
    """The teams against the recommended model."""

    ways: Ways
    target: Mapping[str, Conduct]
    known: MigrationKnowledge

    @cached_property
    def teams(self) -> tuple[str, ...]:
        return self.ways.owners(step.id for step in self.ways.definition.forward_steps)

    @cached_property
    def orchestrated(self) -> list[str]:
        return self._conducted(Conduct.ORCHESTRATED)

    @cached_property
    def event_driven(self) -> list[str]:
        return self._conducted(Conduct.EVENT_DRIVEN)

    @cached_property
    def platform(self) -> str:
        """A stated team that serves the others, by its name; empty where there is none."""
        names = [team.name for team in self.ways.assessment.context.teams]
        return next((n for n in names if any(word in n.lower() for word in _PLATFORM)), "")

    @cached_property
    def between(self) -> list[tuple[str, str]]:
        """The teams of each hand-over between two known teams."""
        ends = [(self.ways.owner(a), self.ways.owner(b)) for a, b in self.ways.links]
        return [(a, b) for a, b in ends if a and b and a != b]

    def figure(self, name: str) -> float:
        return self.known.figures[f"organisation.{name}"]

    def say(self, advice: str, **texts: object) -> Advice:
        found = self.known.advice[advice]
        return Advice(
            id=advice,
            title=found.title,
            text=_capital(found.text.format_map(texts)),
            because=_capital(found.why.format_map(texts)),
            source=self.known.cite(found.source),
        )

    def _conducted(self, conduct: Conduct) -> list[str]:
        steps = self.ways.definition.forward_steps
        return [step.id for step in steps if self.target[step.id] is conduct]


def _orchestrator(structure: _Structure) -> Iterator[Advice]:
    """The team that owns more than half of the orchestrated steps, else a platform team where
    many teams share them."""
    steps = structure.orchestrated
    if not steps:
        return
    owned = _ranked(structure, (structure.ways.owner(step) for step in steps))
    if not owned:
        yield structure.say("orchestrator-unowned", all=len(steps))
        return
    team, own = owned[0]
    texts = {"team": team, "own": own, "all": len(steps), "count": len(owned)}
    if own / len(steps) > structure.figure("own_share"):
        yield structure.say("orchestrator-team", **texts)
    elif structure.platform:
        yield structure.say(
            "orchestrator-existing-platform", **texts | {"team": structure.platform}
        )
    elif len(owned) >= structure.figure("many_teams"):
        yield structure.say("orchestrator-platform", **texts)
    else:
        others = listed([name for name, _ in owned[1:]]) or "whoever owns the rest"
        yield structure.say("orchestrator-split", **texts, others=others)


def _registry(structure: _Structure) -> Iterator[Advice]:
    """One registry as soon as events are published; its keeper serves all who publish."""
    publishers = structure.ways.owners(_publishers(structure))
    if len(publishers) == 1:
        yield structure.say("registry-one", team=publishers[0])
    elif publishers:
        keeper = structure.platform or "A platform or enablement team"
        names = listed(publishers)
        yield structure.say(
            "registry-shared", keeper=keeper, publishers=names, count=len(publishers)
        )


def _publishers(structure: _Structure) -> list[str]:
    """The steps after which an event-driven step follows."""
    links = structure.ways.links
    found = [source for source, after in links if structure.target[after] is Conduct.EVENT_DRIVEN]
    return list(dict.fromkeys(found))


def _enablement(structure: _Structure) -> Iterator[Advice]:
    """Due where many teams must learn events that few have run."""
    ways = structure.ways
    learners = ways.owners([*structure.event_driven, *_publishers(structure)])
    experience = ways.assessment.context.event_experience
    if not learners:
        yield structure.say("enablement-none", reason="no team has to run events")
        return
    if experience in _EXPERIENCED:
        yield structure.say("enablement-none", reason="several teams run events in production")
        return
    people = sum(team.people or 0 for team in ways.assessment.context.teams)
    many = len(learners) >= structure.figure("enablement_teams")
    large = people >= structure.figure("enablement_people")
    texts = {"teams": listed(learners), "experience": _EXPERIENCE[experience], "people": people}
    if many and large:
        yield structure.say("enablement-team", **texts, count=len(learners))
    else:
        yield structure.say("enablement-loan", **texts, count=count(len(learners), "team"))


def _line(structure: _Structure) -> Iterator[Advice]:
    """Whether the crossings run between teams or through the middle of one."""
    ways, target = structure.ways, structure.target
    crossed = [(a, b) for a, b in ways.links if target[a] is not target[b]]
    ends = [(ways.owner(a), ways.owner(b)) for a, b in crossed]
    known = [(a, b) for a, b in ends if a and b]
    if not known:
        return
    inside = [a for a, b in known if a == b]
    if len(inside) * 2 > len(known):
        teams = listed(list(dict.fromkeys(inside)))
        yield structure.say("line-cuts", teams=teams, own=len(inside), all=len(known))
    else:
        between = len(known) - len(inside)
        yield structure.say("line-follows", own=between, all=len(known))


def _bottleneck(structure: _Structure) -> Iterator[Advice]:
    """A team that takes part in most hand-overs between three teams and more."""
    hands = structure.between
    owned = _ranked(structure, (team for pair in hands for team in pair))
    if len(structure.teams) < 3 or not owned:
        return
    team, own = owned[0]
    if own / len(hands) > structure.figure("bottleneck_share"):
        yield structure.say("bottleneck", team=team, own=own, all=len(hands))


def _small(structure: _Structure) -> Iterator[Advice]:
    """Teams of few people that own steps."""
    for team in structure.ways.assessment.context.teams:
        steps = _owned_by(structure, team)
        if steps and team.people is not None and team.people <= structure.figure("few_people"):
            people = count(team.people, "person", "people")
            owns = count(len(steps), "step")
            yield structure.say("small-team", team=team.name, people=people, steps=owns)


def _unowned(structure: _Structure) -> Iterator[Advice]:
    """Participants of our own that perform steps and belong to nobody."""
    names, steps = _performing(structure, external=False)
    if names:
        yield structure.say("unowned", participants=listed(names), steps=count(steps, "step"))


def _partners(structure: _Structure) -> Iterator[Advice]:
    """Partners that nobody integrates by name."""
    names, steps = _performing(structure, external=True)
    if names:
        yield structure.say("partners", participants=listed(names), steps=count(steps, "step"))


def _performing(structure: _Structure, *, external: bool) -> tuple[list[str], int]:
    """The participants without an owner (or the partners, owned or not) and how many steps they
    perform."""
    ways = structure.ways
    performers = ways.definition.participants_by_id
    found: Counter[str] = Counter()
    for step in ways.definition.forward_steps:
        performer = performers.get(step.participant or "")
        if performer and _wanted(performer, bool(ways.owner(step.id)), external=external):
            found[quoted(performer.name)] += 1
    return list(found), found.total()


def _wanted(performer: Participant, owned: bool, *, external: bool) -> bool:
    if external:
        return performer.kind is ParticipantKind.EXTERNAL
    return not owned and performer.kind is not ParticipantKind.EXTERNAL


def _owned_by(structure: _Structure, team: Team) -> list[str]:
    steps = structure.ways.definition.forward_steps
    return [step.id for step in steps if structure.ways.owner(step.id) == team.name]


def _ranked(structure: _Structure, teams: Iterator[str]) -> list[tuple[str, int]]:
    """Known teams by how often they stand there, most often first; of two alike the one that
    takes part in more hand-overs, then the one that comes first."""
    hands = Counter(team for pair in structure.between for team in pair)
    counted = Counter(team for team in teams if team).items()
    return sorted(counted, key=lambda item: (-item[1], -hands[item[0]]))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_EXPERIENCE: Mapping[EventExperience | None, str] = {
    None: "nobody has said what they have done with events",
    EventExperience.NONE: "no team has run any",
    EventExperience.TRIED: "they have been tried, not run in earnest",
    EventExperience.ONE_TEAM: "one team has run them in production",
}
