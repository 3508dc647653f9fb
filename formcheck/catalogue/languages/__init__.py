"""Names, cues and other words of the catalogue in another language, with English where a translation is missing."""
