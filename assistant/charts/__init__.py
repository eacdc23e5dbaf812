"""Charts of results: altair charts with a text and a table that say the same. They draw; they compute no amount."""
