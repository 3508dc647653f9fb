"""TOML files go in; validated exercises, programmes, profiles and safety rules come out."""
