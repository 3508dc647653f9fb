"""The page *Record your own*: one good set in, a custom exercise out."""
