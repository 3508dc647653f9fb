"""Measures of hips on the floor and of legs moved sideways or back. Errors are own estimates (P) where nothing else is said."""
