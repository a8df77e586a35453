"""The tables of a book (Peewee over SQLCipher). A table does not know the law."""
