"""The checks of a release: one module each, found by walking this folder. They know no pages."""
