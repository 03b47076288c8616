"""Writes the list of components that run in a service, as CycloneDX 1.6 JSON: `make sbom` calls it.

Names, versions and licences are those of `tez licences`, so of what is installed here. The archives of a Python
package are the ones the lock allows: their digests stand with it.
"""

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseAcknowledgement
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from config import licences
from config.wiring import built_fronts

PROJECT = Path(__file__).resolve().parent.parent
TARGET = PROJECT / ".build" / "sbom.cdx.json"
OWN = "tez-yordam"
_DIGEST = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def written(found: Iterable[licences.Component], digests: dict[str, list[str]]) -> str:
    """The document. ``digests`` are the SHA-256 of a Python package's archives, by its name."""
    bom = Bom()
    for one in found:
        component = _component(one, digests.get(one.name, []) if one.runs_in == "program" else [])
        if one.name == OWN:
            bom.metadata.component = component
        else:
            bom.components.add(component)
    whole = bom.metadata.component
    if whole is None:
        raise LookupError(f"{OWN} is not installed here")
    bom.register_dependency(whole, bom.components)
    text: str = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=1)
    return text


def _component(one: licences.Component, digests: Iterable[str]) -> Component:
    namespace, _, name = one.name.rpartition("/")
    kind = "pypi" if one.runs_in == "program" else "npm"
    known = LicenseFactory().make_from_string(
        one.licence.strip("()"), license_acknowledgement=LicenseAcknowledgement.DECLARED
    )
    return Component(
        type=ComponentType.APPLICATION if one.name == OWN else ComponentType.LIBRARY,
        bom_ref=f"{kind}:{one.name}@{one.version}",
        group=namespace or None,
        name=name,
        version=one.version,
        purl=PackageURL(kind, namespace or None, name, one.version),
        licenses=[known],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in digests],
        properties=[Property(name="tez:runs_in", value=one.runs_in)],
        description=one.note or None,
    )


def locked(lock: str) -> dict[str, list[str]]:
    """The digests that the lock allows, by package."""
    found: dict[str, list[str]] = {}
    for block in re.split(r"\n(?=[A-Za-z0-9])", lock):
        found[block.partition("==")[0]] = _DIGEST.findall(block)
    return found


def main() -> int:
    """Write it, and hold it to its own schema."""
    lock = (PROJECT / "requirements" / "runtime.lock").read_text("utf-8")
    text = written(licences.components(built_fronts()), locked(lock))
    problem = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if problem is not None:
        print(f"The list of components is not good: {problem}", file=sys.stderr)
        return 1
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(text, "utf-8")
    print(f"Wrote {TARGET.relative_to(PROJECT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
