"""Use cases: one action is one transaction. No Qt, no ReportLab here."""
