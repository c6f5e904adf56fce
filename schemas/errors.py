"""What goes wrong on purpose: one sentence each (what, where, got, do), and the exit code that belongs to it."""


class WinnowError(Exception):
    """Anything the user can act on; a bug is never one of these."""

    exit_code = 1


class RecipeError(WinnowError):
    """The recipe or the command line asks for something that cannot be; raised before any work."""

    exit_code = 2


class GateError(WinnowError):
    """Somebody has to approve first."""

    exit_code = 3


class AlarmError(WinnowError):
    """A stage takes so much of a source for a defect that a person should look first."""

    exit_code = 4
