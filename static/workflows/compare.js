// Two drawings beside each other: signs on what changed, and one moves along with the other.
(() => {
  const SIGNS = { added: "+", removed: "−", changed: "≠" };

  const marksOf = (host) => JSON.parse(document.getElementById(host.dataset.marks)?.textContent ?? "{}");

  const signOf = (name) => {
    const kind = name.replace("change--", "");
    const sign = document.createElement("div");
    sign.className = `map-sign map-sign--${kind}`;
    sign.textContent = SIGNS[kind] ?? "";
    sign.title = kind;
    return sign;
  };

  // Connections are marked by their colour and dashes; a sign stands at their middle.
  const placeOf = (element) => {
    if (!element.waypoints) return { top: -10, left: -10 };
    const middle = element.waypoints[Math.floor((element.waypoints.length - 1) / 2)];
    const next = element.waypoints[Math.floor((element.waypoints.length - 1) / 2) + 1];
    const xs = element.waypoints.map((point) => point.x);
    const ys = element.waypoints.map((point) => point.y);
    return {
      left: (middle.x + next.x) / 2 - Math.min(...xs) - 10,
      top: (middle.y + next.y) / 2 - Math.min(...ys) - 10,
    };
  };

  const addSigns = (host, viewer) => {
    const registry = viewer.get("elementRegistry");
    const overlays = viewer.get("overlays");
    for (const [id, name] of Object.entries(marksOf(host))) {
      const element = registry.get(id);
      if (element) overlays.add(element, { position: placeOf(element), html: signOf(name) });
    }
  };

  // The other drawing keeps its own origin: a map that was laid out anew begins elsewhere.
  const follow = (leader, follower, state) => {
    const from = leader.get("canvas");
    const to = follower.get("canvas");
    leader.get("eventBus").on("canvas.viewbox.changed", () => {
      if (state.busy) return;
      const one = from.viewbox();
      const other = to.viewbox();
      state.busy = true;
      to.viewbox({
        x: other.inner.x + (one.x - one.inner.x),
        y: other.inner.y + (one.y - one.inner.y),
        width: other.outer.width / one.scale,
        height: other.outer.height / one.scale,
      });
      state.busy = false;
    });
  };

  const join = (place) => {
    const drawn = [];
    place.addEventListener("map:drawn", (event) => {
      addSigns(event.target, event.detail);
      drawn.push(event.detail);
      if (drawn.length < 2) return;
      const state = { busy: false };
      follow(drawn[0], drawn[1], state);
      follow(drawn[1], drawn[0], state);
      place.dataset.joined = "yes";
    });
  };

  for (const place of document.querySelectorAll("[data-compare]")) join(place);
})();
