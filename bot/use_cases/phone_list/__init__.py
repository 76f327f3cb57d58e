"""A list of corrected phones that HR sends as a file, for the rows of their own policyholder."""
