"""What pages ask people for, one file a stage; forms return the decision's own types."""
