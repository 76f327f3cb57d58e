"""The conversation: aiogram routers, a module a topic; no rule, no SQL, no text."""
