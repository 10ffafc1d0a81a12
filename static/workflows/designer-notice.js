// What the designer has to say above the drawing, with the buttons that answer it.
(() => {
  window.designer ??= {};

  window.designer.button = (text, act, primary = false) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: primary ? "btn btn-primary" : "btn", textContent: text });
    made.addEventListener("click", act);
    return made;
  };

  window.designer.noticeOf = (place) => {
    const open = (...parts) => {
      place.replaceChildren(...parts);
      place.hidden = false;
    };
    return {
      close: () => (place.hidden = true),
      show: (text, ...buttons) => {
        const told = document.createElement("p");
        told.setAttribute("role", "alert");
        told.textContent = text;
        const row = document.createElement("p");
        row.className = "actions";
        row.append(...buttons);
        open(told, ...(buttons.length ? [row] : []));
      },
      // A part of the page that the server wrote.
      fill: (html) => {
        const part = document.createElement("template");
        part.innerHTML = html;
        open(part.content);
        return place;
      },
      focus: () => place.querySelector("button")?.focus(),
      reveal: () => place.hidden || place.scrollIntoView({ block: "nearest" }),
    };
  };

  window.designer.download = (drawing) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([drawing], { type: "application/xml" }));
    link.download = "drawing.bpmn";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
})();
