"""One line that tells whether two runs of Python simulate the same to the last byte.

    python -m tests.proof.fingerprints

prints a digest of what random worlds came to, under every model.
"""

from __future__ import annotations

from hashlib import sha256

from tests.proof.choices import Seeded
from tests.proof.maps import grow_map
from tests.proof.runs import Runs
from tests.proof.scenarios import grow_scenario

__all__ = ["fingerprint"]


def fingerprint(seeds: range) -> str:
    """The digest of all that was counted and noted in these worlds."""
    digest = sha256()
    for seed in seeds:
        choices = Seeded(seed)
        definition = grow_map(choices)
        runs = Runs(definition, grow_scenario(choices, definition))
        for model in runs.models:
            trial = runs.trial(model)
            digest.update(repr(trial.tally).encode())
            for case in trial.cases:
                digest.update(repr((case.notes, case.state.as_json())).encode())
    return digest.hexdigest()


if __name__ == "__main__":
    print(fingerprint(range(5)))
