"""The window. Imports registers, services and the types of rules; never Peewee or ReportLab."""
