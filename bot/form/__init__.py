"""The form as plain data: steps, parsers, draft, keyboards."""
