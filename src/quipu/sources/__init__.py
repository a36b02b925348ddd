"""The sources: one folder each, from records to fact rows. None knows another."""
