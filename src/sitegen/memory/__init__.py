"""What steps gave, remembered: the same input gives the very object of last time."""
