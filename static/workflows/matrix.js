// The requirement matrix as a grid: move, type, save, by keyboard as in a spreadsheet.
// Without this script every cell is a link to its field on the step's page.

const matrix = document.getElementById("matrix");

const matrixGrid = {
  rows: () => [...matrix.tBodies[0].rows],
  cells: (row) => [...row.cells].slice(2),
  link: (td) => td?.querySelector("a.cell") ?? null,
  column: (td) => matrix.tHead.rows[1].cells[td.cellIndex],
  isEditing: () => Boolean(document.activeElement?.closest("#matrix .cell-form")),
  here: () => document.activeElement?.closest("#matrix td") ?? null,

  text(td) {
    const link = matrixGrid.link(td);
    if (!link) return "";
    const shown = link.firstElementChild.textContent;
    return link.dataset.text ?? (shown === "—" ? "" : shown);
  },

  focus(td) {
    (matrixGrid.link(td) ?? td?.querySelector("[name=text]"))?.focus();
  },

  // The nearest cell in a direction that its step has.
  next(td, down, right) {
    const rows = matrixGrid.rows();
    let row = rows.indexOf(td.parentElement) + down;
    let column = td.cellIndex + right;
    while (rows[row] && column >= 2 && column < rows[row].cells.length) {
      if (matrixGrid.link(rows[row].cells[column])) return rows[row].cells[column];
      row += down;
      column += right;
    }
    return null;
  },
};

if (matrix?.dataset.query) {
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  const headers = { "HX-Request": "true", "X-CSRFToken": token };
  let current = null;
  let queue = Promise.resolve();
  let pending = 0;

  // Tab goes through the current row and then leaves the grid; arrows change the row.
  const reach = (row, isReached) => {
    for (const one of row.querySelectorAll("a, button, input:not([type=hidden])")) one.tabIndex = isReached ? 0 : -1;
  };
  const makeCurrent = (row) => {
    if (row === current || !row || row.parentElement !== matrix.tBodies[0]) return;
    if (current?.isConnected) reach(current, false);
    reach(row, true);
    current = row;
  };

  const note = (form, message) => {
    const line = form.querySelector("[role=alert]") ?? document.createElement("p");
    line.className = "errors";
    line.setAttribute("role", "alert");
    line.textContent = message;
    form.querySelector("[name=text]").after(line);
  };

  const showHistory = (form, row, column) => setTimeout(async () => {
    if (!form.isConnected) return;
    try {
      const answer = await fetch(`${row.dataset.url}cells/${column}/history/`, { headers });
      if (answer.ok && !answer.redirected) form.querySelector(".cell-history").innerHTML = await answer.text();
    } catch { /* The history is an extra; the field works without it. */ }
  }, 300);

  const open = (td, typed) => {
    const link = matrixGrid.link(td);
    if (!link) return;
    const column = link.dataset.column;
    const row = td.parentElement;
    const form = document.getElementById(`editor-${column}`).content.firstElementChild.cloneNode(true);
    const field = form.elements.text;
    form.action = `${row.dataset.url}cells/${column}/`;
    form.dataset.column = column;
    field.value = matrixGrid.text(td);
    form.dataset.was = field.value;
    link.hidden = true;
    td.classList.add("matrix-open");
    td.append(form);
    field.focus();
    if (typed !== undefined && field.options) {
      const wanted = [...field.options].find((one) => typed && one.text.toLowerCase().startsWith(typed.toLowerCase()));
      if (wanted) field.value = wanted.value;
    } else if (typed !== undefined) field.value = typed;
    else field.select?.();
    showHistory(form, row, column);
  };

  const close = async (form, { keepFocus = true } = {}) => {
    const td = form.closest("td");
    const link = matrixGrid.link(td);
    if (!link) {
      // The server opened this one, for an error: it has the row as it is stored.
      const row = td.parentElement;
      const answer = await fetch(`${row.dataset.url}?${matrix.dataset.query}`, { headers });
      swap(row, await answer.text(), keepFocus ? form.dataset.column : "", true);
      return;
    }
    form.remove();
    td.classList.remove("matrix-open");
    link.hidden = false;
    if (keepFocus) link.focus();
  };

  const cellIn = (row, column) =>
    matrixGrid.link(row) && [...row.querySelectorAll("a.cell")].find((one) => one.dataset.column === column)?.closest("td");

  // Puts a row from the server in place; what is being typed in it meanwhile goes on.
  const swap = (row, html, column, isClosing = false) => {
    const page = new DOMParser().parseFromString(`<table><tbody>${html}</tbody></table>`, "text/html");
    const fresh = page.querySelector("tr");
    if (!fresh) return false;
    for (const part of page.querySelectorAll("[hx-swap-oob]")) {
      const target = document.getElementById(part.id);
      if (target) target.innerHTML = part.innerHTML;
    }
    const typing = isClosing ? null : row.querySelector(".cell-form:focus-within");
    const state = typing && { column: typing.dataset.column, text: typing.elements.text.value, was: typing.dataset.was };
    const focused = document.activeElement?.closest("tr") === row ? document.activeElement.dataset.column : "";
    const ticked = row.querySelector("[name=step]")?.checked;
    row.replaceWith(fresh);
    fresh.querySelector("[name=step]").checked = ticked;
    htmx.process(fresh);
    reach(fresh, row === current);
    if (row === current) current = fresh;
    const refused = fresh.querySelector(".cell-form");
    if (state && cellIn(fresh, state.column)) {
      open(cellIn(fresh, state.column), state.text);
      fresh.querySelector(".cell-form[data-was]").dataset.was = state.was ?? "";
    } else if (refused && !matrixGrid.isEditing()) {
      refused.elements.text.focus();
    } else if (focused || (isClosing && column)) {
      matrixGrid.focus(cellIn(fresh, focused || column));
    }
    return true;
  };

  const send = async ({ step, column, url, text }) => {
    const row = matrixGrid.rows().find((one) => one.dataset.step === step);
    const body = new URLSearchParams({ version: row.dataset.version, text });
    let message = "Not saved: the server cannot be reached. Save again when it can.";
    try {
      const answer = await fetch(`${url}?${matrix.dataset.query}`, { method: "POST", headers, body });
      const known = answer.ok || answer.status === 409 || answer.status === 422;
      if (known && !answer.redirected && swap(row, await answer.text(), column)) {
        document.querySelector("#undo button").hidden = false;
        return;
      }
      message = answer.redirected ? "Not saved: you are signed out. Sign in in another tab, then save again." : "Not saved: the server refused it. Load the page again.";
    } catch { /* The message says it. */ }
    const td = cellIn(row, column);
    open(td, text);
    note(td.querySelector(".cell-form"), message);
  };

  // One after the other, so that each save names the version that the one before it made.
  const save = (td, column, text, url) => {
    const step = td.parentElement.dataset.step;
    const link = matrixGrid.link(td);
    if (link) link.classList.add("cell--saving");
    const job = { step, column, text, url: url ?? `${td.parentElement.dataset.url}cells/${column}/` };
    pending += 1;
    queue = queue.then(() => send(job)).finally(() => { pending -= 1; });
    return queue;
  };

  const commit = (form, url) => {
    const td = form.closest("td");
    const text = form.elements.text.value;
    const column = form.dataset.column;
    const link = matrixGrid.link(td);
    if (!url && link && text === form.dataset.was && !form.querySelector("[role=alert]")) {
      close(form, { keepFocus: false });
      return;
    }
    if (link) {
      const chosen = form.elements.text.selectedOptions?.[0]?.text ?? text;
      if (!url) {
        link.firstElementChild.textContent = chosen || "—";
        link.dataset.text = text;
      }
      close(form, { keepFocus: false });
    }
    save(td, column, text, url);
  };

  matrixGrid.open = open;
  matrixGrid.save = save;
  matrixGrid.headers = headers;
  matrixGrid.settled = () => queue;

  const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  const onField = (event, form) => {
    const td = form.closest("td");
    if (event.key === "Escape") close(form);
    else if (event.key === "Enter" && event.target.name === "text") {
      commit(form);
      matrixGrid.focus(matrixGrid.next(td, event.shiftKey ? -1 : 1, 0) ?? td);
    } else if (event.key === "Tab" && event.target.name === "text" && !form.querySelector("[role=alert]")) {
      const next = matrixGrid.next(td, 0, event.shiftKey ? -1 : 1);
      commit(form);
      matrixGrid.focus(next ?? td);
    } else return;
    event.preventDefault();
  };

  const onCell = (event, td) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key in moves && isPlain && !event.shiftKey) matrixGrid.focus(matrixGrid.next(td, ...moves[event.key]));
    else if (event.key === "Home" && isPlain) matrixGrid.focus(matrixGrid.cells(td.parentElement).find(matrixGrid.link));
    else if (event.key === "End" && isPlain) matrixGrid.focus(matrixGrid.cells(td.parentElement).findLast(matrixGrid.link));
    else if ((event.key === "Enter" || event.key === "F2") && isPlain) open(td);
    else if ((event.key === "Delete" || event.key === "Backspace") && isPlain) open(td, "");
    else if (event.key === " " && isPlain) td.parentElement.querySelector("[name=step]").click();
    else if (event.key.length === 1 && isPlain) open(td, event.key);
    else return;
    event.preventDefault();
  };

  matrix.setAttribute("role", "grid");
  for (const row of matrixGrid.rows()) reach(row, false);
  makeCurrent(matrixGrid.rows()[0]);

  matrix.addEventListener("focusin", (event) => makeCurrent(event.target.closest("tr")));
  matrix.addEventListener("keydown", (event) => {
    const form = event.target.closest(".cell-form");
    if (form) onField(event, form);
    else if (event.target.matches("a.cell")) onCell(event, event.target.closest("td"));
  });
  matrix.addEventListener("click", (event) => {
    const form = event.target.closest("[data-close]")?.closest(".cell-form");
    const link = event.target.closest("a.cell");
    if (form) close(form);
    else if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) open(link.closest("td"));
    else return;
    event.preventDefault();
  });
  matrix.addEventListener("submit", (event) => {
    const form = event.target.closest(".cell-form");
    if (!form) return;
    event.preventDefault();
    const td = form.closest("td");
    commit(form, event.submitter?.hasAttribute("formaction") ? event.submitter.formAction : undefined);
    matrixGrid.focus(td);
  });
  matrix.addEventListener("focusout", (event) => {
    const form = event.target.closest(".cell-form");
    // Leaving the window is not leaving the field.
    if (!form?.isConnected || form.contains(event.relatedTarget) || !document.hasFocus()) return;
    if (form.dataset.was !== undefined && !form.querySelector("[role=alert]")) setTimeout(() => {
      if (form.isConnected && !form.contains(document.activeElement)) commit(form);
    });
  });

  // What is still on its way, or stands in an open field, is not to be left by mistake.
  window.addEventListener("beforeunload", (event) => {
    const form = matrix.querySelector(".cell-form");
    if (pending || (form && form.elements.text.value !== form.dataset.was)) event.preventDefault();
  });
}
