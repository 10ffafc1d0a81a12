"""What only a real browser can show: scripts, security policy, keyboard, the journey."""
