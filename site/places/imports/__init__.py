"""Reading the files that others publish. An importer reads and checks; services write."""


class ImportRefused(Exception):
    """The file can't be taken as it is; the text says why, and what to do. Nothing was changed."""
