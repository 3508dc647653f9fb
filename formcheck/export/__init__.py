"""A folder of results in, files for others out: share files, pages, tables, motion files, FHIR and labels."""
