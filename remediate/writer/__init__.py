"""Writing: text spliced, zip members copied raw, files put in place all or nothing."""

from remediate.writer.archive import rewrite_zip
from remediate.writer.atomic import is_leftover, remove_leftovers, replace_file, replacement
from remediate.writer.encoding import Decoded, Encoding, decode, encode
from remediate.writer.folder import copy_folder, write_folder
from remediate.writer.proof import splice_proven
from remediate.writer.splice import splice, splice_bytes
from remediate.writer.steps import Unfinished, unfinished
from remediate.writer.target import SpliceError
from remediate.writer.values import read_value

__all__ = [
    "Decoded",
    "Encoding",
    "SpliceError",
    "Unfinished",
    "copy_folder",
    "decode",
    "encode",
    "is_leftover",
    "read_value",
    "remove_leftovers",
    "replace_file",
    "replacement",
    "rewrite_zip",
    "splice",
    "splice_bytes",
    "splice_proven",
    "unfinished",
    "write_folder",
]
