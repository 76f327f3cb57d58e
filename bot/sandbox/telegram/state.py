"""Chats, message ids and pending updates that survive a restart of the sandbox."""

import asyncio
import base64
import json
from pathlib import Path
from typing import Any

from bot.sandbox.telegram.chats import Chat, ReplyKeyboard
from bot.sandbox.telegram.files import StoredFile
from bot.sandbox.telegram.messages import Message
from bot.sandbox.telegram.params import JsonObject
from bot.sandbox.telegram.world import World

_VERSION = 1
_PAUSE_SECONDS = 0.5


class StateFile:
    """Writes the world to a file: at most twice a second, and at the end."""

    def __init__(self, path: Path, world: World) -> None:
        self._path = path
        self._world = world
        self._written: tuple[int, ...] = ()
        self._task: asyncio.Task[None] | None = None

    def load(self) -> None:
        """Restore what an earlier run left, if it can be read."""
        try:
            state = json.loads(self._path.read_bytes())
        except (FileNotFoundError, ValueError):
            return
        if state.get("version") == _VERSION:
            restore(self._world, state)
            self._written = self._stamp()

    async def start(self) -> None:
        self._task = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        await self._write()

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(_PAUSE_SECONDS)
            await self._write()

    async def _write(self) -> None:
        stamp = self._stamp()
        if stamp != self._written:
            self._written = stamp
            await asyncio.to_thread(_replace, self._path, dump(self._world))

    def _stamp(self) -> tuple[int, ...]:
        updates = self._world.updates
        return self._world.feed.revision, updates.next_id, len(updates)


def dump(world: World) -> JsonObject:
    """Return the world as JSON; only files that a visible message shows are kept."""
    chats = list(world.chats.values())
    shown = {m.attachment.file_id: m.attachment for c in chats for m in c.messages if m.attachment}
    return {
        "version": _VERSION,
        "next_message_id": world.next_message_id,
        "next_update_id": world.updates.next_id,
        "revision": world.feed.revision,
        "chats": [_dumped_chat(chat) for chat in chats],
        "files": [_dumped_file(file) for file in shown.values()],
        "pending": [given.raw for given in world.updates],
    }


def restore(world: World, state: JsonObject) -> None:
    """Fill an empty world from what `dump` returned."""
    world.next_message_id = state["next_message_id"]
    world.feed.revision = state["revision"]
    for file in state["files"]:
        content = base64.b64decode(file["content"])
        world.files.keep(StoredFile(file["file_id"], file["name"], content))
    for chat in state["chats"]:
        _restore_chat(world, chat)
    for raw in state["pending"]:
        world.updates.give(raw)
    world.updates.next_id = state["next_update_id"]


def _dumped_chat(chat: Chat) -> JsonObject:
    keyboard = chat.keyboard
    return {
        "raw": chat.raw,
        "refusal": chat.refusal,
        "keyboard": keyboard and {"message_id": keyboard.message_id, "raw": keyboard.raw},
        "messages": [_dumped_message(message) for message in chat.messages],
    }


def _dumped_message(message: Message) -> JsonObject:
    return {
        "raw": message.raw,
        "revision": message.revision,
        "editable": message.editable,
        "file": message.attachment and message.attachment.file_id,
    }


def _dumped_file(file: StoredFile) -> JsonObject:
    content = base64.b64encode(file.content).decode()
    return {"file_id": file.file_id, "name": file.name, "content": content}


def _restore_chat(world: World, state: JsonObject) -> None:
    chat = world.chat(state["raw"], state["refusal"])
    for kept in state["messages"]:
        attachment = world.files.get(kept["file"]) if kept["file"] else None
        chat.put(Message(kept["raw"], kept["revision"], attachment, kept["editable"]))
    if state["keyboard"]:
        chat.keyboard = ReplyKeyboard(**state["keyboard"])


def _replace(path: Path, state: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
    fresh.replace(path)
