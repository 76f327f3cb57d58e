"""The page of the sandbox: a chat, a phone, a mailbox and people to play."""
