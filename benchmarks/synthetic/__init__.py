"""A synthetic human whose joint angles are known: bodies, poses, cameras and renders."""
