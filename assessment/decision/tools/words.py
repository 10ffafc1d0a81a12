"""Words for what tools are compared by: clouds, lengths of time, licences, prices."""

from __future__ import annotations

from assessment.decision.tools.prices import OnRequest, Price, PriceList, Unit
from assessment.decision.tools.toolbox import Provider, Tool

__all__ = ["CLOUDS", "LANGUAGES", "PROVIDERS", "lasting", "limit_words", "price_words", "prices_of"]

CLOUDS = {
    "aws": "AWS",
    "azure": "Azure",
    "gcp": "Google Cloud",
    "own": "your own machines",
    "several": "several clouds",
}
PROVIDERS = {Provider.AWS: "AWS", Provider.AZURE: "Azure", Provider.GCP: "Google Cloud"}
LANGUAGES = {
    "java": "Java",
    "csharp": "C#",
    "javascript": "JavaScript",
    "python": "Python",
    "go": "Go",
    "php": "PHP",
    "ruby": "Ruby",
    "rust": "Rust",
    "cpp": "C++",
}
_UNITS = {
    Unit.STATE_TRANSITION: "state transitions",
    Unit.ACTION: "actions",
    Unit.MESSAGE: "requests",
    Unit.EVENT: "events",
    Unit.GB_MONTH: "GB and month",
    Unit.GB_HOUR: "GB-hour",
    Unit.GB_TRANSFERRED: "GB moved",
    Unit.NODE_HOUR: "hour of a node",
    Unit.VCPU_HOUR: "vCPU-hour",
    Unit.USER_MONTH: "person and month",
    Unit.MONTH: "month",
}
_LENGTHS = (
    (31_536_000.0, "year"),
    (86_400.0, "day"),
    (3_600.0, "hour"),
    (60.0, "minute"),
    (1.0, "second"),
)


def lasting(seconds: float) -> str:
    """A length of time in its largest fitting unit: ``5 minutes``, ``3 days``."""
    size, name = next(((s, n) for s, n in _LENGTHS if seconds >= s), _LENGTHS[-1])
    number = f"{seconds / size:,.1f}".removesuffix(".0")
    return f"{number} {name}{'' if number == '1' else 's'}"


def limit_words(tool: Tool) -> tuple[str, ...]:
    """The figures at which a tool ends, briefly: ``25,000 events a case``, ``256 KB a payload``."""
    said = (
        f"{tool.history:,} events a case" if tool.history else "",
        f"{lasting(tool.longest)} a case" if tool.longest else "",
        f"{tool.rate:,.0f} a second to begin with" if tool.rate else "",
        _payload(tool.payload_kb) if tool.payload_kb else "",
    )
    return tuple(text for text in said if text)


def _payload(kilobytes: int) -> str:
    size = f"{kilobytes // 1024:,} MB" if kilobytes >= 1024 else f"{kilobytes:,} KB"
    return f"{size} a payload"


def price_words(price: Price) -> str:
    """A price as people say it: ``25 USD per 1,000,000 state transitions``."""
    amount = f"{price.amount:,.6f}".rstrip("0").rstrip(".")
    many = f"{price.per:,.0f} " if price.per > 1 else ""
    beyond = f", from {price.start:,.0f} a month" if price.start else ""
    return f"{amount} {price.currency} per {many}{_UNITS[price.unit]}{beyond}"


def prices_of(tool: Tool, prices: PriceList) -> tuple[tuple[Price, ...], OnRequest | None]:
    """The prices of a tool without its cheaper tiers, and why there is none where there is none."""
    first = tuple(price for price in prices.of(tool.id) if not price.start)
    return first, prices.on_request.get(tool.id)
