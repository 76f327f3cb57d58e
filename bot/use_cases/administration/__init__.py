"""What administrators see and steer: people, pauses, health."""
