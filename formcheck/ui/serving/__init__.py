"""The web server around the pages: uploads go to disk in pieces, films are served by range, and workers run."""
