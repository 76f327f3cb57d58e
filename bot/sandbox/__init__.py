"""The local world for trying the bot: Bot API emulator, chat page, SMS and mail sinks."""
