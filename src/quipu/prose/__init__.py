"""Find the numbers in a text and judge them against published figures. Knows no pages, files or requests."""
