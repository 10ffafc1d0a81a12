"""What the `podium` command does, one module per command: each has `run(options) -> exit code`."""
