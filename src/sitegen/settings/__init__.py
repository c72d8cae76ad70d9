"""The text of ``sitegen.toml``, read into the values of `sitegen.config`."""
