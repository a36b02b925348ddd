"""Publisher profiles: one folder a publisher, each with its profile.toml. Holds no code."""
