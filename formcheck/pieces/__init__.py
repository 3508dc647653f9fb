"""Takes a clip and gives the pose in each of its frames; several pieces of the clip are analysed at the same time."""
