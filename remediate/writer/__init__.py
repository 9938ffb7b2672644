"""Writing: text spliced, zip members copied raw, files put in place all or nothing."""

from remediate.writer.encoding import Decoded, Encoding, decode, encode
from remediate.writer.proof import splice_proven
from remediate.writer.splice import SpliceError, splice, splice_bytes
from remediate.writer.values import read_value

__all__ = [
    "Decoded",
    "Encoding",
    "SpliceError",
    "decode",
    "encode",
    "read_value",
    "splice",
    "splice_bytes",
    "splice_proven",
]
