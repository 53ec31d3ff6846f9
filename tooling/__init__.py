"""What `./charter` does, in the standard library: it runs before all else is there."""
