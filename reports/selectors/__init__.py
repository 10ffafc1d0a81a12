"""Everything that reads reports."""
