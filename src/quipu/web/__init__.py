"""What runs while someone asks: serving the published folder. Knows nothing of sources."""
