"""The pages of the mailed link, the webhook, health and metrics (aiohttp.web)."""
