"""Queues clips, has worker processes analyse them in turn, and keeps the results."""
