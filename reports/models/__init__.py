"""What the reports app stores."""

from reports.models.report import Report, ReportFile, ReportStatus

__all__ = ["Report", "ReportFile", "ReportStatus"]
