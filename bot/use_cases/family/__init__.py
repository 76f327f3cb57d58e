"""A further policy or a child under the same account."""
