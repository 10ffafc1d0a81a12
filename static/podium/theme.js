// Applies the chosen theme before the page is drawn; without a choice it follows the system.
// The choice is kept in a cookie so that the server can draw it where scripts do not run.
(() => {
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => /(?:^|; )theme=(dark|light)/.exec(document.cookie)?.[1];
  const apply = () => {
    root.dataset.bsTheme = chosen() ?? (system.matches ? "dark" : "light");
    document.dispatchEvent(new CustomEvent("podium:theme"));
  };

  const label = () => {
    const next = root.dataset.bsTheme === "dark" ? "Light" : "Dark";
    for (const button of document.querySelectorAll("[data-theme-toggle]")) {
      button.hidden = false;
      button.querySelector("[data-theme-label]").textContent = next;
    }
  };

  const toggle = () => {
    const next = root.dataset.bsTheme === "dark" ? "light" : "dark";
    document.cookie = `theme=${next}; path=/; max-age=31536000; samesite=lax`;
    apply();
    label();
  };

  apply();
  system.addEventListener("change", () => { apply(); label(); });
  document.addEventListener("DOMContentLoaded", label);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-theme-toggle]")) toggle();
  });
})();
