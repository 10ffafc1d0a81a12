// Adding without a mouse: what is chosen goes behind what is selected, and is selected in turn.
(() => {
  const EVENTS = { Timer: "bpmn:TimerEventDefinition", Message: "bpmn:MessageEventDefinition", Error: "bpmn:ErrorEventDefinition", Compensate: "bpmn:CompensateEventDefinition" };

  window.designer.addingOf = (modeler) => {
    const canvas = modeler.get("canvas");
    const modeling = modeler.get("modeling");
    const factory = modeler.get("elementFactory");
    const registry = modeler.get("elementRegistry");

    const middle = () => {
      const { x, y, width, height } = canvas.viewbox();
      return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
    };

    const selected = () => {
      const [one, ...others] = modeler.get("selection").get();
      return one && !others.length ? (one.labelTarget ?? one) : null;
    };

    const shapeOf = (kind) => {
      const [type, event] = kind.split("/");
      return factory.createShape({ type, ...(event && { eventDefinitionType: EVENTS[event] }), ...(type === "bpmn:SubProcess" && { isExpanded: true }) });
    };

    const isActivity = (element) => element?.businessObject.$instanceOf("bpmn:Activity");

    const onBorder = (shape, host) => {
      if (!isActivity(host)) throw new RangeError("Select the step first that it belongs to.");
      const place = { x: host.x + host.width - 24, y: host.y + host.height };
      return modeling.createShape(shape, place, host, { attach: true });
    };

    const pools = () => registry.filter((one) => one.type === "bpmn:Participant");

    // The first lane needs a pool round everything that is there.
    const lane = () => {
      const home = selected();
      const near = home && ["bpmn:Lane", "bpmn:Participant"].includes(home.type) ? home : pools()[0];
      if (near) return modeling.addLane(near, "bottom");
      const drawn = registry.filter((one) => one.parent === canvas.getRootElement() && !one.waypoints && !one.labelTarget);
      const left = Math.min(...drawn.map((one) => one.x)), right = Math.max(...drawn.map((one) => one.x + one.width));
      const top = Math.min(...drawn.map((one) => one.y)), bottom = Math.max(...drawn.map((one) => one.y + one.height));
      const around = drawn.length ? { x: left - 80, y: top - 60, width: Math.max(600, right - left + 160), height: Math.max(200, bottom - top + 120) } : null;
      const pool = factory.createParticipantShape({ type: "bpmn:Participant", ...(around && { width: around.width, height: around.height }) });
      const place = around ? { x: around.x + around.width / 2, y: around.y + around.height / 2 } : middle();
      const made = modeling.createShape(pool, place, canvas.getRootElement());
      return modeling.addLane(made, "bottom");
    };

    const pool = () => {
      const shape = factory.createParticipantShape({ type: "bpmn:Participant", isExpanded: false });
      const lowest = Math.max(0, ...registry.filter((one) => one.parent === canvas.getRootElement() && one.height).map((one) => one.y + one.height));
      return modeling.createShape(shape, { x: middle().x, y: lowest + 100 }, canvas.getRootElement());
    };

    const behind = (shape, source) => {
      const may = source && modeler.get("rules").allowed("shape.append", { source, target: shape });
      if (may && !["bpmn:EndEvent"].includes(source.type) && shape.type !== "bpmn:StartEvent") return modeler.get("autoPlace").append(source, shape);
      const home = pools()[0] ?? canvas.getRootElement();
      return modeling.createShape(shape, middle(), home);
    };

    const add = (kind) => {
      if (kind === "bpmn:Lane") return lane();
      if (kind === "bpmn:Participant") return pool();
      const shape = shapeOf(kind);
      return shape.type === "bpmn:BoundaryEvent" ? onBorder(shape, selected()) : behind(shape, selected());
    };

    // The clipboard's elements beside what is selected, or in the middle of the view.
    const paste = () => {
      const near = selected();
      const home = near?.parent ?? pools()[0] ?? canvas.getRootElement();
      const place = near ? { x: near.x + near.width / 2, y: near.y + near.height + 100 } : middle();
      return modeler.get("copyPaste").paste({ element: home.type === "bpmn:Lane" ? home.parent : home, point: place });
    };

    return { add, paste };
  };
})();
