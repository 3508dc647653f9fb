"""Measures of stretches and of balance. Errors are own estimates (P) where nothing else is said."""
