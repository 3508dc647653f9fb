"""Commands that fit numbers of the package on the bodies that may be used for it."""
