"""IATI activity files, 2.01 to 2.03, of any publisher."""
