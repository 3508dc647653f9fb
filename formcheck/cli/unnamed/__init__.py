"""Commands for clips of which nobody has said what they show."""
