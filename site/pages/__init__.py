"""Awareness content: page types, blocks, facts with sources, navigation, and the cache readers are served from."""
