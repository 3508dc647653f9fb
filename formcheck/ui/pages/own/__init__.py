"""The page *Record your own*: one good set in, an exercise of one's own out."""
