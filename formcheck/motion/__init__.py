"""Poses go in; measures, views and movement cycles come out. No files, models or advice are known here."""
