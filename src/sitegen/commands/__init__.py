"""The author's commands, one module each: wiring, printing, exit codes; loaded when used."""
