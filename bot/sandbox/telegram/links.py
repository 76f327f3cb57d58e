"""Which addresses Telegram takes for links and buttons."""

from urllib.parse import urlsplit

_SCHEMES = frozenset({"http", "https", "tg", "ton", "tonsite"})


def link_error(url: str, *, local_allowed: bool = False) -> str | None:
    """Say in Telegram's words what is wrong with the address, None when nothing is."""
    try:
        parts = urlsplit(url if "://" in url or url.startswith("tg:") else f"http://{url}")
        host = parts.hostname or ""
    except ValueError:
        return "Wrong HTTP URL"
    if parts.scheme not in _SCHEMES:
        return "Unsupported URL protocol"
    if parts.scheme not in {"http", "https"}:
        return None
    is_local_name = "." not in host and ":" not in host
    if not host or (is_local_name and not local_allowed) or " " in url:
        return "Wrong HTTP URL"
    return None


def is_allowed_link(url: str) -> bool:
    return link_error(url) is None
