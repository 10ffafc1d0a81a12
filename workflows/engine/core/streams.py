"""Randomness as data: every draw is a pure function of the seed, its purpose and what it is for.

Nothing is drawn *in turn*: a draw is looked up by the case and the thing it decides, so two
models, or a run with one fault more, meet the same luck everywhere else. The mixing function is
the finaliser of splitmix64; draws are integers below 2**64 and shares become integer thresholds,
so the same seed gives the same answer on every machine and under every ``PYTHONHASHSEED``.
"""

from __future__ import annotations

from enum import StrEnum
from hashlib import blake2b

__all__ = ["FULL", "Purpose", "draw", "key_of", "stream_of", "threshold_of"]

FULL = 1 << 64
_MASK = FULL - 1


class Purpose(StrEnum):
    """What a stream decides; streams of different purposes are independent. Each fault of a
    scenario has a stream of its own beside these."""

    ARRIVAL = "arrival"
    SERVICE = "service"
    PATH = "path"
    VALUE = "value"
    OUTSIDE = "outside"
    BUSINESS = "business-error"
    PERMANENT = "permanent"
    TRANSIENT = "transient"
    JITTER = "jitter"
    CRASH_POINT = "crash-point"


def stream_of(seed: int, purpose: str) -> int:
    """The 64-bit base of one stream of an experiment."""
    digest = blake2b(f"{seed}/{purpose}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def threshold_of(share: float) -> int:
    """The number that a draw stays below in a ``share`` (0..1) of all draws."""
    return round(min(max(share, 0.0), 1.0) * FULL)


def key_of(node: int, visit: int, attempt: int = 0, kind: int = 0) -> int:
    """One integer for one occasion: the ``attempt`` at the ``visit`` of a ``node``. ``kind`` tells
    apart what would otherwise share a key. Keys differ as long as nodes and kinds stay below
    65,536, attempts below 256."""
    return node | attempt << 16 | kind << 24 | visit << 40


def draw(stream: int, case: int, key: int) -> int:
    """A uniform integer below 2**64 for this case and occasion."""
    x = (stream + case * 0x9E3779B97F4A7C15 + key * 0xD1B54A32D192ED03) & _MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & _MASK
    return x ^ (x >> 31)
