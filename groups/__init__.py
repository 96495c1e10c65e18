"""ACTFORJUSTICE community groups."""
