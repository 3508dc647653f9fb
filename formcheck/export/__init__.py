"""Turns a folder of results into files for others: share files, pages, tables, motion files, FHIR and labels."""
