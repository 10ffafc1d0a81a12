"""The assessment app."""

from django.apps import AppConfig

__all__ = ["AssessmentConfig"]


class AssessmentConfig(AppConfig):
    name = "assessment"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the sandbox what a team has decided about volume and boundary."""
        from assessment.selectors.scenarios import scenario_for
        from workflows.selectors.scenarios import propose_scenarios_from

        propose_scenarios_from(scenario_for)
