"use strict";
// The binding's own side in V8: one call typesets all formulas of a document, in order.
// Nothing is thrown to Python: each result is [html, message, position].
function typesetAll(input) {
  const job = JSON.parse(input);
  const macros = Object.assign({}, job.macros);
  return JSON.stringify(job.formulas.map((formula) => typeset(formula, macros, job)));
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
    if (HUGE.test(html)) return ["", "a length is 1000em or more", -1];
    return [definition ? "" : html, "", -1];
  } catch (error) {
    if (before) { for (const name of Object.keys(macros)) delete macros[name]; Object.assign(macros, before); }
    return ["", String(error.rawMessage || error.message).slice(0, 300), error.position === undefined ? -1 : error.position];
  }
}
