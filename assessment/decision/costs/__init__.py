"""What each orchestration model costs over three years, as a range: see docs/decision/costs.md."""
