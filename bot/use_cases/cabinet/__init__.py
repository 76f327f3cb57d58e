"""What the insurer's cabinet is told of accounts."""
