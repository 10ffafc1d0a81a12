"""Rounds: several people answer and weigh blind; what they come to together, how far they agree,
and which fact would settle where they do not."""
