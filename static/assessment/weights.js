// Weighing: the sum of the points while they are typed, and a list that is ordered in place. The
// server does both as well: without scripts the arrows send the form.
(() => {
  for (const part of document.querySelectorAll("[data-weights]")) {
    const total = part.querySelector("[data-total]");
    const show = () => {
      const points = [...part.querySelectorAll("[data-points]")].map((field) => Number(field.value) || 0);
      const sum = Math.round(points.reduce((a, b) => a + b, 0) * 100) / 100;
      const left = Math.round((100 - sum) * 100) / 100;
      const rest = left > 0 ? `, ${left} left` : left < 0 ? `, ${-left} too many` : "";
      total.textContent = `${sum} of 100${rest}`;
    };
    part.addEventListener("input", show);
    show();
  }

  for (const list of document.querySelectorAll("[data-ranking]")) {
    const status = list.parentElement.querySelector("[data-ranking-status]");
    const title = (row) => row.querySelector(".ranking-title").textContent;
    const settle = (row) => {
      // What is moved stands for itself, wherever it comes to.
      row.querySelector("[type=checkbox]").checked = false;
      for (const other of list.children) other.classList.toggle("is-moved", other === row);
      const place = [...list.children].indexOf(row) + 1;
      status.textContent = `${title(row)} is now number ${place} of ${list.children.length}. Not saved yet.`;
    };

    list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-move]");
      if (!button) return;
      event.preventDefault();
      const row = button.closest("li");
      if (button.dataset.move === "up") row.previousElementSibling?.before(row);
      else row.nextElementSibling?.after(row);
      settle(row);
      // At the end of the list this button is gone; the other one goes on from there.
      button.focus();
      if (document.activeElement !== button) row.querySelector("[data-move]:not([data-move=" + button.dataset.move + "])").focus();
    });

    if (window.Sortable && !list.closest("fieldset")?.disabled) {
      list.classList.add("ranking--drag");
      window.Sortable.create(list, { handle: "[data-handle]", animation: 0, onEnd: (event) => settle(event.item) });
    }
  }
})();
