// Another tab of the same person saved first: says what differs, and brings both together or keeps them apart.
(() => {
  const SILENT = "The server did not answer. Your drawing is kept on this device; try again.";

  window.designer.staleOf = ({ host, server, saver, notice, exported, take, offer }) => {
    const { button, download } = window.designer;

    // Nothing may be drawn while the answer decides what the drawing is.
    const alone = async (work) => {
      const inert = [...host.querySelectorAll(".designer-bar, .designer-work, .designer-notice")];
      for (const one of inert) one.inert = true;
      try {
        return await work();
      } finally {
        for (const one of inert) one.inert = false;
        if (document.activeElement === document.body) notice.focus();
      }
    };

    const complain = (form, message) => {
      const place = form.querySelector("[data-stale-error]");
      place.textContent = message || SILENT;
      place.hidden = false;
    };

    const mine = async () => download(await exported());

    const load = () =>
      alone(async () => {
        await saver.keep();
        const answer = await server.again();
        if (answer.kind !== "ok") return notice.show(SILENT, button("Try again", load, true), button("Download mine", mine));
        await take(answer);
        return offer();
      });

    const choicesOf = (form) => {
      const sent = new FormData(form);
      const numbers = [...sent.keys()].filter((name) => name.startsWith("key-")).map((name) => name.slice(4));
      return Object.fromEntries(numbers.map((number) => [sent.get(`key-${number}`), sent.get(`choice-${number}`)]));
    };

    const merge = (form, revision) =>
      alone(async () => {
        const drawing = await exported();
        const answer = await server.merge({ drawing, seen: saver.seen, revision, choices: JSON.stringify(choicesOf(form)) });
        if (answer.kind === "ok") {
          await take(answer);
          await saver.forgetAside();
          return notice.show("Both are in the drawing now, and saved.", button("Close", notice.close));
        }
        // The other tab saved again, or this one was drawn on: what differs is another now.
        if (answer.kind === "stale" || answer.kind === "conflicts" || answer.kind === "gone") return tell(answer);
        return complain(form, answer.message);
      });

    const copy = (form) =>
      alone(async () => {
        const answer = await server.copy({ drawing: await exported(), name: new FormData(form).get("name") });
        if (answer.kind !== "ok") return complain(form, answer.message);
        await saver.forget();
        await saver.forgetAside();
        return location.assign(answer.url);
      });

    const plain = (message, ...more) =>
      notice.show(message, ...more, button("Load the other state", load), button("Download mine", mine));
    const goOn = () => (notice.close(), saver.anew());

    const show = (html, revision) => {
      const place = notice.fill(html);
      const on = (name, event, act) => place.querySelector(`[data-stale=${name}]`).addEventListener(event, act);
      on("merge", "submit", (event) => (event.preventDefault(), merge(event.currentTarget, revision)));
      on("copy", "submit", (event) => (event.preventDefault(), copy(event.currentTarget)));
      on("load", "click", load);
      on("download", "click", mine);
    };

    const tell = async (told) => {
      if (told.kind === "gone") return plain(told.message, button("Go on with mine as a new draft", goOn, true));
      const answer = await server.stale({ drawing: await exported(), seen: saver.seen });
      if (answer.kind === "ok") return show(answer.html, answer.revision);
      return plain(`${answer.kind === "gone" ? answer.message : told.message} What you drew here since is kept on this device, and not saved yet.`);
    };

    return tell;
  };
})();
