"""The newest captcha of each chat."""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Table

from storage.moment import Moment
from storage.tables.base import metadata

captchas = Table(
    "captchas",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("answer_sealed", LargeBinary, nullable=False),
    Column("drawn_at", Moment, nullable=False),
    Column("valid_until", Moment),
    Column("tried_at", Moment),
    Column("holds_until", Moment),
    Column("checks_left", Integer, nullable=False),
)
