"""The page *Desk*: a work list of sets, and the review of one."""
