/* Several tags at once: what carries all of them, sorted; the state stands in the query string. */
const box = document.querySelector(".tag-filter");
const words = box?.dataset;
const bar = box?.querySelector(".filter-bar");
const chips = new Map([...box?.querySelectorAll(".tag") ?? []].map((chip) => [chip.dataset.name, chip]));
const counts = new Map([...chips].map(([name, chip]) => [name, chip.querySelector(".count").textContent]));
const language = document.documentElement.lang;
const byDate = (a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0);
const orders = {
  newest: (a, b) => (!a.date - !b.date) || byDate(b, a),
  oldest: (a, b) => (!a.date - !b.date) || byDate(a, b),
  title: (a, b) => a.title.localeCompare(b.title, language),
};
let index;

function state() {
  const query = new URLSearchParams(location.search);
  const sort = query.get("sort") in orders ? query.get("sort") : "newest";
  return { on: query.has("tag") || query.has("combine"), tags: new Set(query.getAll("tag").filter((tag) => chips.has(tag))), sort };
}

function go({ on, tags, sort }) {
  const query = new URLSearchParams([...tags].map((tag) => ["tag", tag]));
  if (on && tags.size === 0) query.set("combine", "");
  if (on && sort !== "newest") query.set("sort", sort);
  const search = query.toString();
  history.pushState(null, "", search ? `?${search}` : location.pathname);
  show();
}

async function load() {
  const { tags, items } = await (await fetch(words.index)).json();
  return items.map(([url, title, date, written, place, numbers]) => ({ url, title, date, written, place, tags: new Set(numbers.map((n) => tags[n])) }));
}

function element(name, className, text, attributes = {}) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function line({ url, title, date, written, place }) {
  const item = element("li", "item", "");
  if (date) item.append(element("time", "item-date", written, { datetime: date }));
  const main = element("div", "item-main", "");
  main.append(element("a", "item-title", title, { href: url }), " ", element("span", "item-place", place));
  item.append(main);
  return item;
}

function mark({ on, tags }, found) {
  for (const [name, chip] of chips) {
    const count = on && tags.size ? found.filter((item) => item.tags.has(name)).length : null;
    chip.querySelector(".count").textContent = count ?? counts.get(name);
    chip.parentElement.hidden = count === 0 && !tags.has(name);
    if (tags.has(name)) chip.setAttribute("aria-current", "true");
    else chip.removeAttribute("aria-current");
  }
}

async function show() {
  const now = state();
  const chosen = now.tags.size > 0;
  if (now.on) index ??= load();
  const all = now.on ? await index : [];
  const found = all.filter((item) => now.tags.isSubsetOf?.(item.tags) ?? [...now.tags].every((tag) => item.tags.has(tag)));
  mark(now, found);
  bar.querySelector(".filter-on").setAttribute("aria-pressed", String(now.on));
  bar.querySelector(".filter-tools").hidden = !now.on;
  bar.querySelector("select").value = now.sort;
  const said = !chosen ? words.hint : found.length ? words.found.replace("{count}", found.length) : words.none;
  box.querySelector(".filter-said").textContent = now.on ? said : "";
  box.querySelector(".filter-found").replaceChildren(...(chosen ? found.sort(orders[now.sort]).map(line) : []));
}

if (box) {
  bar.querySelector(".filter-on").addEventListener("click", () => {
    const { on, sort } = state();
    go({ on: !on, tags: new Set(), sort });
  });
  bar.querySelector(".filter-clear").addEventListener("click", () => go({ ...state(), tags: new Set() }));
  bar.querySelector("select").addEventListener("change", (event) => go({ ...state(), sort: event.target.value }));
  box.addEventListener("click", (event) => {
    const chip = event.target.closest(".tag");
    const now = state();
    if (!chip || !now.on || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (!now.tags.delete(chip.dataset.name)) now.tags.add(chip.dataset.name);
    go(now);
  });
  bar.dataset.ready = "";
  addEventListener("popstate", show);
  show();
}
