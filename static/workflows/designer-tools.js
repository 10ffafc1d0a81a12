// The toolbar and the keys of the drawing.
(() => {
  // The margin round a map, and below which width it is small.
  const MARGIN = 30, SMALL = 300;

  window.designer.toolsOf = ({ host, modeler, panel, tell }) => {
    const canvas = modeler.get("canvas");
    const registry = modeler.get("elementRegistry");
    const selection = modeler.get("selection");
    const actions = modeler.get("editorActions");
    const adding = window.designer.addingOf(modeler);

    // Whole map in view beside the palette, but never larger than drawn; a small one at the top left.
    const fit = () => {
      const { inner, outer } = canvas.viewbox();
      if (!inner.width || !outer.width) return;
      const palette = host.querySelector(".djs-palette")?.offsetWidth;
      const left = palette ? palette + 20 + MARGIN : MARGIN;
      const free = { width: outer.width - left - MARGIN, height: outer.height - 2 * MARGIN };
      const scale = Math.min(1, free.width / inner.width, free.height / inner.height);
      const spare = (free.height - inner.height * scale) / 2;
      const aside = Math.max(0, (free.width - inner.width * scale) / 2);
      const indent = inner.width < SMALL ? left : left + aside;
      canvas.viewbox({
        x: inner.x - indent / scale,
        y: inner.y - (MARGIN + spare) / scale,
        width: outer.width / scale,
        height: outer.height / scale,
      });
    };

    const toggleKeys = (button) => {
      const place = document.getElementById("designer-keys");
      place.hidden = !place.hidden;
      button.setAttribute("aria-expanded", String(!place.hidden));
    };

    const tools = {
      undo: () => actions.trigger("undo"),
      redo: () => actions.trigger("redo"),
      copy: () => actions.trigger("copy"),
      paste: () => adding.paste(),
      remove: () => actions.trigger("removeSelection"),
      // The search closes on any click, and so on the one that opens it.
      find: () => setTimeout(() => actions.trigger("find")),
      in: () => actions.trigger("stepZoom", { value: 1 }),
      out: () => actions.trigger("stepZoom", { value: -1 }),
      fit,
      keys: toggleKeys,
    };

    const refresh = () => {
      const stack = modeler.get("commandStack");
      const some = selection.get().length > 0;
      const usable = { undo: stack.canUndo(), redo: stack.canRedo(), copy: some, remove: some, paste: !modeler.get("clipboard").isEmpty() };
      for (const [name, can] of Object.entries(usable)) {
        host.querySelector(`[data-tool="${name}"]`).setAttribute("aria-disabled", String(!can));
      }
    };

    const nodes = () =>
      registry
        .filter((one) => !one.labelTarget && one !== canvas.getRootElement() && !one.waypoints && one.width)
        .sort((a, b) => a.x - b.x || a.y - b.y);

    const step = (by) => {
      const all = nodes();
      if (!all.length) return;
      const at = all.indexOf(selection.get()[0]);
      const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length;
      panel.show(all[next]);
    };

    const onKey = ({ keyEvent }) => {
      if (keyEvent.ctrlKey || keyEvent.metaKey || keyEvent.altKey) return;
      const keys = { n: () => step(1), p: () => step(-1), enter: () => panel.enter() };
      const found = keys[keyEvent.key.toLowerCase()];
      if (!found) return;
      found();
      return true;
    };

    host.querySelector(".designer-tools").addEventListener("click", (event) => {
      const button = event.target.closest("[data-tool]");
      if (!button || button.getAttribute("aria-disabled") === "true") return;
      tools[button.dataset.tool](button);
      refresh();
    });

    host.querySelector("[data-add]").addEventListener("submit", (event) => {
      event.preventDefault();
      try {
        const made = adding.add(document.getElementById("designer-add").value);
        if (!made) return;
        panel.choose(made.id, "name");
        // Lanes begin at the left, where the palette lies over them.
        if (["bpmn:Lane", "bpmn:Participant"].includes(made.type)) fit();
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        tell(error.message);
      }
    });

    modeler.get("keyboard").addListener(1500, onKey);
    modeler.on(["commandStack.changed", "selection.changed", "copyPaste.elementsCopied"], refresh);
    refresh();
    return { fit };
  };
})();
