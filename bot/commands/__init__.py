"""The command line beside «run»: each command a module."""
