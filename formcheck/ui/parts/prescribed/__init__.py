"""What is prescribed, as several pages show it and judge by it."""
