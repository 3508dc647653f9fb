"""Commands for clips for which nobody has said what they show."""
