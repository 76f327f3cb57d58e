"""The composition root: the only place that knows everybody.

app = build(settings, limits, ready)
await app.run(stop)
"""

from bot.app.app import App, build

__all__ = ["App", "build"]
