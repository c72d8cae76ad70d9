"""All that touches the world: files, cache, V8, processes, the network."""
