"""What runs while someone asks: the published folder, and the back office beside it. Knows nothing of sources."""
