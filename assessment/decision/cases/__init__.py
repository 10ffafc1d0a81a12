"""What others decided: the guide's own rules as cases, published cases, and how near they are."""
