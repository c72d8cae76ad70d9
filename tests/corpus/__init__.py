"""Real sources, where the machine has them: nothing is lost, nothing is mangled."""
