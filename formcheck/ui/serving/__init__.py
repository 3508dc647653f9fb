"""The web server around the pages: writes uploads to disk in chunks, serves films in ranges, and runs the workers."""
