// Server-side KaTeX and Prism, tag and month pages, a feed.
const katex = require("@vscode/markdown-it-katex").default;

module.exports = async function (config) {
  const MarkdownIt = (await import("markdown-it")).default;
  const highlight = (await import("@11ty/eleventy-plugin-syntaxhighlight")).default;
  const rss = (await import("@11ty/eleventy-plugin-rss")).default;
  const posts = (api) => api.getFilteredByGlob("content/posts/*.md");
  const grouped = (api, names) => {
    const groups = {};
    for (const post of posts(api)) for (const name of names(post)) (groups[name] ||= []).push(post);
    return Object.entries(groups).sort();
  };
  config.setLibrary("md", new MarkdownIt({ html: true }).use(katex, { throwOnError: false, strict: "ignore" }));
  config.addPlugin(highlight, { errorOnInvalidLanguage: false });
  config.addPlugin(rss);
  config.setQuietMode(true);
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("newest", (all) => all.slice(-20).reverse());
  config.addCollection("posts", posts);
  config.addCollection("bymonth", (api) => grouped(api, (post) => [post.date.toISOString().slice(0, 7)]));
  config.addCollection("bytag", (api) => grouped(api, (post) => post.data.tags || []));
  return { dir: { input: "content", output: "public" }, markdownTemplateEngine: false, htmlTemplateEngine: "njk" };
};
