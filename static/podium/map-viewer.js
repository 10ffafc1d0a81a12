// Draws each workflow map on the page from its BPMN; the outline beside it serves without scripts.
(() => {
  const MARGIN = 24;

  const fetchXml = async (url) => {
    const answer = await fetch(url, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    return answer.text();
  };

  const marksOf = (host) => {
    const source = document.getElementById(host.dataset.marks ?? "");
    return source ? JSON.parse(source.textContent) : {};
  };

  const mark = (viewer, marks) => {
    const canvas = viewer.get("canvas");
    const registry = viewer.get("elementRegistry");
    for (const [step, name] of Object.entries(marks)) {
      if (registry.get(step)) canvas.addMarker(step, name);
    }
  };

  // Whole map in view with a margin, but never larger than drawn.
  const fit = (viewer) => {
    const canvas = viewer.get("canvas");
    const { inner, outer } = canvas.viewbox();
    const scale = Math.min(1, outer.width / (inner.width + 2 * MARGIN), outer.height / (inner.height + 2 * MARGIN));
    canvas.viewbox({
      x: inner.x + inner.width / 2 - outer.width / scale / 2,
      y: inner.y + inner.height / 2 - outer.height / scale / 2,
      width: outer.width / scale,
      height: outer.height / scale,
    });
  };

  const zoom = (viewer, how) => {
    if (how === "fit") fit(viewer);
    else viewer.get("zoomScroll").stepZoom(how === "in" ? 1 : -1);
  };

  const connectTools = (host, viewer) => {
    const tools = host.querySelector(".map-tools");
    tools.hidden = false;
    tools.addEventListener("click", (event) => {
      const button = event.target.closest("[data-zoom]");
      if (button) zoom(viewer, button.dataset.zoom);
    });
  };

  const tell = (host, error) => {
    const place = host.querySelector(".map-problem");
    place.textContent = `The map could not be drawn: ${error.message}. The outline lists all its steps.`;
    place.hidden = false;
    host.querySelector(".map-canvas").hidden = true;
  };

  const draw = async (host) => {
    const viewer = new BpmnJS({ container: host.querySelector(".map-canvas") });
    try {
      await viewer.importXML(await fetchXml(host.dataset.source));
      mark(viewer, marksOf(host));
      fit(viewer);
      connectTools(host, viewer);
      host.dataset.drawn = "yes";
      host.dispatchEvent(new CustomEvent("map:drawn", { bubbles: true, detail: viewer }));
    } catch (error) {
      tell(host, error);
    }
  };

  const drawAll = (root = document) => {
    for (const host of root.querySelectorAll("[data-map]:not([data-drawn])")) draw(host);
  };

  document.addEventListener("DOMContentLoaded", () => {
    drawAll();
    document.addEventListener("htmx:afterSettle", (event) => drawAll(event.target));
  });
})();
