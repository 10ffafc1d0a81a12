"""From facts to suggested answers: what was measured, and how it pulls on an answer."""
