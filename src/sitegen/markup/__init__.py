"""A Markdown body, parsed and rendered."""
