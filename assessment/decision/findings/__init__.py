"""What Podium noticed about an assessment: contradictions, and the pitfalls that they lead to."""

from assessment.decision.findings.whole import Judged, assessment_findings, in_order

__all__ = ["Judged", "assessment_findings", "in_order"]
