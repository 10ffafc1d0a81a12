// Saves by itself: a moment after the last change, one request at a time, and first on this device.
(() => {
  const REST = 800, LONGEST = 10000, RETRY = 15000;

  // Kinds of answers after which the drawing waits on this device and is sent again later.
  const WAITING = new Set(["offline", "signed-out", "forbidden", "lost", "failed"]);

  window.designer.saverOf = ({ exported, server, store, tell, saved, stale }) => {
    // `seen` is what the server was known to have, which a merge with another tab begins from.
    const state = { acknowledged: "", seen: "", revision: 0, base: 0, changes: 0, kept: 0, sent: 0, stopped: false };
    let timer, since = 0, running = null, failing = false;

    const pending = () => state.sent < state.changes;

    const schedule = (wait) => {
      clearTimeout(timer);
      timer = setTimeout(() => flush(), wait);
    };

    const keep = async () => {
      const number = state.changes;
      const drawing = await exported();
      const { seen, revision, base, stopped } = state;
      const record = { drawing, seen, revision, base, at: Date.now() };
      const done = await (stopped ? store.setAside(record) : store.keep(record));
      if (done) state.kept = Math.max(state.kept, number);
      return { number, drawing };
    };

    const acknowledge = async (number, drawing, answer) => {
      Object.assign(state, { acknowledged: drawing, seen: drawing, revision: answer.revision, base: answer.base, sent: number });
      failing = false;
      if (!pending()) await store.forget();
      saved(answer);
      tell(pending() ? "waiting" : "saved", answer);
    };

    const once = async () => {
      const { number, drawing } = await keep();
      if (drawing === state.acknowledged) {
        state.sent = number;
        await store.forget();
        tell("saved", {});
        return true;
      }
      if (!failing) tell("saving", {});
      const answer = await server.save(drawing, state.revision, state.base);
      if (answer.kind === "ok") {
        await acknowledge(number, drawing, answer);
        return true;
      }
      failing = true;
      if (WAITING.has(answer.kind)) {
        tell(answer.kind, { kept: state.kept >= number });
        schedule(RETRY);
      } else if (answer.kind === "refused") {
        tell("refused", answer);
      } else {
        state.stopped = true;
        tell(answer.kind, answer);
        await keep();
        await store.forget();
        stale(answer);
      }
      return false;
    };

    const run = async () => {
      clearTimeout(timer);
      since = 0;
      let done = true;
      while (done && pending() && !state.stopped) done = await once();
      return done && !pending();
    };

    // True once the server has everything.
    const flush = () => {
      running ??= run().finally(() => {
        running = null;
        if (pending() && !failing && !state.stopped) schedule(REST);
      });
      return running;
    };

    const changed = () => {
      state.changes += 1;
      if (state.stopped) return void keep();
      since ||= Date.now();
      if (!running && !failing) tell("waiting", {});
      schedule(Math.max(0, Math.min(REST, since + LONGEST - Date.now())));
    };

    const again = () => pending() && !state.stopped && flush();
    window.addEventListener("online", again);
    window.addEventListener("focus", again);
    document.addEventListener("visibilitychange", () => (document.hidden ? pending() && keep() : again()));
    window.addEventListener("beforeunload", (event) => {
      if (pending() && state.kept < state.changes) event.preventDefault();
    });

    return {
      begin: ({ revision, base, drawing, seen }) => Object.assign(state, { revision, base, seen: seen ?? drawing }),
      // What the modeler writes differs from what it read, so comparisons are with its own writing.
      compare: async () => {
        const drawing = state.changes ? "" : await exported();
        if (!state.changes) state.acknowledged = state.seen = drawing;
      },
      // The drawing on the page is that of the server again.
      resume: async ({ revision, base, drawing, saved_at: at }) => {
        const sent = state.changes;
        Object.assign(state, { acknowledged: "", seen: drawing, revision, base, sent, kept: sent, stopped: false });
        failing = false;
        await store.forget();
        tell(revision ? "saved" : "ready", { saved_at: at });
      },
      // The draft is gone; what is on the page begins a new one.
      anew: () => {
        Object.assign(state, { revision: 0, stopped: false });
        failing = false;
        state.changes += 1;
        return flush();
      },
      keep,
      forgetAside: store.forgetAside,
      changed,
      flush,
      pending,
      forget: () => {
        state.stopped = true;
        state.sent = state.kept = state.changes;
        return store.forget();
      },
      get revision() {
        return state.revision;
      },
      get seen() {
        return state.seen;
      },
    };
  };
})();
