"""Pages of maps, matrices and experiments: method guard, access, form, service, render."""
