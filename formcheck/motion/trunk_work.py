"""Measures of exercises for the trunk. Errors are own estimates (P) where nothing else is said."""
