"""The way out: paced, in order per chat, noted in the conversation.

sender = Sender(delivery, conversations, pace, meters)
sender.put(chat_id, replies, prompt)      # after the commit that stored them
sender.answer(callback_id, toast)         # at once, outside the pace
"""

from bot.sender.sender import Sender

__all__ = ["Sender"]
