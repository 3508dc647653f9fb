"""Delay and memory of the live page, measured in a real browser."""
