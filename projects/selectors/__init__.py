"""Everything that reads people and projects."""
