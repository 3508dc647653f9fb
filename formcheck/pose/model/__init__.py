"""The pose model's files: found, checked, packed and pruned."""
