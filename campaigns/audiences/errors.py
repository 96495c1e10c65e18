class BadAudience(ValueError):
    """The conditions can't be understood, or name something that is gone; its text says which, for staff."""
