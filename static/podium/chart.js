// Draws each plotly figure on the page in the colours of the theme, and again when it changes.
(() => {
  const layoutOf = (host) => {
    const style = getComputedStyle(host);
    const colour = (name) => style.getPropertyValue(name).trim();
    const axis = { gridcolor: colour("--line"), zerolinecolor: colour("--line"), automargin: true };
    return {
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: style.fontFamily, size: 13, color: colour("--ink") },
      margin: { l: 8, r: 8, t: 16, b: 32 },
      hoverlabel: { bgcolor: colour("--surface"), bordercolor: colour("--line-strong"), font: { color: colour("--ink") } },
      legend: { orientation: "h", y: -0.2, x: 0 },
      xaxis: axis,
      yaxis: axis,
    };
  };

  // The figure says what it shows; the page says how it looks unless the figure insists.
  const merge = (base, wish) => {
    const merged = { ...base };
    for (const [key, value] of Object.entries(wish)) {
      const nested = value && typeof value === "object" && !Array.isArray(value);
      merged[key] = nested ? merge(base[key] ?? {}, value) : value;
    }
    return merged;
  };

  const draw = (host) => {
    const source = document.getElementById(host.dataset.chart);
    const { data, layout = {} } = JSON.parse(source.textContent);
    // Plotly's template carries colours of its own, which would hide the theme's.
    const { template, ...wish } = layout;
    const config = { displayModeBar: false, displaylogo: false, responsive: true };
    Plotly.react(host, data, merge(layoutOf(host), wish), config);
  };

  const drawAll = (root = document) => {
    for (const host of root.querySelectorAll("[data-chart]")) draw(host);
  };

  document.addEventListener("podium:theme", () => drawAll());
  document.addEventListener("htmx:load", (event) => drawAll(event.target));
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", () => drawAll());
  } else {
    drawAll();
  }
})();
