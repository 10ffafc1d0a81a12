"""What can go wrong for people with reports.

PodiumError
└── RuleError
    ├── NothingToReportError    the project has no workflow map, so there is no verdict
    └── TooManyReportsError     several reports wait for a worker already
"""

from __future__ import annotations

from projects.exceptions import RuleError

__all__ = ["NothingToReportError", "TooManyReportsError"]


class NothingToReportError(RuleError):
    """There is no verdict to print."""

    def __init__(self) -> None:
        super().__init__(
            "There is nothing to report yet: add the workflow map first, then a verdict follows."
        )


class TooManyReportsError(RuleError):
    """``unfinished`` reports of this project wait or are being printed."""

    def __init__(self, unfinished: int) -> None:
        self.unfinished = unfinished
        super().__init__(
            f"{unfinished} reports of this project are being printed already. "
            "Wait until one is ready, then ask for the next version."
        )
