// The panel beside the drawing: loaded for what is selected, filled from the drawing, written back to it.
(() => {
  const REST = 120;

  // Wishes that the drawing's own fields can meet before the server has answered.
  const SOON = new Set(["first", "name"]);

  // What has no name is called as in the list of what can be added, with what stands before it.
  const labelOf = (element) => {
    if (element.businessObject.name) return element.businessObject.name;
    const said = document.querySelector(`#designer-add option[value^="${element.type}"]`)?.textContent;
    const kind = said ?? element.type.replace("bpmn:", "").replace(/\B[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    const before = element.incoming.map((flow) => flow.source.businessObject.name).find(Boolean);
    return before ? `${kind} after “${before}”` : kind;
  };

  window.designer.panelOf = ({ host, modeler, server, saver, marks, panel }) => {
    const registry = modeler.get("elementRegistry");
    const modeling = modeler.get("modeling");
    const fields = window.designer.fieldsOf(modeler);
    let current = null, wanted = null, drawn = "", timer, wish = "", cut = false;

    const whole = () => modeler.get("canvas").getRootElement();
    const footprint = (element) => JSON.stringify([element.type, element.x, element.y, element.parent?.id, element.source?.id]);

    const fill = (all = false) => {
      for (const input of panel.querySelectorAll("[data-drawn]")) {
        if (!all && input === document.activeElement && input.type !== "checkbox") continue;
        const value = fields[input.dataset.drawn].read(current);
        if (input.type === "checkbox") input.checked = value;
        else input.value = value;
      }
    };

    const showMarks = () => {
      const place = panel.querySelector("[data-panel-marks]");
      if (!place || !current) return;
      const found = marks.of(current.id).map((mark) => marks.entry(mark));
      const list = document.createElement("ol");
      list.className = "marks";
      list.append(...found);
      place.replaceChildren(...(found.length ? [list] : []));
    };

    const focusOn = (field) => {
      const place = field ? panel.querySelector(`#panel-field-${CSS.escape(field)}`) : null;
      const target = (place || panel).querySelector("input:not([type=hidden]), select, textarea");
      place?.closest("details")?.setAttribute("open", "");
      target?.focus();
      place?.scrollIntoView({ block: "nearest" });
    };

    const settle = (done) => {
      drawn = footprint(current);
      panel.inert = false;
      fill(true);
      showMarks();
      const here = panel.contains(document.activeElement);
      if (wish && !(here && SOON.has(wish))) focusOn(wish === "first" ? "" : wish);
      if (done) wish = "";
    };

    // Name and notes work at once, before the server has answered and without it.
    const alone = (waiting) => {
      panel.replaceChildren(document.getElementById("panel-alone").content.cloneNode(true));
      panel.querySelector("[data-alone-offline]").hidden = waiting;
      panel.querySelector("[data-drawn-form]").hidden = current === whole();
      cut = !waiting;
      settle(!waiting);
    };

    // A panel that comes anew takes nobody out of the field they are in.
    const holdOn = ({ id, value }) => {
      const field = panel.querySelector(`#${CSS.escape(id)}`);
      field?.focus();
      if (field?.matches("[data-connect]")) field.value = value;
    };

    const fetchPanel = async (element) => {
      const open = [...panel.querySelectorAll("details")].map((one) => [one.id, one.open]);
      const url = host.dataset.element.replace("ELEMENT", encodeURIComponent(element.id));
      const part = await server.part(url);
      if (wanted !== element) return;
      // What is being typed when the panel arrives goes into the drawing, and comes back from there.
      const active = document.activeElement;
      const typing = panel.contains(active) && current === element && active.dataset.drawn;
      if (typing) write(active);
      const held = panel.contains(active) && current === element && !typing ? { id: active.id, value: active.value } : null;
      current = element;
      if (part === null) return alone(false);
      cut = false;
      panel.innerHTML = part;
      htmx.process(panel);
      if (typing) panel.querySelector(`[data-drawn="${typing}"]`)?.focus();
      if (held?.id) holdOn(held);
      for (const [id, state] of open) {
        const group = panel.querySelector(`#${id}`);
        if (group && state) group.open = true;
      }
      settle(true);
    };

    const load = async (element) => {
      wanted = element;
      if (current !== element) panel.inert = true;
      if (current !== element && SOON.has(wish)) {
        current = element;
        alone(true);
      }
      const all = await saver.flush();
      if (wanted !== element || !registry.get(element.id)) return;
      if (all) return fetchPanel(element);
      current = element;
      alone(false);
    };

    const selected = () => {
      const chosen = modeler.get("selection").get();
      const [one] = chosen;
      return chosen.length === 1 ? (one.labelTarget ?? one) : null;
    };

    const follow = () => {
      clearTimeout(timer);
      timer = setTimeout(() => load(selected() ?? whole()), REST);
    };

    const tellError = (input, message) => {
      const place = panel.querySelector(`[data-drawn-error="${input.dataset.drawn}"]`);
      place.textContent = message;
      place.hidden = !message;
      input.setAttribute("aria-invalid", message ? "true" : "false");
    };

    const write = (input) => {
      try {
        const value = input.type === "checkbox" ? input.checked : input.value;
        if (value !== fields[input.dataset.drawn].read(current)) fields[input.dataset.drawn].write(current, value);
        tellError(input, "");
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        tellError(input, error.message);
      }
    };

    const offerTargets = (select) => {
      if (select.options.length > 1) return;
      const rules = modeler.get("rules");
      const may = (target) => target !== current && !target.labelTarget && rules.allowed("connection.create", { source: current, target });
      const targets = registry.filter((one) => one.businessObject?.$instanceOf?.("bpmn:FlowNode") && may(one));
      select.append(...targets.map((one) => new Option(labelOf(one), one.id)));
    };

    const connect = () => {
      const select = panel.querySelector("[data-connect]");
      offerTargets(select);
      const target = registry.get(select.value);
      if (target) modeling.connect(current, target);
    };

    const laneOf = (participant) =>
      registry.find((one) => {
        if (one.type !== "bpmn:Lane" && one.type !== "bpmn:Participant") return false;
        const own = one.businessObject.extensionElements?.values?.find((thing) => thing.$type === "podium:participant");
        return (own?.id ?? one.id) === participant;
      });

    const moveTo = async (participant) => {
      const lane = laneOf(participant);
      if (!lane) return;
      const pool = lane.type === "bpmn:Lane" ? lane.parent : lane;
      const home = pool.type === "bpmn:Lane" ? pool.parent : pool;
      const y = lane.y + lane.height / 2 - (current.y + current.height / 2);
      modeling.moveElements([current], { x: 0, y: Math.round(y) }, home);
      const moved = current;
      if (!(await saver.flush()) || wanted !== moved) return;
      // The button that was pressed is gone; the cell that it belonged to is not.
      wish = "participant";
      fetchPanel(moved);
    };

    panel.addEventListener("submit", (event) => event.target.matches("[data-drawn-form]") && event.preventDefault());
    panel.addEventListener("change", (event) => event.target.matches("[data-drawn]") && write(event.target));
    panel.addEventListener("focusin", (event) => event.target.matches("[data-connect]") && offerTargets(event.target));
    panel.addEventListener("keydown", (event) => event.key === "Escape" && modeler.get("canvas").focus());
    panel.addEventListener("click", (event) => {
      const mover = event.target.closest("[data-move-to]");
      if (mover) moveTo(mover.dataset.moveTo);
      if (event.target.closest("[data-connect-now]")) connect();
    });
    // Confirming the row swaps the whole panel without going through `load`.
    panel.addEventListener("htmx:afterSwap", (event) => {
      const shown = panel.querySelector("[data-panel-element]")?.dataset.panelElement;
      if (event.detail.target === panel && current?.id === shown) settle(true);
    });
    modeler.on("selection.changed", follow);
    modeler.on("elements.changed", ({ elements }) => current && elements.includes(current) && fill());

    const show = (element) => {
      modeler.get("selection").select(element);
      modeler.get("canvas").scrollToElement(element);
    };

    return {
      // Selects an element and leads to the field where it is mended.
      choose: (id, field) => {
        const element = registry.get(id);
        if (!element) return;
        wish = field || "first";
        if (current === element && wanted === element) return void settle(true);
        if (element !== whole()) show(element);
        clearTimeout(timer);
        load(element);
      },
      enter: () => (selected() === current ? focusOn("") : (wish = "first")),
      show,
      begin: () => load(whole()),
      saved: () => {
        showMarks();
        if (!current || wanted !== current || !registry.get(current.id)) return;
        const moved = footprint(current) !== drawn && !panel.contains(document.activeElement);
        if (moved || cut) fetchPanel(current);
      },
    };
  };
})();
