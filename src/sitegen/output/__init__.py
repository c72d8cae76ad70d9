"""The site as files: pages, feeds, sitemap, redirects, styles."""
