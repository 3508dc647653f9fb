"""Reports and definitions go in; what people read and see comes out: texts, tables, pages and the overlay."""
