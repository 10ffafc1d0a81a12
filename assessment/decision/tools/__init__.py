"""Tools: which orchestrators and brokers suit the project, and what they cost by the list."""
