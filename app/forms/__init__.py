"""Paper: a plain statement goes in, the bytes of a PDF come out. No database here."""
