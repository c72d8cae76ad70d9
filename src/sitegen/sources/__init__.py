"""The text of one source file, read into documents."""
