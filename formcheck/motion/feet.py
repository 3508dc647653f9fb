"""Measures of the foot and ankle. Errors are own estimates (P) where nothing else is said."""
