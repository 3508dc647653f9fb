"""Measures of exercises on one leg, lunges and hinges. Errors are own estimates (P) where nothing else is said."""
