"""TOML files with inheritance, whose errors name file and line."""
