"""What people send about maps, matrices and experiments, checked and turned into domain types."""
