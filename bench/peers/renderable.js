// Which formulas KaTeX can set: reads [[tex, display], ...] as JSON, writes [true, false, ...].
const katex = require("katex");
const formulas = JSON.parse(require("fs").readFileSync(0, "utf8"));
const renders = ([tex, displayMode]) => {
  try {
    katex.renderToString(tex, { displayMode, throwOnError: true, strict: "ignore" });
    return true;
  } catch {
    return false;
  }
};
process.stdout.write(JSON.stringify(formulas.map(renders)));
