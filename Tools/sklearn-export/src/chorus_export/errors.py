"""What goes wrong in an export."""


class ExportError(Exception):
    """The model or the options given cannot be written as asked.

    Its text is one sentence: what, where, and what to do.
    """
