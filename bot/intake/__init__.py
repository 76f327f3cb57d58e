"""The way in: polling and webhook → one queue per person → unit of work → acknowledgement."""
