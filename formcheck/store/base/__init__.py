"""Rows and files: the tables, the database that holds them, and the files that are named by their content."""
