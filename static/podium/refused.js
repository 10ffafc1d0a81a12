// A request of htmx that was refused, or never arrived, must not fail in silence: what the server
// said is told where messages stand. Nothing on the page changes, so nothing typed is lost.

let about = "";

function tell(text, event) {
  about = event.detail.requestConfig?.path ?? "";
  const message = document.createElement("p");
  message.className = "message message--error";
  message.textContent = text;
  document.getElementById("messages")?.replaceChildren(message);
}

/** The heading and the first paragraph of the page that came instead of the part asked for. */
function reason(html) {
  const main = new DOMParser().parseFromString(html, "text/html").querySelector("main");
  const parts = ["h1", ".lead", "p:not(.message)"].map((tag) => main?.querySelector(tag)?.textContent.trim());
  return parts.filter(Boolean).slice(0, 2).join(". ") || "The server could not do this.";
}

document.addEventListener("htmx:responseError", (event) => {
  tell(`Not saved. ${reason(event.detail.xhr.responseText)}`, event);
});

document.addEventListener("htmx:sendError", (event) => {
  tell("Not saved. The server cannot be reached: check the connection, then try again.", event);
});

// The same again, and this time it went well.
document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.successful || !about || event.detail.requestConfig.path !== about) return;
  about = "";
  document.getElementById("messages")?.replaceChildren();
});
