// Shows the sum of the weights while they are typed; the server checks it again.
(() => {
  for (const form of document.querySelectorAll("[data-weights]")) {
    const total = form.querySelector("[data-total]");
    const show = () => {
      const points = [...form.querySelectorAll("[data-points]")].map((field) => Number(field.value) || 0);
      const sum = Math.round(points.reduce((a, b) => a + b, 0) * 100) / 100;
      const left = Math.round((100 - sum) * 100) / 100;
      const rest = left > 0 ? `, ${left} left` : left < 0 ? `, ${-left} too many` : "";
      total.textContent = `${sum} of 100${rest}`;
    };
    form.addEventListener("input", show);
    show();
  }
})();
