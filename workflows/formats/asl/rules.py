"""Choice rules as conditions, where a condition can say them, and as words, always.

States Language, "Choice State": comparisons such as ``NumericGreaterThan``, nested by ``And``,
``Or`` and ``Not``; in JSONata one ``Condition``.
"""

from __future__ import annotations

import re
from typing import Any

from workflows.definition.conditions import ConditionError, parse
from workflows.definition.conditions.tree import Binary, Literal, Name, Tree, Unary, printed
from workflows.formats.asl.naming import label
from workflows.formats.asl.paths import name_from_path, shown_path

__all__ = ["condition_of", "operators", "words_of"]

type Rule = dict[str, Any]

_COMPARISON = re.compile(
    r"(?P<type>String|Numeric|Boolean|Timestamp)"
    r"(?P<how>Equals|LessThanEquals|LessThan|GreaterThanEquals|GreaterThan)(?P<path>Path)?"
)
_SYMBOLS = {
    "Equals": "=",
    "LessThan": "<",
    "LessThanEquals": "<=",
    "GreaterThan": ">",
    "GreaterThanEquals": ">=",
}
_TYPES = {
    "String": (str,),
    "Numeric": (int, float),
    "Boolean": (bool,),
    "Timestamp": (str,),
}
_IS = {
    "IsPresent": ("is present", "is missing"),
    "IsNull": ("is null", "is not null"),
    "IsString": ("is a text", "is no text"),
    "IsNumeric": ("is a number", "is no number"),
    "IsBoolean": ("is true or false", "is neither true nor false"),
    "IsTimestamp": ("is a time", "is no time"),
}
_LONGEST = 60
_DEEPEST = 100
_JSONATA = re.compile(
    r"""\s*(?:
        (?P<text>'[^'\\]*'|"[^"\\]*")
      | \$states\.input\.(?P<input>[^\W\d]\w*(?:\.[^\W\d]\w*)*)(?![\w(\[.])
      | (?P<no>\$not\s*\()
      | \$(?!states\b)(?P<variable>[^\W\d]\w*(?:\.[^\W\d]\w*)*)(?![\w(\[.])
      | (?P<within>in\s*\[)
      | (?P<close>\])
      | (?P<word>(?:and|or|in|true|false)(?!\w))
      | (?P<symbol><=|>=|!=|[-+*/=<>(),])
      | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    )\s*""",
    re.VERBOSE,
)


def operators(rule: Rule) -> tuple[str, ...]:
    """The comparisons of a rule, without what stands beside them."""
    beside = {"Variable", "Next", "Comment", "Assign", "Output"}
    return tuple(key for key in rule if key not in beside)


def condition_of(rule: Rule) -> str:
    """The rule as a condition; empty where no condition says the same."""
    if "Condition" in rule:
        return _checked(_from_jsonata(rule["Condition"]))
    tree = _tree(rule)
    return _checked(printed(tree)) if tree else ""


def _checked(text: str) -> str:
    try:
        return str(parse(text)) if text else ""
    except ConditionError:
        return ""


def _tree(rule: object) -> Tree | None:
    if not isinstance(rule, dict) or len(operators(rule)) != 1:
        return None
    (operator,) = operators(rule)
    value = rule[operator]
    if operator == "Not":
        inner = _tree(value)
        return Unary("not", inner) if inner else None
    if operator in ("And", "Or"):
        return _joined(operator.lower(), value)
    name = name_from_path(rule.get("Variable"))
    return _comparison(name, operator, value) if name else None


def _joined(operator: str, rules: object) -> Tree | None:
    trees = [_tree(rule) for rule in rules] if isinstance(rules, list) else []
    whole: Tree | None = None
    for tree in trees:
        if tree is None:
            return None
        whole = Binary(operator, whole, tree) if whole else tree
    return whole


def _comparison(name: str, operator: str, value: object) -> Tree | None:
    match = _COMPARISON.fullmatch(operator)
    if match is None or (match["type"] == "Timestamp" and match["how"] != "Equals"):
        return None
    if match["path"]:
        other = name_from_path(value)
        return Binary(_SYMBOLS[match["how"]], Name(name), Name(other)) if other else None
    right = _literal(value, _TYPES[match["type"]])
    return Binary(_SYMBOLS[match["how"]], Name(name), right) if right else None


def _literal(value: object, types: tuple[type, ...]) -> Tree | None:
    if isinstance(value, bool) != (types == (bool,)) or not isinstance(value, types):
        return None
    if isinstance(value, bool | str):
        return Literal(value)
    number = float(str(value))
    return Unary("-", Literal(-number)) if number < 0 else Literal(number)


def _from_jsonata(condition: object) -> str:
    """The condition in a JSONata expression made only of what conditions know as well."""
    if isinstance(condition, bool):
        return "true" if condition else "false"
    match = re.fullmatch(r"\s*\{%(.*)%\}\s*", str(condition), re.DOTALL)
    text, at, found, lists = (match[1] if match else ""), 0, [], 0
    while at < len(text):
        token = _JSONATA.match(text, at)
        if token is None:
            return ""
        at = token.end()
        kind = token.lastgroup or ""
        lists += (kind == "within") - (kind == "close")
        found.append(_word(kind, token[kind]))
    return " ".join(found) if lists == 0 else ""


def _word(kind: str, text: str) -> str:
    """One token of JSONata as a condition writes it."""
    match kind:
        case "no":
            return "not ("
        case "within":
            return "in ("
        case "close":
            return ")"
        case "text" if text.startswith('"'):
            return "'" + text[1:-1].replace("'", "''") + "'"
    return text


def words_of(rule: Rule) -> str:
    """The rule as a person would say it, short enough to stand beside an arrow."""
    comment = rule.get("Comment")
    if isinstance(comment, str) and label(comment):
        return label(comment)
    text = label(_said(rule))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _said(rule: object, depth: int = 0) -> str:
    if not isinstance(rule, dict) or depth > _DEEPEST:
        return "…"
    if "Condition" in rule:
        asked = re.sub(r"^\s*\{%\s*|\s*%\}\s*$", "", str(rule["Condition"]))
        return asked.replace("$states.input.", "")
    if not operators(rule):
        return "…"
    operator = operators(rule)[0]
    value = rule[operator]
    if operator == "Not":
        return _denied(value, depth + 1)
    if operator in ("And", "Or"):
        parts = [_said(one, depth + 1) for one in value] if isinstance(value, list) else ["…"]
        return f" {operator.lower()} ".join(parts)
    return _compared(shown_path(rule.get("Variable", "…")), operator, value)


def _denied(rule: object, depth: int) -> str:
    """What is said of a rule that must not hold: of a test for a type, its other answer."""
    inner = operators(rule) if isinstance(rule, dict) else ()
    if isinstance(rule, dict) and len(inner) == 1 and inner[0] in _IS:
        return _said({**rule, inner[0]: rule[inner[0]] is False}, depth)
    return f"not ({_said(rule, depth)})"


def _compared(name: str, operator: str, value: object) -> str:
    if operator in _IS:
        return f"{name} {_IS[operator][value is False]}"
    match = _COMPARISON.fullmatch(operator)
    if operator.startswith("StringMatches"):
        symbol = "is like"
    else:
        symbol = _SYMBOLS[match["how"]] if match else operator
    if match and match["path"]:
        return f"{name} {symbol} {shown_path(value)}"
    shown = {True: "true", False: "false"}.get(value) if isinstance(value, bool) else None
    return f"{name} {symbol} {shown or (repr(value) if isinstance(value, str) else value)}"
