"""A language goes in; names, cues and other words of the catalogue come out in it, English where it lacks them."""
