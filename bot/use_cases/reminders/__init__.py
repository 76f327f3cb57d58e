"""A word to those of a company who began and did not finish."""
