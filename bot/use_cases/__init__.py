"""What the bot does for people: a folder a topic, a verb a file; ports to the outside world."""
