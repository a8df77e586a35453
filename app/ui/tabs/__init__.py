"""One module a tab, made by hand for the work that it holds."""
