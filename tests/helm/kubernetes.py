"""What the API servers of Kubernetes take, by the schemas of their versions; no cluster is asked.

The schemas of Kubernetes come with kubernetes-validate. Those of other operators' kinds, in
`crds/`, are written by hand from their documentation: they hold what the chart uses, and know
nothing more.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import kubernetes_validate
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

SCHEMAS = Path(kubernetes_validate.__file__).parent / "kubernetes-json-schema"
CRDS = Path(__file__).parent / "crds"
LEAST = (1, 27)
"""As `kubeVersion` of Chart.yaml says."""


def _versions() -> list[str]:
    found = [
        re.fullmatch(r"v(1\.(\d+)\.\d+)-local-strict", each.name) for each in SCHEMAS.iterdir()
    ]
    known = sorted((int(one[2]), one[1]) for one in found if one)
    return [version for minor, version in known if minor >= LEAST[1]]


VERSIONS = _versions()
"""Every version since the least whose schemas are known."""


@cache
def _registry(version: str) -> Registry[Any]:
    path = SCHEMAS / f"v{version}-local-strict" / "_definitions.json"
    resource = Resource.from_contents(_read(path))
    return resource @ Registry()


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def _validator(kind: str, api_version: str, version: str) -> Draft202012Validator:
    group, _, number = api_version.rpartition("/")
    if group.endswith((".coreos.com", "keda.sh", "gateway.networking.k8s.io")):
        return Draft202012Validator(_read(CRDS / f"{kind.lower()}.json"))
    name = "-".join(part for part in (kind.lower(), group.split(".")[0], number) if part)
    path = SCHEMAS / f"v{version}-local-strict" / f"{name}.json"
    return Draft202012Validator(_read(path), registry=_registry(version))


def faults(document: dict[str, Any], version: str) -> list[str]:
    """What an API server of that version would refuse of a document, each with its place."""
    validator = _validator(document["kind"], document["apiVersion"], version)
    return [
        f"{document['kind']} {document['metadata']['name']} {'/'.join(map(str, one.path))}: "
        f"{one.message[:200]}"
        for one in validator.iter_errors(document)
    ]
