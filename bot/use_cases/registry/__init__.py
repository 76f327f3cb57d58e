"""The insurer's registry: loaded from a file, and asked whether a person is in it."""
