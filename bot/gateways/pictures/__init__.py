"""Charts, posters and QR codes, drawn in a short-lived process."""
