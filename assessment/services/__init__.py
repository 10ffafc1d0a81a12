"""Everything that writes an assessment: keyword-only, atomic, one file a stage."""
