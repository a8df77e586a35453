"""支部台账 (Branch Ledger): the books of a Party branch in a small private enterprise.

The house at a glance; each layer may import only what stands below it
(``tests/test_architecture.py`` holds the table and fails on anything else)::

    __main__, cli    put the parts together; may import all
    ui               the window; PySide6 only here
    registers        issue a form: statement -> paper -> record
    forms            paper in millimetres; ReportLab only here; no database
    services         use cases, transactions, long work, import and export
    rules | models   law as dated, cited data | tables (Peewee)
    base             errors, money, dates, columns, i18n, paths, files, log, settings

A subject has the same name in every layer: roster (党员名册), transfers (组织关系), committee
(班子), groups (党小组), units (企业), mobile (流动), lost (失联), statistics (统计), checks (核对),
minutes (会议记录), appraisal (民主评议), dues (党费), archive (归档), documents (issued paper),
branch, book. What paper says is in ``services/statements``; forms know nothing else of services.
"""

__version__ = "0.1.0"
