"""What was analysed goes in and is kept: rows in a database, and clips, poses and pictures in files beside it."""
