"""Who stands where in a picture: landmarks, their names, and recordings of them."""
