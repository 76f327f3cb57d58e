"""The activation mail and what its link and its code do."""
