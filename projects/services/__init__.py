"""Everything that writes people and projects: keyword-only, atomic, each leaving a log entry."""
