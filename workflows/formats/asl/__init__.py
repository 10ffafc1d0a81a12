"""Amazon States Language: the state machines of AWS Step Functions, as JSON and as YAML."""

from workflows.formats.asl.read import MARK, read, read_yaml
from workflows.formats.asl.supports import SUPPORTS
from workflows.formats.asl.write import write, write_yaml

__all__ = ["MARK", "SUPPORTS", "read", "read_yaml", "write", "write_yaml"]
