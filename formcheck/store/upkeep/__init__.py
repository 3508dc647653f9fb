"""What keeps a store whole and lawful: check, repair, backup, export and deletion of a person."""
