"""The values of a vault, compared with what stood in the flows."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from remediate.package import Package
from remediate.secret import Secret
from remediate.vault import NameTaken, Vault
from remediate.verify import rules
from remediate.verify.problem import Change, Problem
from remediate.verify.proving import Claim, Proof
from remediate.verify.reads import VARIABLE, Source


@dataclass
class Store:
    """A vault, and what is known of the names in it: `paths` has the value of Secret variables by schema name.

    Every method raises VaultError where the vault gives no answer.
    """

    vault: Vault
    paths: Mapping[str, str] = field(default_factory=dict)
    _names: tuple[str, ...] | None = field(default=None, repr=False)

    def secret_name(self, source: Source) -> str | None:
        """The name in the vault, where the package or its settings say it."""
        if source.kind != VARIABLE:
            return source.name if source.named else None
        path = self.paths.get(source.name.casefold())
        return path.rpartition("/")[2] if path else None

    def elsewhere(self, source: Source) -> bool:
        """Whether the variable's value is the path of a secret in another vault."""
        path = self.paths.get(source.name.casefold()) if source.kind == VARIABLE else None
        own = self.vault.reference(path.rpartition("/")[2]) if path else None
        return path is not None and own is not None and own.casefold() != path.casefold()

    def value(self, name: str, version: str = "") -> Secret | None:
        """The value under a name, the current one or a version's; None where there is none or it is disabled."""
        try:
            return self.vault.get(name, version)
        except NameTaken:
            return None

    def keeps(self, source: Source, value: Secret) -> bool:
        """Whether the value is there under a name that was made for the variable.

        A vault that no variable can point to, the local file, keeps one value once for all solutions, under the name
        that the first one gave it: it is looked through whole.
        """
        if self._names is None:
            self._names = tuple(self.vault.names())
        made = re.compile(re.escape(source.name.partition("_")[2].replace("_", "-")) + r"(-\d+)?", re.IGNORECASE)
        likely = [name for name in self._names if made.fullmatch(name)]
        others = [name for name in self._names if name not in likely and self.vault.reference(name) is None]
        return any(self.value(name) == value for name in (*likely, *others))


def paths_of(package: Package, settings: Mapping[str, str]) -> dict[str, str]:
    """The values of Secret variables by schema name in casefold: out of the package, else its deployment settings."""
    found = {name.casefold(): path for name, path in settings.items()}
    for variable in package.facts.environment_variables if package.facts else ():
        for secret in (variable.default, variable.value):
            if secret is not None and "/secrets/" in secret.reveal():
                found[variable.schema_name.casefold()] = secret.reveal()
    return found


def named_values(store: Store, claims: Iterable[Claim]) -> dict[str, str]:
    """The values of the sources whose names in the vault are known, by identity."""
    values = {}
    for source, _ in _sources(claims):
        name = store.secret_name(source)
        value = store.value(name, source.version) if name else None
        if value is not None:
            values[source.identity] = value.reveal()
    return values


def compare_with_vault(proof: Proof, claims: Sequence[Claim], store: Store) -> list[tuple[Claim, Problem | Change]]:
    """The sources that the vault does not keep the value of, each told where it is used first."""
    return [
        (claim, rules.IN_VAULT.broken(claim.equation.pointer, why))
        for source, claim in _sources(claims)
        if (why := _missing(store, source, proof.values.get(source.identity)))
    ]


def _missing(store: Store, source: Source, value: str | None) -> str:
    name = store.secret_name(source)
    if store.elsewhere(source):
        return f"the value of {source} is the path of a secret in another vault"
    if name is not None:
        return (
            ""
            if store.value(name, source.version) is not None
            else f"there is no secret {name} for {source}, or it is disabled"
        )
    if value is None or store.keeps(source, Secret(value)):
        return ""
    return f"no secret that was made for {source} has the value that stood there"


def _sources(claims: Iterable[Claim]) -> Iterator[tuple[Source, Claim]]:
    """Every source that is read in a new place, with the first claim that does."""
    seen = set()
    for claim in claims:
        opened = claim.open({})
        for source in claim.reads.sources.values():
            if source.identity in opened and source.identity not in seen:
                seen.add(source.identity)
                yield source, claim
