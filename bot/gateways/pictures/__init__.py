"""Charts, posters, QR codes and captchas, drawn off the event loop."""
