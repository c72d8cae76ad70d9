"""sitegen: a static site generator for bilingual (Japanese / English) research blogs."""

__version__ = "0.1.0"
