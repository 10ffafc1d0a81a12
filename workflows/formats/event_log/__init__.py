"""Event logs: what really happened, as CSV or XES, and the same of simulated cases."""
