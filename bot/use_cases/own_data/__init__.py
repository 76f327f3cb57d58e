"""152-ФЗ: what is held about a person, and its erasure."""
