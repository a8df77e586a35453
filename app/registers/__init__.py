"""Where a form is issued: the statement of a service is drawn and the paper is recorded."""
