"""Takes the secrets out of Power Automate cloud flows."""

__version__ = "0.1.0"
