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

  const stateLine = (line, login) => (kind, detail = {}) => {
    if (kind === "offline" && detail.kept === false) detail.message = "Offline, and this device refuses to keep the drawing: do not close the page";
    line.dataset.state = kind;
    line.textContent = detail.kept === false && detail.message ? detail.message : WORDS[kind](detail);
    if (kind !== "signed-out") return;
    const link = document.createElement("a");
    Object.assign(link, { href: login, target: "_blank", rel: "noopener", textContent: "Sign in" });
    line.append(" · ", link);
  };

  const open = async (host) => {
    const { button, download } = window.designer;
    performance.mark("designer-begin");
    host.hidden = false;
    const line = document.getElementById("designer-state");
    const notice = window.designer.noticeOf(document.getElementById("designer-notice"));
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
    const first = answer.kind === "ok" ? answer : kept;
    try {
      await modeler.importXML(first.drawing);
    } catch (error) {
      return tell("refused", { message: `the drawing could not be opened (${error.message})` });
    }

    let marks, panel;
    const known = ({ revision }) => (document.querySelector("#designer-publish [name=revision]").value = revision);
    const saver = window.designer.saverOf({
      exported,
      server,
      store,
      tell,
      stale: (told) => stale(told),
      saved: (told) => {
        marks.show(told.marks);
        panel.saved();
        known(told);
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

    // A drawing of another time goes on from what it began from: where the server has moved on, that is told.
    const restore = async (state) => {
      notice.close();
      await modeler.importXML(state.drawing);
      tools.fit();
      saver.begin(saver.revision ? state : { ...state, revision: 0 });
      saver.changed();
    };
    const offer = (state, words, forget) =>
      notice.show(
        `This device kept what you drew at ${clock(state.at)} ${words} The drawing below does not have it.`,
        button("Restore it", () => restore(state), true),
        button("Download it", () => download(state.drawing)),
        button("Throw it away", () => (forget(), notice.close())),
      );
    const offerAside = async () => {
      const aside = await store.readAside();
      if (aside) offer(aside, "when another tab had saved first.", store.forgetAside);
    };
    // The server's drawing instead of the one on the page.
    const take = async (told) => {
      await modeler.importXML(told.drawing);
      tools.fit();
      await saver.resume(told);
      known(told);
      await askMarks();
    };
    const stale = window.designer.staleOf({ host, server, saver, notice, exported, take, offer: offerAside });

    if (answer.kind !== "ok") {
      tell(answer.kind, {});
      saver.changed();
    } else if (kept && kept.drawing !== answer.drawing) {
      offer(kept, "and could not save.", store.drop);
    } else {
      offerAside();
    }

    const publish = document.getElementById("designer-publish");
    publish.addEventListener("submit", async (event) => {
      if (!saver.pending()) return;
      event.preventDefault();
      if (await saver.flush()) publish.submit();
      else notice.reveal();
    });
    // Pages that look at the stored draft are opened once it has everything.
    for (const link of document.querySelectorAll("[data-after-saving]")) {
      link.addEventListener("click", async (event) => {
        if (!saver.pending()) return;
        event.preventDefault();
        if (await saver.flush()) location.assign(link.href);
        else notice.reveal();
      });
    }
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
