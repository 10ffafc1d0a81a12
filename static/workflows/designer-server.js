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

    const send = (drawing, revision, base) => {
      const body = new FormData();
      body.set("drawing", new Blob([drawing], { type: "application/xml" }), "drawing.bpmn");
      body.set("revision", revision);
      body.set("base", base);
      return asked(host.dataset.draft, { method: "POST", body, headers: { "X-CSRFToken": token } });
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

    return {
      part,
      load: async () => heed(await begun),
      marks,
      save: async (drawing, revision, base) => {
        const answer = await send(drawing, revision, base);
        if (answer.kind !== "forbidden") return answer;
        const again = await marks();
        return again.kind === "ok" ? send(drawing, revision, base) : again;
      },
    };
  };
})();
