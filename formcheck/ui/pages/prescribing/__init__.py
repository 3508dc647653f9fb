"""The page *Prescribe*: what a person is to do in a week, in versions, and what came of it."""
