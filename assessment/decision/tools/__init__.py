"""Tools: which orchestrators and brokers suit the project, and what they cost by the list."""

from assessment.decision.tools.advice import tool_advice
from assessment.decision.tools.prices import load_prices
from assessment.decision.tools.shapes import ToolAdvice
from assessment.decision.tools.tools_json import tool_rows, tools_json

__all__ = ["ToolAdvice", "load_prices", "tool_advice", "tool_rows", "tools_json"]
