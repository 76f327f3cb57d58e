"""Values and rules: policy, person, document, phone, challenge, limits."""
