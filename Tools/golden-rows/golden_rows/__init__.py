"""Rows with a training library's own answers, for Chorus's weight files to carry."""
