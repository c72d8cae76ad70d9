/* The reader's choice of light or dark: applied before the first paint, changed by the toggle. */
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const memory = {
  read() { try { return localStorage.getItem("theme"); } catch { return null; } },
  write(theme) { try { localStorage.setItem("theme", theme); } catch { /* storage may be off */ } },
};

const current = () => root.dataset.theme ?? (system.matches ? "dark" : "light");

function apply(theme) {
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
}

function colourBrowser() {
  const colour = getComputedStyle(document.body).backgroundColor;
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) meta.content = colour;
}

function connect() {
  const toggle = document.querySelector(".theme-toggle");
  const show = () => { toggle.setAttribute("aria-pressed", String(current() === "dark")); colourBrowser(); };
  toggle.addEventListener("click", () => {
    apply(current() === "dark" ? "light" : "dark");
    memory.write(root.dataset.theme);
    show();
  });
  system.addEventListener("change", show);
  addEventListener("storage", (event) => { if (event.key === "theme") { apply(event.newValue); show(); } });
  show();
  toggle.dataset.ready = "";
}

apply(memory.read());
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", connect);
else connect();
