"""Reading, checking, drawing and writing large files, beside other people's parsers in one run.

Time is processor time, the median of interleaved rounds. The memory is the peak of a process of its
own that reads one file, less what the process had before.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from lxml import etree
from ruamel.yaml import YAML
from SpiffWorkflow.bpmn.parser import BpmnParser

from benchmarks.tables import print_table
from workflows.definition.columns import default_requirements
from workflows.definition.lint import lint
from workflows.definition.model import Definition, Flow, Node, NodeKind, Participant
from workflows.formats import yaml
from workflows.formats.layout import layout
from workflows.formats.reading import Reading
from workflows.formats.registry import FORMATS

NODES = 500
STATES = 200
ROUNDS = 5
MEGABYTES = 4.9
_MEASURED = """
import re, sys
from workflows.formats.registry import FORMATS
def peak():
    # Not from getrusage: there a new process has the peak of the one that started it.
    return int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024
content = open(sys.argv[2], "rb").read()
before = peak()
FORMATS[sys.argv[1]].read(content)
print(peak() - before)
"""


@dataclass(frozen=True, slots=True)
class Contender:
    """One row: what runs, and beside whom it is told; the yardstick is beside itself."""

    name: str
    beside: str
    run: Callable[[], object]
    aim: str = ""


def main() -> None:
    """Every contender once a round, and the memory of a large file of each kind."""
    sys.setrecursionlimit(20_000)  # for SpiffWorkflow
    contenders = [*_bpmn(), *_yaml(), *_states()]
    rounds = [{one.name: _seconds(one) for one in contenders} for _ in range(ROUNDS)]
    print_table(
        f"formats: {NODES} nodes, median of {ROUNDS} interleaved rounds",
        ("what runs", "ms", "aim", "of the yardstick", "lowest", "highest"),
        [_row(one, rounds) for one in contenders],
    )
    yardsticks = dict.fromkeys(one.beside for one in contenders)
    print(f"yardsticks: {'; '.join(yardsticks)}")
    print_table(
        f"formats: peak memory of reading {MEGABYTES} MB, in a process of its own",
        ("file", "MB", "aim"),
        [(name, f"{_memory(name, content):.0f}", "200") for name, content in _large().items()],
    )


def _seconds(one: Contender) -> float:
    started = time.process_time()
    one.run()
    return time.process_time() - started


def _row(one: Contender, rounds: list[dict[str, float]]) -> tuple[str, ...]:
    ratios = [times[one.name] / times[one.beside] for times in rounds]
    shown = (median(ratios), min(ratios), max(ratios))
    milliseconds = 1000 * median(times[one.name] for times in rounds)
    return one.name, f"{milliseconds:.1f}", one.aim, *(f"{ratio:.2f}" for ratio in shown)


def _read(name: str, content: bytes) -> Reading:
    found = FORMATS[name].read
    assert found is not None
    return found(content)


def _written(name: str, definition: Definition, base: bytes | None = None) -> bytes:
    found = FORMATS[name].write
    assert found is not None
    return found(definition, base=base).content


# Maps


def map_of(nodes: int, documentation: str = "") -> Definition:
    """Two steps side by side, at ten participants in turn, one after another."""
    people = tuple(Participant(id=f"p{n}", name=f"Participant {n}") for n in range(10))
    made = [Node(id="start", name="", kind=NodeKind.START)]
    flows: list[tuple[str, str]] = []
    for number in range((nodes - 2) // 4):
        split, join = (f"{end}-{number}" for end in ("split", "join"))
        steps = [_step(f"step-{number}-{way}", number, documentation) for way in "ab"]
        made += [_gateway(split), *steps, _gateway(join)]
        flows.append((made[-5].id, split))
        flows += [(split, step.id) for step in steps] + [(step.id, join) for step in steps]
    made.append(Node(id="end", name="", kind=NodeKind.END))
    flows.append((made[-2].id, "end"))
    return Definition(
        id="large",
        name="Large",
        participants=people,
        nodes=tuple(made),
        flows=tuple(Flow(id=f"{a}-to-{b}", source=a, target=b) for a, b in flows),
    )


def _step(own_id: str, number: int, documentation: str) -> Node:
    return Node(
        id=own_id,
        name=f"Do the work of {own_id}",
        kind=NodeKind.TASK,
        participant=f"p{number % 10}",
        requirements=default_requirements(NodeKind.TASK),
        documentation=documentation,
    )


def _gateway(own_id: str) -> Node:
    return Node(id=own_id, name="", kind=NodeKind.PARALLEL)


def machine_of(states: int) -> bytes:
    """A state machine in a row: a task with a retry, a choice, a wait, and so on."""
    made: dict[str, object] = {}
    for number in range(states - 1):
        follows = {"Next": f"s{number + 1}"}
        task = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", **follows}
        made[f"s{number}"] = (
            task | {"Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 3}]},
            {
                "Type": "Choice",
                "Choices": [{"Variable": "$.a", "NumericGreaterThan": number, **follows}],
                "Default": f"s{number + 1}",
            },
            {"Type": "Wait", "Seconds": 5, **follows},
        )[number % 3]
    made[f"s{states - 1}"] = {"Type": "Succeed"}
    return json.dumps({"StartAt": "s0", "States": made}, indent=2).encode()


# Contenders


def _bpmn() -> list[Contender]:
    content = _written("bpmn", map_of(NODES))
    # SpiffWorkflow passes over what cannot be executed.
    executable = content.replace(b'isExecutable="false"', b'isExecutable="true"')
    beside = "SpiffWorkflow reads the BPMN"

    def all_of_it() -> None:
        definition = _read("bpmn", content).definition
        lint(definition)
        layout(definition)

    return [
        Contender("BPMN: read, lint, lay out", beside, all_of_it, "1000"),
        Contender("BPMN: read", beside, lambda: _read("bpmn", content)),
        Contender("BPMN: write with a drawing", beside, lambda: _written("bpmn", map_of(NODES))),
        Contender(beside, beside, lambda: _in_spiff(executable)),
    ]


def _in_spiff(content: bytes) -> None:
    """It follows the flows by recursion, one node inside the other."""
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.fromstring(content))
    (process,) = parser.get_process_ids()
    parser.get_spec(process)


def _yaml() -> list[Contender]:
    definition = map_of(NODES)
    content = _written("yaml", definition)
    changed = replace(definition, name="Larger")
    beside = "ruamel.yaml loads the YAML"
    return [
        Contender("YAML: read", beside, lambda: _read("yaml", content)),
        Contender("YAML: write", beside, lambda: yaml.write(definition)),
        Contender("YAML: write onto itself", beside, lambda: yaml.write(changed, base=content)),
        Contender(beside, beside, lambda: YAML(typ="rt", pure=True).load(content)),
    ]


def _states() -> list[Contender]:
    """Nothing where no format reads state machines."""
    if "asl" not in FORMATS:
        return []
    content = machine_of(STATES)
    beside = f"json.loads of {STATES} states, a hundred times"

    def loaded() -> None:
        for _ in range(100):
            json.loads(content)

    return [
        Contender(f"ASL: read {STATES} states", beside, lambda: _read("asl", content), "200"),
        Contender(beside, beside, loaded),
    ]


# Memory


def _large() -> dict[str, bytes]:
    """Files just under the limit of 5 MB: many nodes, or texts that are long."""
    size = MEGABYTES * 1024 * 1024
    small = _written("bpmn", map_of(NODES))
    long = "x" * int((size - len(small)) / (NODES // 2))
    files = {
        "bpmn": _written("bpmn", map_of(int(NODES * size / len(small) * 0.95))),
        "bpmn with long texts": _written("bpmn", map_of(NODES, long)),
        "yaml with long texts": _written("yaml", map_of(NODES, long)),
    }
    return {name: content for name, content in files.items() if len(content) < 5 * 1024 * 1024}


def _memory(name: str, content: bytes) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large"
        path.write_bytes(content)
        command = [sys.executable, "-c", _MEASURED, name.split(" ")[0], str(path)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout)


if __name__ == "__main__":
    main()
