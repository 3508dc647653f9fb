"""Prescriptions, as several pages show them and judge by them."""
