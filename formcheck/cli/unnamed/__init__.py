"""Commands for clips of unnamed exercises."""
