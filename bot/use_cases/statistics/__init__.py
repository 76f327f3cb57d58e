"""The funnel of registrations in words, tables and a chart."""
