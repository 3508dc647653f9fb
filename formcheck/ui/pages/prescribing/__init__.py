"""The page *Prescribe*: what a person is to do in a week, in versions, and how well it was followed."""
