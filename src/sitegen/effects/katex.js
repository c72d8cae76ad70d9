"use strict";
// The binding's own side in V8: one call typesets all formulas of a document, in order.
// Nothing is thrown to Python: each result is [html, message, position]. As text, HTML needs no quoting
// between characters that never stand in it; messages and positions come before it as JSON.
// What was set while no macros but the site's were known is remembered for other documents.
const memory = new Map();
let memoryOf = "";
let room = 0;

function typesetAll(job) {
  forgetOthers(JSON.stringify(job.macros), job.memory);
  const macros = Object.assign({}, job.macros);
  let plain = true;
  const results = job.formulas.map((formula) => {
    const key = (formula[1] ? "D" : "I") + formula[0];
    const known = plain && !formula[2] ? memory.get(key) : undefined;
    if (known !== undefined) return [known, "", -1];
    const result = typeset(formula, macros, job);
    plain = plain && holdsOnly(macros, job.macros);
    if (plain && !formula[2] && !result[1]) remember(key, result[0]);
    return result;
  });
  const told = JSON.stringify(results.map((result) => [result[1], result[2]]));
  return [told, ...results.map((result) => result[0])].join("\0");
}

function forgetOthers(macros, size) {
  if (macros === memoryOf) return;
  memory.clear();
  memoryOf = macros;
  room = size;
}

function remember(key, html) {
  if (html.length > room) return;
  room -= html.length;
  memory.set(key, html);
}

function holdsOnly(macros, site) {
  const names = Object.keys(macros);
  return names.length === Object.keys(site).length && names.every((name) => macros[name] === site[name]);
}

// KaTeX's maxSize caps rules and spaces, but not how far a box is raised.
const HUGE = /="[^"<>]*(?<![.\d])\d{4,}(?:\.\d+)?em/;

function typeset([tex, display, definition], macros, job) {
  const refused = [];
  const before = definition ? null : Object.assign({}, macros);
  const options = {
    displayMode: display, output: "htmlAndMathml", throwOnError: true, strict: "ignore",
    globalGroup: true, macros, maxSize: job.maxSize, maxExpand: job.maxExpand,
    trust: (context) => { refused.push(context.command); return false; },
  };
  try {
    const html = katex.renderToString(tex, options);
    if (refused.length) return ["", refused[0] + " is not allowed", tex.indexOf(refused[0])];
    if (html.length > job.maxLength) return ["", "the formula becomes " + html.length + " characters of HTML", -1];
    if (html.includes("\0")) return ["", "a character is not allowed", tex.indexOf("\0")];
    if (HUGE.test(html)) return ["", "a length is 1000em or more", -1];
    return [definition ? "" : html, "", -1];
  } catch (error) {
    if (before) { for (const name of Object.keys(macros)) delete macros[name]; Object.assign(macros, before); }
    return ["", String(error.rawMessage || error.message).slice(0, 300), error.position === undefined ? -1 : error.position];
  }
}
