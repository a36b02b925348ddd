"""UNHCR's refugee statistics, and IDMC's and UNRWA's beside them: from published files to fact rows."""
