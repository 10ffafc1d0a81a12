"""Pages of no app, on which the shared scripts are tried under the real security policy."""

from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import include, path

CHART = """{% extends "base.html" %}
{% block title %}Chart{% endblock %}{% block heading %}Chart{% endblock %}
{% block scripts %}{% include "_chart_scripts.html" %}{% endblock %}
{% block main %}
<div class="card"><div class="chart" data-chart="scores" role="img" aria-label="Scores"></div></div>
{{ figure|json_script:"scores" }}
{% endblock %}"""

MAP = """{% extends "base.html" %}
{% block title %}Map{% endblock %}{% block heading %}Map{% endblock %}
{% block scripts %}{% include "_map_scripts.html" %}{% endblock %}
{% block main %}
{{ marks|json_script:"marks" }}
{% include "_map.html" with label="Order" source=source marks_id="marks" only %}
{% endblock %}"""

FIGURE = {
    "data": [
        {"type": "bar", "orientation": "h", "y": ["Hybrid", "Centralized"], "x": [74, 65]},
    ],
    "layout": {"height": 260},
}

ORDER = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="d" targetNamespace="podium">
  <process id="order"><task id="charge" name="Charge card"/></process>
  <bpmndi:BPMNDiagram id="g"><bpmndi:BPMNPlane id="p" bpmnElement="order">
    <bpmndi:BPMNShape id="s" bpmnElement="charge">
      <dc:Bounds x="20" y="20" width="100" height="80"/>
    </bpmndi:BPMNShape>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</definitions>"""


def _page(request: HttpRequest, template: str, **values: object) -> HttpResponse:
    return HttpResponse(Template(template).render(RequestContext(request, values)))


def chart(request: HttpRequest) -> HttpResponse:
    return _page(request, CHART, figure=FIGURE)


def order_map(request: HttpRequest) -> HttpResponse:
    return _page(request, MAP, source="/scratch/order.bpmn", marks={"charge": "step--orchestrated"})


def broken_map(request: HttpRequest) -> HttpResponse:
    return _page(request, MAP, source="/scratch/broken.bpmn", marks={})


def order_bpmn(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ORDER, content_type="application/xml")


def broken_bpmn(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<order/>", content_type="application/xml")


urlpatterns = [
    path("scratch/chart", chart),
    path("scratch/map", order_map),
    path("scratch/broken-map", broken_map),
    path("scratch/order.bpmn", order_bpmn),
    path("scratch/broken.bpmn", broken_bpmn),
    path("", include("config.urls")),
]
