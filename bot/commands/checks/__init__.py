"""One check of `doctor` a topic: asks the real world, changes nothing in it."""
