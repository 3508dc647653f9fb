"""The page *Record your own*: turns one good set into a custom exercise."""
