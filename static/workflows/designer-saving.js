// Saves by itself: a moment after the last change, one request at a time, and first on this device.
(() => {
  const REST = 800, LONGEST = 10000, RETRY = 15000;

  // Kinds of answers after which the drawing waits on this device and is sent again later.
  const WAITING = new Set(["offline", "signed-out", "forbidden", "lost", "failed"]);

  window.designer.saverOf = ({ exported, server, store, tell, saved, stale }) => {
    const state = { acknowledged: "", revision: 0, base: 0, changes: 0, kept: 0, sent: 0, stopped: false };
    let timer, since = 0, running = null, failing = false;

    const pending = () => state.sent < state.changes;

    const schedule = (wait) => {
      clearTimeout(timer);
      timer = setTimeout(() => flush(), wait);
    };

    const keep = async () => {
      const number = state.changes;
      const drawing = await exported();
      const done = await store.keep({ drawing, revision: state.revision, base: state.base, at: Date.now() });
      if (done) state.kept = Math.max(state.kept, number);
      return { number, drawing };
    };

    const acknowledge = async (number, drawing, answer) => {
      Object.assign(state, { acknowledged: drawing, revision: answer.revision, base: answer.base, sent: number });
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
        stale(answer, drawing);
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
      begin: ({ revision, base }) => Object.assign(state, { revision, base }),
      // What the modeler writes differs from what it read, so comparisons are with its own writing.
      compare: async () => {
        const drawing = state.changes ? "" : await exported();
        if (!state.changes) state.acknowledged = drawing;
      },
      overwrite: (revision) => {
        Object.assign(state, { revision, stopped: false });
        failing = false;
        state.changes += 1;
        return flush();
      },
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
    };
  };
})();
