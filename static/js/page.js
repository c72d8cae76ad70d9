/* Small comforts on top of a page that is complete without them. */
const words = document.querySelector("main").dataset;

/* Code blocks get a button that copies them, without line numbers. */
function copyButton(block) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = words.copy;
  button.addEventListener("click", async () => {
    const code = block.querySelector("code").cloneNode(true);
    for (const number of code.querySelectorAll(".ln")) number.remove();
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = words.copied;
    setTimeout(() => { button.textContent = words.copy; }, 2000);
  });
  return button;
}

if (navigator.clipboard) {
  for (const block of document.querySelectorAll(".code")) block.append(copyButton(block));
}

/* What scrolls sideways takes the keyboard's focus and has a name; what fits does neither. */
const boxes = document.querySelectorAll(".code pre, .math-display, .math-long, .table");
const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const scrolls = target.scrollWidth > target.clientWidth;
    if (scrolls) target.setAttribute("tabindex", "0");
    else target.removeAttribute("tabindex");
    if (scrolls) target.setAttribute("role", "group");
    else target.removeAttribute("role");
    if (scrolls) target.setAttribute("aria-label", words.scrollable);
    else target.removeAttribute("aria-label");
  }
});
for (const box of boxes) sizes.observe(box);

/* A link to the twin page keeps the section that the reader is at. */
document.querySelector(".site-languages")?.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (link) link.hash = sectionInView() ?? location.hash;
});

/* The heading or entry that stands above the middle of the window; none at the top of the page. */
function sectionInView() {
  if (scrollY === 0) return null;
  const places = document.querySelectorAll("main :is(h2, h3, h4, h5, h6, .entry)[id]:not(.side-right *)");
  const above = [...places].filter((place) => place.getBoundingClientRect().top < innerHeight / 2);
  return above.length > 0 ? `#${above.at(-1).id}` : null;
}

/* The key / leads to the search; the search page has a box that turns this off. */
const search = document.querySelector(".site-search");
addEventListener("keydown", (event) => {
  if (event.key !== "/" || !search || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]") || isOff("slash")) return;
  event.preventDefault();
  if (search.ariaCurrent) document.querySelector("#q")?.focus();
  else location.assign(`${search.href}#q`);
});

function isOff(key) {
  try { return localStorage.getItem(key) === "off"; } catch { return true; }
}

/* Copied formulas turn into their TeX. */
document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (selection.isCollapsed || !event.clipboardData) return;
  const fragment = selection.getRangeAt(0).cloneContents();
  const formulas = fragment.querySelectorAll(".katex");
  if (formulas.length === 0) return;
  for (const formula of formulas) {
    const tex = formula.querySelector("annotation")?.textContent;
    const mark = formula.closest(".katex-display") ? "$$" : "$";
    if (tex) formula.replaceWith(mark + tex + mark);
  }
  const holder = document.createElement("div");
  holder.className = "holder";
  holder.append(fragment);
  document.body.append(holder);
  event.clipboardData.setData("text/plain", holder.innerText);
  holder.remove();
  event.preventDefault();
});
