"""Parts that every screen is put together from; import each from its own module."""
