"""Settings against the real world: `doctor` asks them all, /health some; none changes anything."""
