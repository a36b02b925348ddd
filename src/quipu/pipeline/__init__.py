"""From files to releases: take, read, build, check, release. The one layer that knows all of what is below it."""
