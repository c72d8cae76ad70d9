"""All documents together: what is where, what belongs together, what leads nowhere."""
