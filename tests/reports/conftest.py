"""Lets every test of the reports app ask for what `printing` provides."""

from tests.reports.printing import quick_printer, reported

__all__ = ["quick_printer", "reported"]
