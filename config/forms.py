"""How every form of Podium is drawn: label, help and error stand beside their field."""

from django.forms.renderers import TemplatesSetting

__all__ = ["PodiumRenderer"]


class PodiumRenderer(TemplatesSetting):
    """Draws `{{ form }}` and `{{ field.as_field_group }}` with Podium's own templates."""

    form_template_name = "_form.html"
    field_template_name = "_field.html"
