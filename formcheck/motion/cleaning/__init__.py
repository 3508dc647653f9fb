"""From landmarks as the pose model gives them to landmarks that can be measured."""
