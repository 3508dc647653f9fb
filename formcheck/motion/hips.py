"""Measures of hips on the floor and of legs moved aside. Errors are own estimates (P) where not said otherwise."""
