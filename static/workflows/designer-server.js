// Talks to the server; every answer, and every silence, becomes one `kind` that a person can be told.
(() => {
  const kindOf = (answer) => {
    if (answer.type === "opaqueredirect" || answer.status === 401) return "signed-out";
    if (answer.ok) return "ok";
    if (answer.status === 403) return "forbidden";
    return answer.status === 404 ? "lost" : "failed";
  };

  const asked = async (url, options = {}) => {
    let answer;
    try {
      answer = await fetch(url, { credentials: "same-origin", redirect: "manual", cache: "no-store", ...options });
    } catch {
      return { kind: "offline" };
    }
    const kind = kindOf(answer);
    if (kind !== "ok" && answer.status !== 409 && answer.status !== 422) return { kind };
    try {
      const told = await answer.json();
      return { ...told, kind: kind === "ok" ? "ok" : told.reason };
    } catch {
      return { kind: "failed" };
    }
  };

  window.designer ??= {};
  // Asked for before the modeler's large script is read.
  const begun = asked(document.getElementById("designer").dataset.draft);

  window.designer.serverOf = (host) => {
    let token = "";

    // Signing in again in another tab changes the token; the forms of this page follow.
    const heed = (answer) => {
      if (answer.token && answer.token !== token) {
        token = answer.token;
        document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
        for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
      }
      return answer;
    };

    const file = (drawing) => new Blob([drawing], { type: "application/xml" });

    const sent = (url, fields) => {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) {
        if (value instanceof Blob) body.set(name, value, `${name}.bpmn`);
        else body.set(name, value);
      }
      return asked(url, { method: "POST", body, headers: { "X-CSRFToken": token } });
    };

    const marks = async () => heed(await asked(host.dataset.marks));

    // A part of the page; null where it cannot be had.
    const part = async (url) => {
      try {
        const answer = await fetch(url, { credentials: "same-origin", redirect: "manual", headers: { "HX-Request": "true" } });
        return answer.ok ? await answer.text() : null;
      } catch {
        return null;
      }
    };

    // A refusal may only mean that somebody signed in again, with which the token changed.
    const send = async (url, fields) => {
      const answer = await sent(url, fields);
      if (answer.kind !== "forbidden") return answer;
      const again = await marks();
      return again.kind === "ok" ? sent(url, fields) : again;
    };

    const both = ({ drawing, seen, ...more }) => ({ drawing: file(drawing), ...(seen ? { seen: file(seen) } : {}), ...more });

    return {
      part,
      load: async () => heed(await begun),
      again: async () => heed(await asked(host.dataset.draft)),
      marks,
      save: (drawing, revision, base) => send(host.dataset.draft, { drawing: file(drawing), revision, base }),
      stale: (tabs) => send(host.dataset.tabsDiffer, both(tabs)),
      merge: (tabs) => send(host.dataset.tabsMerge, both(tabs)),
      copy: (tabs) => send(host.dataset.tabsCopy, both(tabs)),
    };
  };
})();
