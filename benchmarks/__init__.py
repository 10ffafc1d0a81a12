"""What Podium costs in time and memory: `make bench` runs all of it and prints tables."""
