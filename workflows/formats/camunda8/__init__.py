"""Executable BPMN for Camunda 8 (docs.camunda.io), version 8.9."""

from workflows.formats.camunda8.supports import SUPPORTS
from workflows.formats.camunda8.write import write

__all__ = ["SUPPORTS", "write"]
