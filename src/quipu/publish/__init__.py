"""The site as static files: every address rendered to a folder that any host can serve."""
