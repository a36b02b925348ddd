"""The nouns of the field, shared by every layer; imports nothing but the standard library."""
