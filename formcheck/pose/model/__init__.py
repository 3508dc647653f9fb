"""The pose models: located and verified, packed, pruned, compared, and run by MediaPipe."""
