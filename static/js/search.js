/* The search: asks the parts of the index that hold the terms, then the texts of what it shows. */
const form = document.querySelector(".search");
const words = form.dataset;
const [box, slash] = form.querySelectorAll("input");
const said = document.querySelector(".filter-said");
const list = document.querySelector(".search-found");
const more = document.querySelector(".search-more");
const language = document.documentElement.lang;
const folder = new URL(form.getAttribute("action"), location.href);
const STEP = 20, LONGEST = 24, STEM = 3, BEFORE = 36, EXCERPT = 150;

/* The same rules as in output/search_terms.py. */
const HAN = "\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}";
const JAPANESE = `[${HAN}\u3041-\u3096\u309d-\u309f\u30fc-\u30ff\u31f0-\u31ff]`;
const WORD = `(?:(?!${JAPANESE})[\\p{L}\\p{N}])`;
const RUNS = new RegExp(`(${JAPANESE}+)|(${WORD}+)`, "gu");
const ALONE = new RegExp(`^[${HAN}]$`, "u");

export function fold(text) {
  return text.normalize("NFKC").toLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60))
    .replace(/[\u00c0-\u024f\u1e00-\u1eff]/g, (letter) => letter.normalize("NFD")[0])
    .replaceAll("ς", "σ");
}

/* What is asked for: runs of Japanese with the pairs that they hold, and words, of which the beginning counts. */
export function asked(query) {
  return [...fold(query).matchAll(RUNS)].map(([run, japanese]) => {
    const letters = [...run];
    if (!japanese) return { run, terms: [letters.slice(0, LONGEST).join("")], begins: letters.length >= STEM };
    const pairs = letters.slice(1).map((letter, at) => letters[at] + letter);
    return { run, terms: pairs.length ? pairs : letters.filter((letter) => ALONE.test(letter)), japanese };
  }).filter(({ terms }) => terms.length > 0);
}

export function shard(term, japanese, count) {
  let number = 0;
  for (const letter of japanese ? term : [...term].slice(0, STEM)) number = (number * 31 + letter.codePointAt(0)) % 65521;
  return number % count;
}

const files = new Map();
function file(name) {
  if (!files.has(name)) {
    const answer = fetch(new URL(name, folder)).then((found) => (found.ok ? found.json() : Promise.reject(found)));
    answer.catch(() => files.delete(name));
    files.set(name, answer);
  }
  return files.get(name);
}

/* Numbers of the texts that hold a term, each with whether it stands in the title or a tag. */
async function holding(term, { japanese, begins }) {
  const part = await file(`terms-${shard(term, japanese, words.shards)}.json`);
  const own = Object.keys(part).filter((known) => known === term || (begins && known.startsWith(term)));
  const found = new Map();
  for (const known of own) {
    let number = 0;
    for (const step of part[known]) {
      number += step;
      found.set(number >> 1, (found.get(number >> 1) ?? 0) | (number & 1));
    }
  }
  return found;
}

async function candidates(runs) {
  const maps = await Promise.all(runs.flatMap((run) => run.terms.map((term) => holding(term, run))));
  const [fewest, ...others] = maps.sort((a, b) => a.size - b.size);
  const found = [...fewest.keys()].filter((number) => others.every((map) => map.has(number)));
  const score = new Map(found.map((number) => [number, maps.reduce((sum, map) => sum + map.get(number), 0)]));
  return found.sort((a, b) => score.get(b) - score.get(a) || b - a);
}

async function row(number) {
  const rows = await file(`texts-${Math.floor(number / words.size)}.json`);
  const [url, title, titleLanguage, own, date, shownDate, place, tags, text] = rows[number % words.size];
  return { url, title, titleLanguage, own, date, shownDate, place, tags, text };
}

/* Pairs may stand apart: the whole run has to be there. */
function isThere({ title, tags, text }, runs) {
  const all = fold([title, ...tags, text].join("\n"));
  return runs.every(({ run, japanese }) => !japanese || all.includes(run));
}

/* ------------------------------------------------------------------ what is shown */

/* Where the runs stand in a text, as it is written, and which of them it is. */
function hits(text, runs) {
  const starts = [];
  let folded = "";
  for (const { 0: letter, index } of text.matchAll(/[^][\p{M}\uff9e\uff9f]*/gu)) {
    for (const part of fold(letter)) for (let n = 0; n < part.length; n += 1) starts.push([index, index + letter.length]);
    folded += fold(letter);
  }
  const escaped = runs.map(({ run, japanese }) => `(${japanese ? "" : `(?<!${WORD})`}${run})`);
  const found = folded.matchAll(new RegExp(escaped.join("|"), "gu"));
  return [...found].map((hit) => [starts[hit.index][0], starts[hit.index + hit[0].length - 1][1], hit.indexOf(hit[0], 1)]);
}

function element(name, className, content, attributes = {}) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...[content].flat());
  for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
  return made;
}

/* A text from `start` to `end`, with its hits marked. */
function marked(text, found, start = 0, end = text.length) {
  const plain = (from, to) => text.slice(from, to).replace(/[\ue000\ue001]/g, "").replace(/\s+/g, " ").replace(/([。、！？」』）]) /g, "$1");
  const parts = [];
  let last = start;
  for (const [from, to] of found) {
    if (to <= last || from >= end) continue;
    parts.push(plain(last, from), element("mark", "", plain(Math.max(from, last), Math.min(to, end))));
    last = Math.min(to, end);
  }
  return [...parts, plain(last, end)];
}

function excerpt(text, runs) {
  const found = hits(text, runs);
  const [first, last] = best(found) ?? [0, 0];
  const start = first < BEFORE * 2 ? 0 : outside(text, text.slice(0, first - BEFORE).search(/[\w\\]*$/), "start");
  const enough = Math.max(start + EXCERPT, last);
  const end = Math.min(text.length, outside(text, enough + text.slice(enough).search(/[^\w]|$/), "end"));
  return [start > 0 ? "…" : "", ...marked(text, found, start, end), end < text.length ? "…" : ""];
}

/* The first hit that has most of the others near it. */
function best(found) {
  const near = found.map(([start], at) => {
    const others = found.slice(at).filter(([, end]) => end <= start + EXCERPT - BEFORE);
    return new Set(others.map(([, , run]) => run)).size;
  });
  return found[near.indexOf(Math.max(...near))];
}

/* No formula is cut. */
function outside(text, at, side) {
  const open = text.lastIndexOf("\ue000", at - 1);
  const close = text.indexOf("\ue001", open);
  if (open < 0 || close < at) return at;
  return side === "start" ? open : close + 1;
}

function line(found, runs) {
  const { url, title, titleLanguage, own, date, shownDate, place, tags, text } = found;
  const main = element("div", "item-main", [
    element("a", "item-title", marked(title, hits(title, runs)), { href: url, lang: titleLanguage }),
    " ", ...(own ? [element("span", "badge", form.getAttribute(`data-only-${own}`) ?? own), " "] : []),
    element("span", "item-place", place),
    ...tags.map((tag) => [tag, hits(tag, runs)]).filter(([, found]) => found.length)
      .map(([tag, found]) => element("span", "item-place", marked(tag, found))),
    element("p", "item-summary", excerpt(text, runs), { lang: own }),
  ]);
  return element("li", "item", [...(date ? [element("time", "item-date", shownDate, { datetime: date })] : []), main]);
}

/* ------------------------------------------------------------------ the page */

let turn = 0;
let rest = { runs: [], numbers: [], count: 0 };

function say(text) {
  said.textContent = text;
}

async function next(own = turn) {
  const { runs } = rest;
  const batch = rest.numbers.splice(0, STEP);
  const rows = await Promise.all(batch.map(row));
  if (own !== turn) return;
  const there = rows.filter((found) => isThere(found, runs));
  rest.count -= rows.length - there.length;
  list.append(...there.map((found) => line(found, runs)));
  more.hidden = rest.numbers.length === 0;
  say(rest.count ? words.found.replace("{count}", new Intl.NumberFormat(language).format(rest.count)) : words.none);
  if (!there.length && rest.numbers.length) await next(own);
}

async function search() {
  const own = ++turn;
  const query = box.value.trim();
  const runs = asked(query);
  const address = query ? `?${new URLSearchParams({ q: query })}` : location.pathname;
  if (query !== (new URLSearchParams(location.search).get("q") ?? "")) history.replaceState(null, "", address);
  if (runs.length === 0) {
    list.replaceChildren();
    more.hidden = true;
    say(query ? words.short : "");
    return;
  }
  try {
    const numbers = await candidates(runs);
    if (own !== turn) return;
    rest = { runs, numbers, count: numbers.length };
    list.replaceChildren();
    await next(own);
  } catch {
    if (own === turn) say(words.failed);
  }
}

let waiting;
function soon(event) {
  clearTimeout(waiting);
  if (!event.isComposing) waiting = setTimeout(search, 150);
}

function fromAddress() {
  box.value = new URLSearchParams(location.search).get("q") ?? "";
  search();
}

box.addEventListener("input", soon);
box.addEventListener("compositionend", soon);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  search();
});
more.addEventListener("click", async () => {
  const before = list.children.length;
  await next();
  list.children[before]?.querySelector("a").focus();
});
addEventListener("popstate", fromAddress);
/* In the preview, a text was saved. */
document.addEventListener("sitegen:morph", () => { files.clear(); search(); });
try {
  slash.checked = localStorage.getItem("slash") !== "off";
  slash.addEventListener("change", () => localStorage.setItem("slash", slash.checked ? "on" : "off"));
} catch { slash.parentElement.hidden = true; }
form.dataset.ready = "";
if (location.hash === "#q") box.focus();
fromAddress();
