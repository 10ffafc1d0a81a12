"""Pages of people and projects: method guard, access, form, service, render."""
