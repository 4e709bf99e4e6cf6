"""Notices: words that match nothing are reported, and words that match are not."""
