"""Small BPMN drawings as the designer sends them."""

from __future__ import annotations

from itertools import pairwise

__all__ = ["BROKEN", "DRAWN", "lanes", "moved"]

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:podium="urn:podium:bpmn:1"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="d" targetNamespace="podium">
"""


def lanes(shop: str = "pay", bank: str = "", depot: str = "", *, extra: str = "") -> bytes:
    """Three lanes, each with the steps named (separated by blanks), one behind the other."""
    steps = f"{shop} {bank} {depot}".split()
    refs = {
        lane: "".join(f"<bpmn:flowNodeRef>{step}</bpmn:flowNodeRef>" for step in names.split())
        for lane, names in (
            ("shop", f"start end {shop}"),
            ("bank", bank),
            ("depot", depot),
        )
    }
    chain = ["start", *steps, "end"]
    flows = "".join(
        f'<bpmn:sequenceFlow id="f{number}" sourceRef="{source}" targetRef="{target}"/>'
        for number, (source, target) in enumerate(pairwise(chain))
    )
    body = f"""<bpmn:process id="order" name="Online order"><bpmn:laneSet id="lanes">
      <bpmn:lane id="shop" name="Shop">{refs["shop"]}</bpmn:lane>
      <bpmn:lane id="bank" name="Bank">{refs["bank"]}</bpmn:lane>
      <bpmn:lane id="depot" name="Depot">{refs["depot"]}</bpmn:lane></bpmn:laneSet>
    <bpmn:startEvent id="start"/>
    {"".join(f'<bpmn:serviceTask id="{step}" name="Step {step}"/>' for step in steps)}
    <bpmn:endEvent id="end"/>{flows}{extra}</bpmn:process></bpmn:definitions>"""
    return (_HEAD + body).encode()


DRAWN = lanes()

BROKEN = lanes(
    extra="""
<bpmn:sequenceFlow id="astray" name="astray" sourceRef="end" targetRef="pay"/>"""
)


def moved() -> bytes:
    """``DRAWN`` with its step in the lane of the depot."""
    return lanes(shop="", depot="pay")
