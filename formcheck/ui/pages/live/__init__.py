"""The page *Live*: what is chosen, the camera's picture, what stands beside it, and the sets afterwards."""
