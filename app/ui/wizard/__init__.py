"""The first run: five short steps from nothing to a book."""
