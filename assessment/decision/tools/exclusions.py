"""What rules a tool out: one small rule each, and the sentence that says so.

A rule speaks only of what somebody has stated or the map holds; what is unknown rules nothing out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assessment.decision.phrases import count, listed, quoted
from assessment.decision.tools.needs import Needs
from assessment.decision.tools.sources import ToolSource
from assessment.decision.tools.toolbox import Hosting, Human, Licence, Provider, Role, Tool
from assessment.decision.tools.words import CLOUDS, LANGUAGES, PROVIDERS, lasting

__all__ = ["RULES", "Rule", "RuledOut", "ruled_out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledOut:
    """Why a tool is out: the rule's ``code``, the sentence, the fact of the project behind it and
    the page that states the tool's side (None: it follows from what the tool is)."""

    code: str
    text: str
    fact: str
    source: ToolSource | None = None


type _Reason = str | None


def ruled_out(tool: Tool, needs: Needs) -> tuple[RuledOut, ...]:
    """Everything that rules a tool out, in the order of the rules."""
    return tuple(
        RuledOut(code=code, text=text, fact=rule.fact, source=_source(tool, rule.kind, rule.word))
        for code, rule in RULES.items()
        if (text := rule.says(tool, needs))
    )


def _source(tool: Tool, kind: str, word: str) -> ToolSource | None:
    facts = [fact for fact in tool.facts if fact.kind == kind and word in fact.text]
    return facts[0].source if facts else None


def _cloud(tool: Tool, needs: Needs) -> _Reason:
    where = "own" if needs.cloud == "none" else needs.cloud
    if where in ("", "several") or where in tool.runs_in:
        return None
    homes = listed([CLOUDS[home] for home in sorted(tool.runs_in)])
    return f"{tool.short} runs only on {homes}; you run on {CLOUDS.get(where, where)}."


def _hosting(tool: Tool, needs: Needs) -> _Reason:
    if not needs.hosting or needs.hosting == tool.hosting:
        return None
    if tool.hosting is Hosting.MANAGED:
        return f"{tool.short} is a managed service; you want to run the tools yourselves."
    return f"{tool.short} must be run by yourselves; you want managed services only."


def _open_source(tool: Tool, needs: Needs) -> _Reason:
    if "open-source" not in needs.constraints or tool.licence is Licence.OPEN_SOURCE:
        return None
    if tool.licence is Licence.SERVICE:
        return f"{tool.short} is a provider's service; you ask for open source."
    return f"{tool.short} shows its source, but under no OSI licence; you ask for open source."


def _on_premises(tool: Tool, needs: Needs) -> _Reason:
    if "on-premises" not in needs.constraints or tool.hosting is Hosting.SELF_RUN:
        return None
    return f"{tool.short} runs on its provider's machines; you ask for your own premises."


def _no_us_cloud(tool: Tool, needs: Needs) -> _Reason:
    if "no-us-cloud" not in needs.constraints or not tool.us_law:
        return None
    return f"{tool.short} is run under US law; you ask for a provider that is not."


def _no_new_vendor(tool: Tool, needs: Needs) -> _Reason:
    if "no-new-vendor" not in needs.constraints or _is_no_new_vendor(tool, needs):
        return None
    who = PROVIDERS.get(tool.provider, "its maker")
    return f"{tool.short} takes a contract with {who}; you want no new vendor."


def _is_no_new_vendor(tool: Tool, needs: Needs) -> bool:
    """Open source needs no contract; your own cloud's you have; what somebody has run, too. Which
    clouds they are is unknown where nobody has said or where there are several."""
    known = tool.provider is Provider.OPEN or tool.family in needs.skills
    your_own = tool.provider == needs.cloud
    unclear = needs.cloud in ("", "several") and tool.provider in PROVIDERS
    return known or your_own or unclear


def _bpmn(tool: Tool, needs: Needs) -> _Reason:
    if "bpmn" not in needs.constraints or tool.role is Role.BROKER or tool.bpmn:
        return None
    return f"{tool.short} does not run BPMN; you ask for models that the business reads."


def _no_code(tool: Tool, needs: Needs) -> _Reason:
    if "no-code" not in needs.constraints or tool.role is Role.BROKER or tool.no_code:
        return None
    return f"{tool.short} is changed in code; you ask that people without code can change it."


def _languages(tool: Tool, needs: Needs) -> _Reason:
    stated = set(needs.languages)
    if not stated or "other" in stated or not tool.languages or stated & set(tool.languages):
        return None
    wanted = listed([LANGUAGES.get(name, name) for name in needs.languages])
    return f"{tool.short} has no library for {wanted}, which is what the teams write."


def _humans(tool: Tool, needs: Needs) -> _Reason:
    if not needs.humans or tool.human is not Human.NONE:
        return None
    waits = "waits" if needs.humans == 1 else "wait"
    steps = count(needs.humans, "step")
    return f"{tool.short} cannot wait for people; {steps} of the map {waits} for one."


def _twice(tool: Tool, needs: Needs) -> _Reason:
    if not tool.may_run_twice or not needs.fragile:
        return None
    have = "has" if needs.fragile == 1 else "have"
    steps = count(needs.fragile, "step")
    return (
        f"{tool.short} may run a case twice; {steps} {have} an effect that must not happen twice."
    )


def _lifetime(tool: Tool, needs: Needs) -> _Reason:
    longest = needs.longest
    if tool.longest is None or longest is None or longest.seconds <= tool.longest:
        return None
    return (
        f"A case in {tool.short} lasts at most {lasting(tool.longest)}; "
        f"{quoted(longest.name)} alone may take {lasting(longest.seconds)}."
    )


def _history(tool: Tool, needs: Needs) -> _Reason:
    if tool.history is None or needs.events(tool) <= tool.history:
        return None
    return (
        f"A case's history in {tool.short} ends at {tool.history:,} events; "
        f"a case of yours writes about {needs.events(tool):,.0f}."
    )


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its sentence, its name in few words, the fact of the project that it reads, and which
    fact of the tool (by kind and a word in it) states the tool's side."""

    says: Callable[[Tool, Needs], _Reason]
    title: str
    fact: str
    kind: str = "licence"
    word: str = ""


RULES: dict[str, Rule] = {
    "cloud": Rule(_cloud, "another cloud", "context.cloud"),
    "hosting": Rule(_hosting, "who runs it", "context.hosting"),
    "open-source": Rule(_open_source, "no open source", "context.constraints"),
    "on-premises": Rule(_on_premises, "not on your premises", "context.constraints"),
    "no-us-cloud": Rule(_no_us_cloud, "US law", "context.constraints", "cloud"),
    "no-new-vendor": Rule(_no_new_vendor, "a new vendor", "context.constraints"),
    "bpmn": Rule(_bpmn, "no BPMN", "context.constraints", "languages"),
    "no-code": Rule(_no_code, "changes in code alone", "context.constraints", "languages"),
    "languages": Rule(_languages, "no library", "context.languages", "languages"),
    "humans": Rule(_humans, "no wait for people", "map", "human"),
    "twice": Rule(_twice, "effects that happen twice", "matrix.effect", "delivery"),
    "lifetime": Rule(_lifetime, "cases that last too long", "matrix.deadline", "limit", "lasts"),
    "history": Rule(_history, "histories that grow too long", "map", "limit", "history"),
}
"""The rules by their code."""
