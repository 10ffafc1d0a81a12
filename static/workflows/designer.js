// Opens the designer: the drawing from the server, or what this device kept of it, and all the rest around it.
(() => {
  const clock = (at) => new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });

  const KEPT = "your drawing is kept on this device and saved then";
  const WORDS = {
    loading: () => "Opening the drawing…",
    ready: () => "Nothing has changed yet",
    waiting: () => "Not saved yet",
    saving: () => "Saving…",
    saved: ({ saved_at: at }) => `Saved ${at || clock(Date.now())}`,
    stated: () => `Saved ${clock(Date.now())}`,
    offline: () => "Offline: kept on this device, and saved once the network is back",
    "signed-out": () => `You were signed out: sign in in another tab, ${KEPT}`,
    forbidden: () => "You may not change this map any more. Your drawing is kept on this device: download it, or ask an owner",
    lost: () => "This map is not there any more. Your drawing is kept on this device: download it",
    failed: () => `The server did not answer as it should: ${KEPT}`,
    refused: ({ message }) => `Not saved: ${message}`,
    stale: ({ message }) => message,
    gone: ({ message }) => message,
  };

  const button = (text, act, primary = false) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: primary ? "btn btn-primary" : "btn", textContent: text });
    made.addEventListener("click", act);
    return made;
  };

  const notices = (place) => ({
    close: () => (place.hidden = true),
    show: (text, ...buttons) => {
      const told = document.createElement("p");
      told.textContent = text;
      const row = document.createElement("p");
      row.className = "actions";
      row.append(...buttons);
      place.replaceChildren(told, ...(buttons.length ? [row] : []));
      place.hidden = false;
    },
  });

  const stateLine = (line, login) => (kind, detail = {}) => {
    if (kind === "offline" && detail.kept === false) detail.message = "Offline, and this device refuses to keep the drawing: do not close the page";
    line.dataset.state = kind;
    line.textContent = detail.kept === false && detail.message ? detail.message : WORDS[kind](detail);
    if (kind !== "signed-out") return;
    const link = document.createElement("a");
    Object.assign(link, { href: login, target: "_blank", rel: "noopener", textContent: "Sign in" });
    line.append(" · ", link);
  };

  const download = (drawing) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([drawing], { type: "application/xml" }));
    link.download = "drawing.bpmn";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  const open = async (host) => {
    performance.mark("designer-begin");
    host.hidden = false;
    const line = document.getElementById("designer-state");
    const notice = notices(document.getElementById("designer-notice"));
    const tell = stateLine(line, host.dataset.login);
    const store = window.designer.storeOf(host.dataset.place);
    const server = window.designer.serverOf(host);
    const begun = Promise.all([server.load(), store.read()]);
    const modeler = new BpmnJS({
      container: document.getElementById("designer-canvas"),
      additionalModules: [window.designer.copying],
    });
    const exported = async () => (await modeler.saveXML({ format: true })).xml;

    const [answer, kept] = await begun;
    if (answer.kind !== "ok" && !kept) return tell(answer.kind, {});
    const first = answer.kind === "ok" ? answer : { drawing: kept.drawing, revision: kept.revision, base: kept.base };
    try {
      await modeler.importXML(first.drawing);
    } catch (error) {
      return tell("refused", { message: `the drawing could not be opened (${error.message})` });
    }

    let marks, panel;
    const reload = () => location.reload();
    const stale = (told, drawing) => {
      const mine = button("Keep mine as a copy", () => download(drawing));
      const theirs = button("Load the other state", async () => (await saver.forget(), reload()));
      if (told.kind === "gone") return notice.show(told.message, mine, theirs);
      const over = button("Save mine over it", async () => (notice.close(), saver.overwrite(told.revision)));
      notice.show(`${told.message} What you drew here since is not saved.`, mine, theirs, over);
    };
    const saver = window.designer.saverOf({
      exported,
      server,
      store,
      tell,
      stale,
      saved: (told) => {
        marks.show(told.marks);
        panel.saved();
        document.querySelector("#designer-publish [name=revision]").value = told.revision;
      },
    });
    saver.begin(first);

    marks = window.designer.marksOf({
      modeler,
      list: host.querySelector("[data-mark-list]"),
      count: host.querySelector("[data-mark-count]"),
      chosen: (id, field) => panel.choose(id, field),
    });
    panel = window.designer.panelOf({ host, modeler, server, saver, marks, panel: document.getElementById("designer-panel") });
    const tools = window.designer.toolsOf({ host, modeler, panel, tell: (text) => notice.show(text, button("Close", notice.close)) });

    tools.fit();
    const askMarks = async () => {
      const told = await server.marks();
      if (told.kind !== "ok") return false;
      marks.show(told.marks);
      panel.saved();
      return true;
    };
    tell(first.revision ? "saved" : "ready", first);

    modeler.on("commandStack.changed", () => saver.changed());
    modeler.on("import.done", () => marks.again());
    document.body.addEventListener("designer:stated", async () => {
      if ((await askMarks()) && !saver.pending()) tell("stated");
    });

    const restore = async () => {
      notice.close();
      await modeler.importXML(kept.drawing);
      tools.fit();
      saver.changed();
    };
    if (answer.kind !== "ok") {
      tell(answer.kind, {});
      saver.changed();
    } else if (kept && kept.drawing !== answer.drawing) {
      notice.show(
        `This device kept what you drew at ${clock(kept.at)} and could not save. The drawing below does not have it.`,
        button("Restore it", restore, true),
        button("Keep it as a copy", () => download(kept.drawing)),
        button("Throw it away", () => (store.forget(), notice.close())),
      );
    }

    const publish = document.getElementById("designer-publish");
    publish.addEventListener("submit", async (event) => {
      if (!saver.pending()) return;
      event.preventDefault();
      if (await saver.flush()) publish.submit();
    });
    document.getElementById("designer-discard").addEventListener("submit", () => saver.forget());
    for (const one of document.querySelectorAll("[data-designer-copy]")) {
      one.hidden = false;
      one.addEventListener("click", async () => download(await exported()));
    }
    host.dataset.ready = "yes";
    window.designer.modeler = modeler;
    performance.mark("designer-ready");
    performance.measure("designer-open", "designer-begin", "designer-ready");
    // What may come a moment later: the panel of the whole map, its marks, the writing to compare with.
    panel.begin();
    askMarks();
    (window.requestIdleCallback ?? setTimeout)(() => saver.compare());
  };

  document.addEventListener("DOMContentLoaded", () => open(document.getElementById("designer")));
})();
