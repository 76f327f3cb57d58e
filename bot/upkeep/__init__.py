"""What runs beside the conversations: menus, names, wiping of silent drafts, pruning."""
