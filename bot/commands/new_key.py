"""`new-key`: a key for SECRET_KEYS."""

import typer


def new_key() -> None:
    """Напечатать новый ключ для SECRET_KEYS."""
    import base64  # noqa: PLC0415 - `--help` must not wait for it
    import secrets  # noqa: PLC0415 - likewise

    from bot.setting_types import KEY_BYTES  # noqa: PLC0415 - likewise

    typer.echo(base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode())
