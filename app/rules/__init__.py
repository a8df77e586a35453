"""Law as dated, cited data, and pure functions over it: no clock, no database, no screen."""
