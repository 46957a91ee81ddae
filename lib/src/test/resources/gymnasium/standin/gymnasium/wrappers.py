"""There are none in the stand-in."""
