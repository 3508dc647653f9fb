"""Measures of jumps, hops and running drills. Errors are own estimates (P) where nothing else is said."""
