"""Several people in a picture: who they are, and which of them is coached."""
