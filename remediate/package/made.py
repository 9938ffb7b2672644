"""A package that was made and is in no file yet: its members, and the zip that they become."""

import io
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from remediate.errors import PackageError
from remediate.package import limits

#: The time of every member, the first that a zip can say: the same input gives the same bytes.
_TIME = (1980, 1, 1, 0, 0, 0)
_FIRST = ("[content_types].xml", "solution.xml", "customizations.xml")


@dataclass(frozen=True)
class MadeMembers:
    """Members that are kept in memory, by their path with `/` separators."""

    content: Mapping[str, bytes] = field(repr=False)

    @property
    def names(self) -> Sequence[str]:
        """All members, sorted."""
        return sorted(self.content)

    @property
    def problems(self) -> Sequence[PackageError]:
        """Nothing: whatever was made is there."""
        return ()

    def read(self, member: str, limit: int = limits.PART_LIMIT) -> bytes:
        """The bytes of one member.

        Raises:
            PackageError: there is no such member, or it is larger than `limit`.
        """
        data = self.content.get(member)
        if data is None:
            raise PackageError("There is no such member.", hint="Export the packages again.", file=member)
        if len(data) > limit:
            raise PackageError(f"It is larger than {limits.shown(limit)}.", hint=limits.DIVIDE, file=member)
        return data

    def zipped(self, changed: Mapping[str, bytes], removed: Collection[str] = ()) -> bytes:
        """The zip of the members, some of them with other content, always with the same bytes for the same members."""
        members = {name: data for name, data in {**self.content, **changed}.items() if name not in removed}
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name in sorted(members, key=_order):
                info = zipfile.ZipInfo(name, _TIME)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.create_system = 0  # else it tells on which system it was made
                archive.writestr(info, members[name])
        return target.getvalue()


def _order(name: str) -> tuple[int, str]:
    lower = name.casefold()
    return (_FIRST.index(lower) if lower in _FIRST else len(_FIRST), name)
