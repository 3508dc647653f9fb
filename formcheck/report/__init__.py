"""What people get to see of a judged set: a picture, a table, a text, a file."""
