"""Write maps, requirement matrices and experiments: keyword-only, atomic, recorded."""
