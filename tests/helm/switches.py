"""Values that turn every switch of the chart, and the examples: all that it may make."""

from __future__ import annotations

from typing import Any

import helm_python
import yaml

from tests.helm.rendering import CHART, IMAGE, Documents, documents_of, render

_MOUNT = {"name": "ca", "mountPath": "/etc/ca", "readOnly": True}
_VOLUME = {"name": "ca", "configMap": {"name": "house-ca"}}
_CLOSED = {
    "resources": {
        "requests": {"cpu": "10m", "memory": "16Mi"},
        "limits": {"memory": "64Mi"},
    },
    "securityContext": {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    },
}
_CONTAINER = {"name": "beside", "image": "proxy:1", "args": ["--listen", "9000"], **_CLOSED}
_TOLERATION = {"key": "feeds", "operator": "Exists", "effect": "NoSchedule"}
_AFFINITY = {
    "podAntiAffinity": {
        "requiredDuringSchedulingIgnoredDuringExecution": [
            {
                "topologyKey": "kubernetes.io/hostname",
                "labelSelector": {"matchLabels": {"app.kubernetes.io/name": "bandstand"}},
            }
        ]
    }
}
_PLACED = {
    "nodeSelector": {"disk": "fast"},
    "tolerations": [_TOLERATION],
    "affinity": _AFFINITY,
    "priorityClassName": "feeds-first",
}
_ALL = {
    "extraEnvFrom": [{"secretRef": {"name": "tokens", "optional": True}}],
    "extraVolumes": [_VOLUME],
    "extraVolumeMounts": [_MOUNT],
}
_OWN = {
    "extraEnv": [{"name": "ISSUER", "valueFrom": {"secretKeyRef": {"name": "i", "key": "url"}}}],
    "extraEnvFrom": [{"configMapRef": {"name": "house"}}],
    "extraVolumes": [{"name": "documents", "configMap": {"name": "documents"}}],
    "extraVolumeMounts": [{"name": "documents", "mountPath": "/documents"}],
    "initContainers": [{"name": "before", "image": "copy:1", "volumeMounts": [_MOUNT], **_CLOSED}],
    "sidecars": [_CONTAINER],
    "podAnnotations": {"house.example/team": "feeds"},
    "podLabels": {"house.example/cost": "front"},
    "topologySpreadConstraints": [],
}
_OFF = {"enabled": False}

SWITCHES: dict[str, dict[str, Any]] = {
    "plain": {},
    "scaled": {
        "gateway": {
            "autoscaling": {
                "enabled": True,
                "memoryPercent": 80,
                "metrics": [
                    {
                        "type": "Pods",
                        "pods": {
                            "metric": {"name": "bandstand_gateway_connections"},
                            "target": {"type": "AverageValue", "averageValue": "1500"},
                        },
                    }
                ],
            }
        },
        "projector": {"autoscaling": {"enabled": True, "authenticationRef": "prometheus"}},
    },
    "open": {
        "gateway": {
            "ingress": {
                "enabled": True,
                "className": "nginx",
                "hosts": ["feeds.example", "*.feeds.example"],
                "annotations": {"a.example/b": "c"},
                "tls": [{"secretName": "feeds-tls", "hosts": ["feeds.example"]}],
            },
            "httpRoute": {
                "enabled": True,
                "parentRefs": [{"name": "public", "namespace": "gateways"}],
                "hostnames": ["feeds.example"],
            },
            "service": {"type": "LoadBalancer", "annotations": {"cloud.example/internal": "true"}},
        }
    },
    "guarded": {
        "networkPolicy": {
            "enabled": True,
            "nats": [{"ipBlock": {"cidr": "10.0.0.0/8"}}],
            "extraEgress": [{"to": [{"ipBlock": {"cidr": "0.0.0.0/0"}}], "ports": [{"port": 443}]}],
        }
    },
    "watched": {
        "monitoring": {
            "monitors": {"enabled": True, "labels": {"release": "prometheus"}},
            "rules": {"enabled": True, "labels": {"release": "prometheus"}},
            "dashboard": {"enabled": True, "annotations": {"folder": "Feeds"}},
        }
    },
    "placed": {**_PLACED, "imagePullSecrets": [{"name": "registry"}], "runAsUser": None},
    "placed apart": {"gateway": _PLACED, "projector": {**_PLACED, "tolerations": []}},
    "mounted": {
        **_ALL,
        "extraEnv": [{"name": "SSL_CERT_FILE", "value": "/etc/ca/ca.crt"}],
        "commonLabels": {"house.example/owner": "feeds"},
        "extraObjects": [
            {
                "apiVersion": "v1",
                "kind": "ConfigMap",
                "metadata": {
                    "name": "{{ .Release.Name }}-documents",
                    "namespace": "{{ .Release.Namespace }}",
                },
                "data": {"trusted.json": "{}"},
            }
        ],
        "gateway": {**_OWN, "search": {"extraEnv": [{"name": "A", "value": "b"}]}},
        "projector": _OWN,
    },
    "bare": {
        "gateway": {"search": _OFF, "podDisruptionBudget": _OFF, "drainSeconds": 0},
        "projector": {"podDisruptionBudget": _OFF, "overlapSeconds": 0},
        "setup": _OFF,
        "warm": _OFF,
        "tests": _OFF,
        "serviceAccount": {"create": False},
    },
    "jobs apart": {
        "setup": {key: one for key, one in _OWN.items() if key.startswith("extra")},
        "warm": {key: one for key, one in _OWN.items() if key.startswith("extra")},
    },
    "verified": {
        "verify": {
            "enabled": True,
            "volume": {"storageClassName": "fast"},
            **{key: one for key, one in _OWN.items() if key.startswith("extra")},
        },
        "monitoring": {"rules": {"enabled": True, "labels": {"release": "prometheus"}}},
        "networkPolicy": {"enabled": True},
    },
    "asked with a token": {"tests": {"tokenSecret": {"name": "test-token"}}},
    "tried and guarded": {
        "nats": {},
        "redis": {},
        "trial": {"enabled": True, "storageClassName": "fast"},
        "settings": {"log": {"replicas": 1}},
        "networkPolicy": {"enabled": True},
    },
}
EXAMPLES = sorted((CHART / "examples").glob("*.yaml"))


def everything(chart: helm_python.Chart) -> dict[str, Documents]:
    """What the chart makes for every set of switches, and for every example."""
    found = {name: render(chart, **values) for name, values in SWITCHES.items()}
    for path in EXAMPLES:
        values = {
            "image": {"repository": IMAGE},
            **yaml.safe_load(path.read_text(encoding="utf-8")),
        }
        found[path.name] = documents_of(chart.render(values, name="demo", namespace="feeds"))
    return found
