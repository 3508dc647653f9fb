"""What an account may do: every read and write of the store, within its own people."""
