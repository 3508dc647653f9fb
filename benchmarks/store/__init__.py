"""How fast the store is with ten thousand sets, and what is left of it when its process is killed."""
