"""The build that can be run again: `sitegen.engine.engine.engine` calls its steps from top to bottom."""
