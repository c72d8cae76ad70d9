/* What a footnote or a link inside the site leads to, shown beside it on hover and focus. The link stays a link. */
const links = "main .text a[href]:not(.anchor, .footnote-back, .card-title, .toc a)";
const pages = new Map();
const peek = document.createElement("div");
peek.className = "peek";
peek.id = "peek";
peek.setAttribute("role", "tooltip");
let owner = null;
let timer = 0;

async function page(url) {
  const answer = await fetch(url);
  const isPage = answer.ok && answer.headers.get("content-type")?.startsWith("text/html");
  return isPage ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
}

async function documentOf(link) {
  const url = link.href.split("#")[0];
  if (url === location.href.split("#")[0]) return document;
  if (link.origin !== location.origin || link.hasAttribute("download")) return null;
  if (!pages.has(url)) pages.set(url, page(url).catch(() => null));
  return pages.get(url);
}

/* A section is its heading with what follows it; a page its title, its claim and its first paragraphs. */
function parts(from, id) {
  const target = id && from.getElementById(id);
  if (!target) return from === document ? [] : [...from.querySelectorAll("main h1, main .lead, main .meta, main .text > p")].slice(0, 4);
  if (/^H[1-6]$/.test(target.tagName)) return [target, target.nextElementSibling].filter(Boolean);
  if (target.matches(".entry")) return [...target.querySelectorAll("h3, .text > *")].slice(0, 3);
  return target.tagName === "LI" ? [...target.childNodes] : [target];
}

/* Nothing in it can be reached by keyboard or be addressed. */
function copy(node) {
  const made = document.importNode(node, true);
  if (made.nodeType !== Node.ELEMENT_NODE) return made;
  const all = [made, ...made.querySelectorAll("*")];
  const hasSheet = document.querySelector('link[href*="/katex."]');
  for (const element of all) {
    for (const name of ["id", "tabindex", "role", "aria-label"]) element.removeAttribute(name);
    if (element.matches(".anchor, .footnote-back, .copy, script") || (!hasSheet && element.matches(".katex-html"))) element.remove();
    else if (element.tagName === "A") element.replaceWith(...element.childNodes);
  }
  return made;
}

function place(link) {
  const gap = 8;
  const spot = link.getClientRects()[0];
  const { offsetWidth: width, offsetHeight: height } = peek;
  const below = spot.bottom + gap + height < innerHeight || spot.top < height + gap;
  peek.style.left = `${Math.max(gap, Math.min(spot.left, document.documentElement.clientWidth - width - gap))}px`;
  peek.style.top = `${below ? spot.bottom + gap : spot.top - gap - height}px`;
}

async function show(link) {
  const isBeside = link.parentElement.matches(".footnote-ref") && getComputedStyle(document.querySelector(".footnotes li")).position === "absolute";
  const from = isBeside ? null : await documentOf(link);
  const found = from ? parts(from, decodeURIComponent(link.hash.slice(1))) : [];
  if (found.length === 0 || owner !== link) return;
  peek.replaceChildren(...found.map(copy));
  peek.lang = from.documentElement.lang;
  document.body.append(peek);
  link.setAttribute("aria-describedby", "peek");
  place(link);
}

function hide() {
  clearTimeout(timer);
  owner?.removeAttribute("aria-describedby");
  owner = null;
  peek.remove();
}

function begin(event) {
  if (event.pointerType === "touch") return;
  if (peek.contains(event.target)) { clearTimeout(timer); return; }
  const link = event.target.closest?.(links);
  if (!link) return;
  clearTimeout(timer);
  if (link === owner && peek.isConnected) return;
  hide();
  owner = link;
  timer = setTimeout(show, 350, link);
}

function end(event) {
  if (!owner?.contains(event.target) && !peek.contains(event.target)) return;
  clearTimeout(timer);
  timer = setTimeout(hide, 250);
}

addEventListener("pointerover", begin);
addEventListener("pointerout", end);
addEventListener("focusin", (event) => { if (event.target.matches?.(":focus-visible")) begin(event); });
addEventListener("focusout", end);
addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
addEventListener("scroll", () => { if (owner && peek.isConnected) place(owner); }, { passive: true });
