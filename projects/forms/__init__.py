"""What people type about projects and themselves, checked and turned into domain types."""
