"""Finding what the site says: what may be found, how a question is read, and what a reader is shown of each hit.

The words go to Wagtail's search in the database, which stems them. Nothing that is asked is logged or kept.
"""

from pages.search.registry import Beside, Found, Searchable, register, shares

__all__ = ["Beside", "Found", "Searchable", "register", "shares"]
