"""Workflow documents as other tools write them, each with one kind of task or all of them."""

from __future__ import annotations

from workflows.definition.model import Definition
from workflows.formats import openworkflow, yaml

__all__ = ["ALL", "drawn", "read", "workflow"]

_HEAD = """\
document: {dsl: '1.0.0', namespace: shop, name: order-flow, version: 1.2.0}
"""


def workflow(tasks: str, head: str = "") -> bytes:
    """A document with these tasks; ``head`` stands in front of them."""
    return f"{_HEAD}{head}do:\n{tasks}".encode()


def read(tasks: str, head: str = "") -> Definition:
    """The map of such a document."""
    return openworkflow.read(workflow(tasks, head)).definition


def drawn(text: str) -> Definition:
    """The map in Podium's YAML."""
    return yaml.read(text.encode()).definition


ALL = workflow(
    """\
  - check:
      switch:
        - big: {when: .total > 100, then: approve}
        - small: {when: '.region == "eu"', then: pay}
        - default: {then: none-left}
  - none-left:
      raise: {error: soldOut}
  - approve:
      emit: {event: {with: {source: 'https://shop.test', type: shop.asked, data: '${ . }'}}}
  - hear:
      listen: {to: {any: [{with: {type: shop.approved}}, {with: {type: shop.refused}}]}}
      timeout: short
  - pay:
      try:
        - do-pay: {call: charge, with: {amount: .total}, timeout: {after: {seconds: 3}}}
      catch:
        errors: {with: {type: 'https://shop.test/errors/down', status: 503}}
        as: error
        retry: patient
        do:
          - tell: {call: http, with: {method: post, endpoint: 'https://ops.test/alarm'}}
      output: {as: .receipt}
  - both:
      fork:
        compete: true
        branches:
          - ship:
              call: grpc
              with:
                proto: {endpoint: 'file://a.proto'}
                service: {name: Ship, host: ship}
                method: Go
          - mail:
              do:
                - one: {set: {a: 1}, export: {as: $context}}
                - two: {run: {shell: {command: ls}}, if: .x == 1}
  - each:
      for: {each: pet, in: .pets, at: i}
      while: .vet != null
      do:
        - visit: {wait: {minutes: 5}, then: exit}
        - never: {run: {workflow: {namespace: a, name: b, version: '1.0.0'}}}
  - group:
      try:
        - x: {set: {a: 1}}
        - y:
            call: openapi
            with: {document: {endpoint: 'https://api.test/o.json'}, operationId: go}
      catch: {retry: {delay: PT1S}}
      then: end
""",
    """\
use:
  retries:
    patient: {delay: {seconds: 2}, backoff: {exponential: {}}, limit: {attempt: {count: 4}}}
  errors:
    soldOut: {type: 'https://shop.test/errors/sold-out', status: 409}
  timeouts:
    short: {after: PT5S}
  functions:
    charge: {call: http, with: {method: post, endpoint: 'https://pay.test/charge'}}
schedule:
  on: {one: {with: {type: shop.order.placed}}}
timeout: {after: {hours: 1}}
input: {from: .order}
""",
)
