"""The picture with signs before the registry check."""
