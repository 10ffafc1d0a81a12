// The panel's fields that change the drawing: each reads from an element and writes one undoable change.
(() => {
  const OURS = "urn:podium:bpmn:1";
  const { toIso, fromIso, toShare, toCount } = window.designer.values;
  const DECLARED = {
    "bpmn:MessageEventDefinition": ["bpmn:Message", "messageRef", "name"],
    "bpmn:SignalEventDefinition": ["bpmn:Signal", "signalRef", "name"],
    "bpmn:ErrorEventDefinition": ["bpmn:Error", "errorRef", "errorCode"],
    "bpmn:EscalationEventDefinition": ["bpmn:Escalation", "escalationRef", "escalationCode"],
  };

  window.designer.fieldsOf = (modeler) => {
    const modeling = modeler.get("modeling");
    const factory = modeler.get("bpmnFactory");
    const moddle = modeler.get("moddle");

    const own = (element) => element.businessObject;
    const trigger = (element) => own(element).eventDefinitions?.[0];
    const loop = (element) => own(element).loopCharacteristics;

    const made = (type, values, parent) => {
      const thing = factory.create(type, values);
      thing.$parent = parent;
      return thing;
    };
    const expression = (body, parent) => (body ? made("bpmn:FormalExpression", { body }, parent) : undefined);
    const change = (element, thing, values) => modeling.updateModdleProperties(element, thing, values);

    // Extension elements of ours: one of each name, all attributes as text.
    const extension = (element, name) =>
      own(element).extensionElements?.values?.find((one) => one.$type === `podium:${name}`);

    const extend = (element, name, values) => {
      const before = own(element).extensionElements;
      const found = extension(element, name);
      const { $type, $children, $body, ...old } = found ?? {};
      const kept = Object.fromEntries(Object.entries({ ...old, ...values }).filter(([, value]) => value !== ""));
      const next = moddle.createAny(`podium:${name}`, OURS, { ...kept, ...($children && { $children }) });
      const others = (before?.values ?? []).filter((one) => one !== found);
      const holder = made("bpmn:ExtensionElements", {}, own(element));
      holder.values = [...others, next];
      for (const one of holder.values) one.$parent = holder;
      modeling.updateProperties(element, { extensionElements: holder });
    };

    const ofExtension = (name, key, checked = (text) => text.trim(), otherwise = "") => ({
      read: (element) => extension(element, name)?.[key] ?? otherwise,
      write: (element, text) => extend(element, name, { [key]: checked(text) }),
    });

    const declared = (element, text) => {
      const event = trigger(element);
      const [type, reference, key] = DECLARED[event.$type];
      const root = modeler.getDefinitions();
      let target = root.rootElements.find((one) => one.$type === type && (one[key] || one.name) === text);
      if (text && !target) {
        target = made(type, { name: text, ...(key !== "name" && { [key]: text }) }, root);
        change(element, root, { rootElements: [...root.rootElements, target] });
      }
      change(element, event, { [reference]: text ? target : undefined });
    };

    const participant = (name, otherwise = "") => {
      const field = ofExtension("participant", name, undefined, otherwise);
      // The reader takes id and name from the extension too, so both have to stand there.
      const write = (element, text) => {
        const { id, name: called } = own(element);
        const known = extension(element, "participant");
        extend(element, "participant", { id: known?.id ?? id, name: called ?? id, kind: known?.kind ?? "service", [name]: text.trim() });
      };
      return { read: field.read, write };
    };

    const rename = (element, text) => {
      const wanted = text.trim();
      if (modeler.get("canvas").getRootElement() === element) modeling.updateProperties(element, { name: wanted });
      else modeling.updateLabel(element, wanted);
      // A lane of a file of ours says its name twice.
      if (extension(element, "participant")?.name !== undefined) extend(element, "participant", { name: wanted });
    };

    return {
      name: {
        read: (element) => own(element).text ?? own(element).name ?? "",
        write: rename,
      },
      documentation: {
        read: (element) => own(element).documentation?.map((one) => one.text).join("\n\n") ?? "",
        write: (element, text) => {
          const told = text.trim() ? [made("bpmn:Documentation", { text: text.trim() }, own(element))] : [];
          modeling.updateProperties(element, { documentation: told });
        },
      },
      condition: {
        read: (element) => (own(element).conditionExpression ?? trigger(element)?.condition)?.body ?? "",
        write: (element, text) => {
          const body = text.trim();
          if (element.waypoints) modeling.updateProperties(element, { conditionExpression: expression(body, own(element)) });
          else change(element, trigger(element), { condition: expression(body, trigger(element)) });
        },
      },
      probability: ofExtension("flow", "probability", toShare),
      default: {
        read: (element) => element.source?.businessObject.default === own(element),
        write: (element, wanted) =>
          modeling.updateProperties(element.source, { default: wanted ? own(element) : undefined }),
      },
      timer: {
        read: (element) => {
          const event = trigger(element);
          return fromIso((event?.timeDuration ?? event?.timeCycle ?? event?.timeDate)?.body);
        },
        write: (element, text) => {
          const event = trigger(element);
          const body = toIso(text);
          const cycle = body.startsWith("R");
          change(element, event, {
            timeDuration: cycle ? undefined : expression(body, event),
            timeCycle: cycle ? expression(body, event) : undefined,
            timeDate: undefined,
          });
        },
      },
      ref: {
        read: (element) => {
          const event = trigger(element);
          if (event?.$type === "bpmn:LinkEventDefinition") return event.name ?? "";
          const [, reference, key] = DECLARED[event?.$type] ?? [];
          const target = event?.[reference];
          return target ? target[key] || target.name || "" : "";
        },
        write: (element, text) => {
          const event = trigger(element);
          if (event.$type === "bpmn:LinkEventDefinition") change(element, event, { name: text.trim() });
          else declared(element, text.trim());
        },
      },
      "loop-condition": {
        read: (element) => (loop(element)?.loopCondition ?? loop(element)?.completionCondition)?.body ?? "",
        write: (element, text) => {
          const key = loop(element).$type === "bpmn:StandardLoopCharacteristics" ? "loopCondition" : "completionCondition";
          change(element, loop(element), { [key]: expression(text.trim(), loop(element)) });
        },
      },
      "loop-maximum": {
        read: (element) => String(loop(element)?.get("loopMaximum") ?? ""),
        write: (element, text) => change(element, loop(element), { loopMaximum: toCount(text) ? Number(text) : undefined }),
      },
      "loop-count": {
        read: (element) => loop(element)?.loopCardinality?.body ?? "",
        write: (element, text) => change(element, loop(element), { loopCardinality: expression(toCount(text), loop(element)) }),
      },
      calls: {
        read: (element) => own(element).calledElement ?? "",
        write: (element, text) => modeling.updateProperties(element, { calledElement: text.trim() || undefined }),
      },
      kind: participant("kind", "service"),
      team: participant("team"),
    };
  };

  // Pasting keeps what other tools, and ours, wrote about an element; bpmn-js would leave it behind.
  window.designer.copying = {
    __init__: ["podiumCopying"],
    podiumCopying: [
      "type",
      Object.assign(
        function (eventBus, moddle) {
          const copied = (thing) => {
            const { $type, $children, ...values } = thing;
            const inner = $children && { $children: $children.map(copied) };
            return moddle.createAny($type, thing.$descriptor.ns.uri, { ...values, ...inner });
          };
          eventBus.on("moddleCopy.canCopyProperty", 1500, ({ property, propertyName }) => {
            if (propertyName === "values" && property?.$descriptor?.isGeneric) return copied(property);
          });
        },
        { $inject: ["eventBus", "moddle"] },
      ),
    ],
  };
})();
