// Lint marks: on the elements by shape, colour and number, and as a list in words beside the drawing.
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const WORST_FIRST = ["problem", "high", "medium", "low"];
  const SHAPES = {
    problem: "M7 1h8l6 6v8l-6 6H7l-6-6V7z",
    high: "M11 1 21.5 20.5H.5z",
    medium: "M11 .5 21.5 11 11 21.5.5 11z",
    low: "M11 1a10 10 0 1 1 0 20a10 10 0 1 1 0-20z",
  };
  const MOST = 60;

  const drawn = (name, attributes) => {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  };

  const shape = (severity, text = "") => {
    const svg = drawn("svg", { viewBox: "0 0 22 22", class: `mark-shape mark-shape--${severity}`, "aria-hidden": "true" });
    svg.append(drawn("path", { d: SHAPES[severity] }));
    const label = drawn("text", { x: 11, y: severity === "high" ? 18 : 15.2, "text-anchor": "middle" });
    label.textContent = text;
    svg.append(label);
    return svg;
  };

  const byElement = (marks) => {
    const groups = new Map();
    for (const mark of marks) {
      if (!mark.element) continue;
      groups.set(mark.element, [...(groups.get(mark.element) ?? []), mark]);
    }
    return groups;
  };

  const worst = (marks) => [...marks].sort((a, b) => WORST_FIRST.indexOf(a.severity) - WORST_FIRST.indexOf(b.severity))[0];

  const word = (severity) => (severity === "problem" ? "must be mended" : severity);

  window.designer.marksOf = ({ modeler, list, count, chosen }) => {
    const overlays = modeler.get("overlays");
    const registry = modeler.get("elementRegistry");
    let shown = new Map(), current = [];

    const badge = (id, marks) => {
      const first = worst(marks);
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "mark-badge", tabIndex: -1, title: marks.map((mark) => mark.message).join("\n") });
      button.setAttribute("aria-label", `${marks.length} to mend: ${first.message}`);
      button.append(shape(first.severity, marks.length > 1 ? String(marks.length) : "!"));
      button.addEventListener("click", () => chosen(id, first.field));
      return button;
    };

    const place = (id, marks) => {
      const isFlow = Boolean(registry.get(id).waypoints);
      const position = isFlow ? { top: 0, left: 0 } : { top: -11, left: -11 };
      return overlays.add(id, "lint", { position, html: badge(id, marks), scale: { min: 0.6, max: 1.2 }, show: { minZoom: 0.25 } });
    };

    // Only what changed is drawn anew: a large map has hundreds of marks.
    const onElements = (marks) => {
      const next = new Map();
      const groups = byElement(marks);
      for (const [id, { key, overlay }] of shown) {
        const group = groups.get(id);
        if (group && JSON.stringify(group) === key && registry.get(id)) next.set(id, { key, overlay });
        else overlays.remove(overlay);
      }
      for (const [id, group] of groups) {
        if (next.has(id) || !registry.get(id)) continue;
        next.set(id, { key: JSON.stringify(group), overlay: place(id, group) });
      }
      shown = next;
    };

    const entry = (mark) => {
      const item = document.createElement("li");
      const button = document.createElement(mark.element ? "button" : "div");
      button.className = "mark";
      const told = document.createElement("span");
      const severity = document.createElement("span");
      severity.className = "mark-severity";
      severity.textContent = word(mark.severity);
      told.append(severity, ` ${mark.message}`);
      button.append(shape(mark.severity), told);
      if (mark.element) {
        button.type = "button";
        button.addEventListener("click", () => chosen(mark.element, mark.field));
      }
      item.append(button);
      if (mark.mend) {
        const mend = document.createElement("p");
        mend.className = "mark-mend";
        mend.textContent = mark.mend;
        item.append(mend);
      }
      return item;
    };

    const inList = (marks) => {
      count.textContent = marks.length ? String(marks.length) : "";
      const entries = marks.slice(0, MOST).map(entry);
      if (!marks.length || marks.length > MOST) {
        const rest = document.createElement("li");
        rest.className = "muted";
        rest.textContent = marks.length ? `… and ${marks.length - MOST} more.` : "Nothing so far.";
        entries.push(rest);
      }
      list.replaceChildren(...entries);
    };

    return {
      show: (marks) => {
        current = marks;
        onElements(marks);
        inList(marks);
      },
      again: () => onElements(current),
      of: (id) => current.filter((mark) => mark.element === id),
      entry,
    };
  };
})();
