/* The preview's side in the browser: morphs the page after a save, shows what is wrong, finds the source. */
"use strict";
(() => {
  const own = document.currentScript;
  own.remove();
  const home = own.dataset.home;
  const page = own.dataset.page;
  const language = document.documentElement.lang;

  /* What the page was served with: where the new page says the same, what scripts of the theme made of it stays. */
  const served = new WeakMap();
  const coming = new WeakMap();
  const attributes = (node) => new Map(node.nodeType === Node.ELEMENT_NODE ? node.getAttributeNames().map((name) => [name, node.getAttribute(name)]) : []);
  function remember(node) {
    served.set(node, attributes(node));
    for (const child of node.childNodes) remember(child);
  }
  remember(document.documentElement);

  const callbacks = {
    beforeNodeRemoved: (node) => served.has(node),
    beforeNodeMorphed: (node, next) => {
      coming.set(node, next);
      return !(node.nodeType === Node.ELEMENT_NODE && node.isEqualNode(next));
    },
    beforeAttributeUpdated: (name, node) => !served.has(node) || (served.get(node).get(name) ?? null) !== (coming.get(node)?.getAttribute(name) ?? null),
    afterNodeAdded: remember,
    afterNodeMorphed: (node, next) => { served.set(node, attributes(next)); },
  };

  async function refresh() {
    const response = await fetch(location.pathname, { cache: "no-store" });
    if (!/html/.test(response.headers.get("content-type") ?? "")) return;
    const next = new DOMParser().parseFromString(await response.text(), "text/html");
    next.querySelector("script[data-home][data-page]")?.remove();
    next.body.normalize();
    await head(next);
    if (document.title !== next.title) document.title = next.title;
    for (const name of ["lang", "dir", "class"]) {
      const value = next.documentElement.getAttribute(name);
      if (value !== document.documentElement.getAttribute(name) && value !== null) document.documentElement.setAttribute(name, value);
    }
    Idiomorph.morph(document.body, next.body, { morphStyle: "outerHTML", callbacks });
    document.dispatchEvent(new CustomEvent("sitegen:morph"));
  }

  /* A style sheet is swapped once the new one has arrived, so that nothing is ever unstyled. */
  async function head(next) {
    const now = [...document.head.querySelectorAll('link[rel="stylesheet"]')];
    const wanted = [...next.head.querySelectorAll('link[rel="stylesheet"]')];
    const kept = new Set(wanted.map((link) => link.getAttribute("href")));
    const loading = wanted.filter((link) => !now.some((old) => old.getAttribute("href") === link.getAttribute("href"))).map((link) => {
      const fresh = document.importNode(link, true);
      const loaded = new Promise((done) => { fresh.onload = fresh.onerror = done; setTimeout(done, 2000); });
      const last = [...document.head.querySelectorAll('link[rel="stylesheet"]')].pop();
      if (last) last.after(fresh); else document.head.append(fresh);
      return loaded;
    });
    await Promise.all(loading);
    for (const link of now) if (!kept.has(link.getAttribute("href"))) link.remove();
  }

  async function images(paths) {
    for (const image of document.images) {
      const url = new URL(image.currentSrc || image.src, location.href);
      if (url.origin !== location.origin || !paths.includes(decodeURI(url.pathname))) continue;
      await fetch(url, { cache: "reload" });
      const source = image.getAttribute("src");
      image.removeAttribute("src");
      image.setAttribute("src", source);
    }
  }

  /* ------------------------------------------------------- where am I writing? */
  let known = null;
  async function places() {
    known ??= fetch(`${home}/places?page=${encodeURIComponent(page)}`).then((answer) => answer.json()).catch(() => []);
    return known;
  }

  function container(place) {
    const scope = place.anchor ? document.getElementById(place.anchor) : document.querySelector("main");
    return scope?.querySelector(".text") ?? null;
  }

  function* blocks(place) {
    const children = [...container(place)?.children ?? []].filter((child) => served.has(child));
    let at = 0;
    for (const [line, count] of place.blocks) {
      for (const element of children.slice(at, at + count)) yield { element, line, path: place.path };
      at += count;
    }
  }

  async function mark(path, line) {
    let best = null;
    for (const place of await places()) {
      if (place.path !== path) continue;
      for (const block of blocks(place)) if (block.line <= line && (!best || block.line >= best.line)) best = block;
    }
    if (!best) return;
    const box = best.element.getBoundingClientRect();
    const isFar = box.bottom < -innerHeight || box.top > 2 * innerHeight;
    const isCalm = isFar || matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (box.top < 0 || box.bottom > innerHeight) best.element.scrollIntoView({ block: box.height > innerHeight ? "start" : "center", behavior: isCalm ? "instant" : "smooth" });
    best.element.animate([{ boxShadow: "-0.5rem 0 0 -0.25rem #d97706" }, { boxShadow: "-0.5rem 0 0 -0.25rem transparent" }], { duration: 1600, easing: "ease-in" });
  }

  addEventListener("click", async (event) => {
    if (!event.altKey || event.button !== 0) return;
    event.preventDefault();
    for (const place of await places()) {
      for (const block of blocks(place)) if (block.element.contains(event.target)) { edit(block.path, block.line); return; }
    }
  }, true);

  async function edit(path, line) {
    const answer = await fetch(`${home}/edit`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ path, line }) });
    if (!answer.ok) note(words.no_editor ?? "");
  }

  /* ---------------------------------------------------------------- the overlay */
  let words = {};
  const shell = document.createElement("sitegen-preview");
  const root = shell.attachShadow({ mode: "open" });
  root.innerHTML = `<style>
    :host { all: initial; }
    .note, .tools, .box { font: 14px/1.6 system-ui, sans-serif; color: #1d2126; background: #fcfcfa; border: 1px solid #7f8892; border-radius: 8px; box-shadow: 0 4px 24px #0003; position: fixed; z-index: 2147483647; box-sizing: border-box; }
    .note { left: 50%; top: 12px; translate: -50% 0; padding: 6px 14px; max-width: calc(100vw - 24px); }
    .tools { right: 12px; bottom: 12px; padding: 2px 10px; opacity: .55; font-size: 12px; }
    .tools:hover, .tools:focus-within { opacity: 1; }
    .tools label { display: flex; align-items: center; gap: 6px; min-height: 24px; cursor: pointer; }
    .box { inset: auto 12px 12px 12px; max-width: 60rem; margin: 0 auto; max-height: 60vh; overflow: auto; padding: 12px 16px; border-top: 4px solid #b3261e; }
    .box.warning { border-top-color: #d97706; }
    .bar { display: flex; gap: 12px; align-items: baseline; }
    .bar strong { flex: 1; font-size: 15px; }
    .old { margin: 2px 0 0; font-size: 13px; color: #56606b; }
    button { font: inherit; color: #0a58a8; background: none; border: 0; padding: 2px 4px; cursor: pointer; text-decoration: underline; text-align: left; }
    ol { list-style: none; margin: 8px 0 0; padding: 0; }
    li { border-top: 1px solid #d5d9dd; padding: 8px 0; }
    .kind { font-weight: 600; color: #b3261e; margin-right: 6px; }
    .kind.warning { color: #8a4500; }
    p { margin: 2px 0; overflow-wrap: anywhere; }
    .details { font-size: 13px; } .hint { color: #56606b; font-size: 13px; }
    pre { font: 13px/1.5 ui-monospace, monospace; background: #f3f4f1; margin: 6px 0 0; padding: 6px 10px; overflow-x: auto; border-radius: 4px; }
    pre b { display: block; background: #ffe3a3; font-weight: inherit; }
    :focus-visible { outline: 3px solid #0a58a8; outline-offset: 2px; }
    @media (prefers-color-scheme: dark) {
      .note, .tools, .box { color: #dde2e8; background: #1d2127; border-color: #76818d; }
      button { color: #82b8f5; } .old, .hint { color: #9aa5b1; } li { border-color: #3a424b; } pre { background: #14171b; } pre b { background: #5a4300; }
      .kind { color: #ff9c94; } .kind.warning { color: #f0b27a; }
    }
    @media print { :host { display: none; } }
  </style><div class="note" role="status" hidden></div>
  <div class="tools" hidden><label><input type="checkbox"><span></span></label></div>
  <div class="box" role="alert" hidden></div>`;
  const [noteBox, tools, box] = [".note", ".tools", ".box"].map((name) => root.querySelector(name));
  const follow = tools.querySelector("input");
  document.documentElement.append(shell);

  const make = (name, text, kind) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    if (kind) element.className = kind;
    return element;
  };

  let noteTimer = 0;
  function note(text, stays = false) {
    clearTimeout(noteTimer);
    noteBox.textContent = text;
    noteBox.hidden = !text;
    if (!stays) noteTimer = setTimeout(() => { noteBox.hidden = true; }, 3000);
  }

  let dismissed = "";
  function show(found) {
    const key = JSON.stringify(found.problems);
    box.hidden = found.problems.length === 0 || key === dismissed;
    tools.hidden = !box.hidden;
    if (found.problems.length === 0) dismissed = "";
    if (box.hidden) return;
    const isError = found.problems.some((problem) => problem.severity === "error");
    box.classList.toggle("warning", !isError);
    const bar = make("div", "", "bar");
    const close = make("button", words.close);
    close.onclick = () => { dismissed = key; box.hidden = true; tools.hidden = false; };
    bar.append(make("strong", found.count), close);
    const list = make("ol");
    for (const problem of found.problems) list.append(row(problem));
    box.replaceChildren(bar, ...(isError ? [make("p", words.old, "old")] : []), list);
  }

  function row(problem) {
    const item = make("li");
    const place = [problem.path, problem.line, problem.column].filter(Boolean).join(":");
    const head = make("p");
    const open = make("button", place);
    open.title = words.open;
    open.onclick = () => edit(problem.path, problem.line || 1);
    head.append(make("span", words[problem.severity], `kind ${problem.severity}`), open, ` ${problem.code}`);
    item.append(head, make("p", problem.summary), make("p", problem.message, "details"));
    if (problem.hint) item.append(make("p", problem.hint, "hint"));
    if (problem.excerpt.length) {
      const code = make("pre");
      for (const [number, line] of problem.excerpt) code.append(make(number === problem.line ? "b" : "span", `${String(number).padStart(5)}  ${line}\n`));
      item.append(code);
    }
    return item;
  }

  /* ------------------------------------------------------------ the connection */
  const memory = { get: () => { try { return localStorage.getItem("sitegen-follow"); } catch { return null; } }, set: (value) => { try { localStorage.setItem("sitegen-follow", value); } catch { /* storage may be off */ } } };
  follow.checked = memory.get() === "1";
  follow.onchange = () => memory.set(follow.checked ? "1" : "0");

  let source = null;
  let lost = 0;
  let wasLost = false;
  let queue = Promise.resolve();
  let digest = own.dataset.digest;

  async function take(message) {
    if (message.words) {
      words = message.words;
      tools.querySelector("span").textContent = words.follow;
      if (box.hidden) tools.hidden = false;
    }
    if (message.digest && message.digest !== digest) {
      digest = message.digest;
      known = null;
      await refresh();
    }
    if (message.files?.length) await images(message.files);
    if (message.problems) show(message);
    const edited = message.edit;
    if (!edited) return;
    if (edited.page === page) await mark(edited.path, edited.line);
    else if (follow.checked && edited.href) location.assign(edited.href);
  }

  function connect() {
    if (source || document.hidden) return;
    source = new EventSource(`${home}/events?page=${encodeURIComponent(page)}&language=${encodeURIComponent(language)}`);
    source.onopen = () => {
      clearTimeout(lost);
      lost = 0;
      if (wasLost) note(words.back ?? "");
      wasLost = false;
    };
    source.onmessage = (event) => { queue = queue.then(() => take(JSON.parse(event.data))).catch(console.error); };
    source.onerror = () => {
      disconnect();
      lost ||= setTimeout(() => { wasLost = true; note(words.lost ?? "", true); }, 2000);
      setTimeout(connect, 700);
    };
  }

  function disconnect() {
    source?.close();
    source = null;
  }

  document.addEventListener("visibilitychange", () => { if (document.hidden) disconnect(); else connect(); });
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);
  connect();
})();
