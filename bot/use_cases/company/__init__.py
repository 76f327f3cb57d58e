"""What HR people of a policyholder do: their role, their invitations, their progress."""
