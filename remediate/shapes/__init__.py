"""What secrets look like: telling names, plausible values, placeholders, URLs, headers, connection strings, tokens.

Everything here is a pure function over text, in time proportional to its length; nothing knows of flows.
"""
