"""What people wrote down about the clips: who is in them, how many repetitions, and which cues are fine or at fault."""
