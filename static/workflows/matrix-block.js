// Blocks of the requirement matrix: select, copy, paste after a preview, undo, tick rows.
// Without this script the pages behind "Paste cells", "Set…" and "Undo my last change" do the same.

if (matrix?.dataset.query) {
  const dialog = document.getElementById("paste-dialog");
  const undo = document.getElementById("undo");
  const kept = "matrix-cell";
  const project = location.pathname.split("/discover/")[0];
  let from = null;
  let to = null;

  const place = (td) => [matrixGrid.rows().indexOf(td.parentElement), td.cellIndex];

  const block = () => {
    const here = matrixGrid.here();
    const [first, last] = from?.isConnected && to?.isConnected ? [from, to] : [here, here];
    if (!first) return [];
    const [[top, left], [bottom, right]] = [place(first), place(last)];
    const rows = matrixGrid.rows().slice(Math.min(top, bottom), Math.max(top, bottom) + 1);
    return rows.map((row) => [...row.cells].slice(Math.min(left, right), Math.max(left, right) + 1));
  };

  const clear = () => {
    for (const td of matrix.querySelectorAll("[aria-selected]")) td.removeAttribute("aria-selected");
    [from, to] = [null, null];
  };

  const extend = (td) => {
    if (!td) return;
    const start = from?.isConnected ? from : matrixGrid.here();
    clear();
    [from, to] = [start ?? td, td];
    for (const cell of block().flat()) cell.setAttribute("aria-selected", "true");
    matrixGrid.focus(td);
  };

  const quoted = (text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  const remember = () => {
    const link = matrixGrid.link(matrixGrid.here());
    if (link) sessionStorage.setItem(kept, JSON.stringify({ id: link.id, at: window.scrollY, project }));
  };

  const preview = async (td, text) => {
    const link = matrixGrid.link(td);
    const body = new URLSearchParams({ block: text, step: td.parentElement.dataset.step, column: link.dataset.column });
    await matrixGrid.settled();
    const answer = await fetch(matrix.dataset.paste, { method: "POST", headers: matrixGrid.headers, body });
    dialog.innerHTML = await answer.text();
    dialog.showModal();
    (dialog.querySelector("[autofocus]") ?? dialog.querySelector("[data-close]"))?.focus();
    dialog.addEventListener("close", () => matrixGrid.focus(td), { once: true });
  };

  matrix.addEventListener("keydown", (event) => {
    if (!event.target.matches("a.cell")) return;
    const td = event.target.closest("td");
    const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    if (event.shiftKey && event.key in moves) extend(matrixGrid.next(td, ...moves[event.key]));
    else if (event.key === "Escape") clear();
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      remember();
      matrixGrid.settled().then(() => undo.requestSubmit());
    } else {
      if (event.key in moves) clear();
      return;
    }
    event.preventDefault();
  });

  matrix.addEventListener("click", (event) => {
    const link = event.target.closest("a.cell");
    if (!link || !event.shiftKey) return clear();
    event.preventDefault();
    extend(link.closest("td"));
  });

  document.addEventListener("copy", (event) => {
    if (!document.activeElement?.matches("#matrix a.cell")) return;
    const lines = block().map((cells) => cells.map((td) => quoted(matrixGrid.text(td))).join("\t"));
    event.clipboardData.setData("text/plain", lines.join("\n"));
    event.preventDefault();
  });

  document.addEventListener("paste", (event) => {
    const td = matrixGrid.here();
    if (!td || !document.activeElement.matches("a.cell")) return;
    event.preventDefault();
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n+$/, "");
    const wanted = block();
    const isOne = !/[\t\n]/.test(text);
    if (isOne && wanted.flat().length === 1) {
      matrixGrid.save(td, matrixGrid.link(td).dataset.column, text);
      return;
    }
    const filled = isOne ? wanted.map((cells) => cells.map(() => text).join("\t")).join("\n") : text;
    remember();
    preview(wanted[0].find(matrixGrid.link) ?? td, filled);
  });

  dialog.addEventListener("click", (event) => {
    if (!event.target.closest("[data-close]")) return;
    event.preventDefault();
    dialog.close();
  });

  // Ticks: how many, and all at once.
  const all = document.getElementById("tick-all");
  const ticks = () => [...matrix.querySelectorAll("tbody [name=step]")];
  const count = () => {
    const ticked = ticks().filter((one) => one.checked).length;
    document.getElementById("bulk-count").textContent = ticked ? `${ticked} ticked` : "";
    all.checked = ticked > 0 && ticked === ticks().length;
  };
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const one of ticks()) one.checked = all.checked;
  });
  matrix.addEventListener("change", count);
  window.addEventListener("pageshow", count);

  // After a page made by undo or paste: back to the cell one was at.
  const last = JSON.parse(sessionStorage.getItem(kept) ?? "null");
  sessionStorage.removeItem(kept);
  if (last?.project === project && document.getElementById(last.id)) {
    window.scrollTo(0, last.at);
    document.getElementById(last.id).focus();
  }
}
