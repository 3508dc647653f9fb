"""Turns reports and definitions into what people read and see: texts, tables, pages and the overlay."""
