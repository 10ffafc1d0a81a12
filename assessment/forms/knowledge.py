"""An organisation's own knowledge: upload it, take over another project's, choose one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from assessment.decision.assessment import KnowledgeSet
from assessment.decision.knowledge_sets import (
    LARGEST_FILE,
    QUESTIONS_FILE,
    SUITABILITY_FILE,
    knowledge_in,
    knowledge_text,
)
from assessment.decision.toml_table import KnowledgeError
from assessment.forms.revision import RevisionForm
from assessment.models import KnowledgeSetRow

__all__ = ["ChooseForm", "ReuseForm", "UploadForm"]

_MOST_PROBLEMS = 30


def _file(label: str, help_text: str) -> forms.FileField:
    return forms.FileField(
        label=label,
        help_text=help_text,
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".toml"}),
    )


class UploadForm(forms.Form):
    """A name and one or two TOML files, each read and checked while the form is cleaned."""

    name = forms.CharField(
        max_length=80,
        help_text="What your organisation calls it, for example “Acme table”.",
        error_messages={"required": "Give it a name, so that milestones can say which they used."},
    )
    suitability = _file(
        "Suitability table", "suitability.toml: 25 rows, 0 to 100 per model. At most 200 KB."
    )
    questions = _file(
        "Wording of the questions", "questions.toml: the same five questions in your words."
    )

    def clean_suitability(self) -> str:
        """The text of the table; empty where none was chosen."""
        return self._text("suitability", SUITABILITY_FILE)

    def clean_questions(self) -> str:
        """The text of the wording; empty where none was chosen."""
        return self._text("questions", QUESTIONS_FILE)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors.keys() & {"suitability", "questions"}:
            return cleaned
        if not cleaned.get("suitability") and not cleaned.get("questions"):
            self.add_error("suitability", "Choose a file first: the table, the wording, or both.")
        return cleaned

    def to_set(self) -> KnowledgeSet:
        """What was uploaded; call it on a valid form."""
        cleaned = self.cleaned_data
        return KnowledgeSet(
            name=cleaned["name"],
            suitability=cleaned["suitability"],
            questions=cleaned["questions"],
        )

    def _text(self, field: str, name: str) -> str:
        file: UploadedFile[bytes] | None = self.cleaned_data[field]
        if not file:
            return ""
        try:
            # One byte more tells that it is too large; the rest need not be read.
            text = knowledge_text(file.read(LARGEST_FILE + 1), name)
            knowledge_in(KnowledgeSet(**{field: text}))
        except KnowledgeError as error:
            raise forms.ValidationError(_lines(error)) from error
        return text


def _lines(error: KnowledgeError) -> list[str]:
    lines = str(error).splitlines()
    rest = len(lines) - _MOST_PROBLEMS
    return [*lines[:_MOST_PROBLEMS], f"And {rest} more."] if rest > 0 else lines


class ReuseForm(forms.Form):
    """One of the ``sets`` of the person's other projects."""

    source = forms.ModelChoiceField(
        label="From another project of yours",
        queryset=KnowledgeSetRow.objects.none(),
        empty_label="Choose one",
        error_messages={
            "required": "Choose a set first.",
            "invalid_choice": "That set cannot be reached any more. Choose another.",
        },
    )

    def __init__(self, *args: Any, sets: list[KnowledgeSetRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["source"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells mypy what it is
        field.queryset = KnowledgeSetRow.objects.filter(pk__in=[one.pk for one in sets])
        named = [(one.pk, f"{one.project.name}: {one} ({one.version})") for one in sets]
        field.choices = [("", "Choose one"), *named]


class ChooseForm(RevisionForm):
    """The number of the set to judge by; 0 is the shipped knowledge base."""

    number = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
