"""What only a real browser can show: the scripts, the security policy, the keyboard, the journey."""
