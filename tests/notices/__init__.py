"""Notices: words that match nothing are told, and words that match are not."""
