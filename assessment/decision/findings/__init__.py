"""What Podium noticed about an assessment: contradictions, and the pitfalls that they lead to."""

from assessment.decision.findings.rules import Judged
from assessment.decision.findings.schemas import breaking_changes
from assessment.decision.findings.whole import assessment_findings, in_order

__all__ = ["Judged", "assessment_findings", "breaking_changes", "in_order"]
