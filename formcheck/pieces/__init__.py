"""A clip in, the pose in each of its frames out: looked for in several pieces of the clip at the same time."""
