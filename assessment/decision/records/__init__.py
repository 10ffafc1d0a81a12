"""Milestones in words: what changed between two, what that did to the verdict, and the record."""
