"""Who works on what: people, projects, roles, invitations, and the log of what happened."""
