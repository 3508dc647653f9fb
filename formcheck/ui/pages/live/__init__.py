"""The page *Live*: the choices, the camera's picture, what is shown beside it, and the sets afterwards."""
