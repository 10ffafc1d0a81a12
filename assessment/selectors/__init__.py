"""Everything that reads an assessment, one file a stage; ``verdicts`` puts it together."""
