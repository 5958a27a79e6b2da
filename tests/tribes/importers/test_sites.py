"""Sites: each folder that public dumps have gives another site, and a site's folders the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.errors import ImportFailed
from tribes.importers.sites import default_site

SITES = {
    "quantumcomputing": ["quantumcomputing.stackexchange.com",
                         "quantumcomputing-stackexchange-2018-09",
                         "quantumcomputing-stackexchange-2018-09-02",
                         "quantumcomputing.stackexchange.com.7z",
                         "quantumcomputing.stackexchange.com (1)",
                         "Quantumcomputing.StackExchange.com", "quantumcomputing"],
    "quantumcomputing-meta": ["quantumcomputing.meta.stackexchange.com",
                              "meta.quantumcomputing.stackexchange.com",
                              "quantumcomputing.meta-stackexchange-2018-09",
                              "quantumcomputing-meta-stackexchange-2018-09"],
    "stackoverflow": ["stackoverflow.com", "stackoverflow.com-Posts", "stackoverflow.com-Users",
                      "stackoverflow.com-PostHistory", "stackoverflow.com-Votes"],
    "stackoverflow-meta": ["meta.stackoverflow.com", "stackoverflow.meta.stackexchange.com"],
    "pt-stackoverflow": ["pt.stackoverflow.com"],
    "pt-stackoverflow-meta": ["pt.meta.stackoverflow.com", "meta.pt.stackoverflow.com"],
    "ru-stackoverflow": ["ru.stackoverflow.com"],
    "ru-stackoverflow-meta": ["ru.meta.stackoverflow.com"],
    "es-stackoverflow": ["es.stackoverflow.com"],
    "ja-stackoverflow": ["ja.stackoverflow.com"],
    "portuguese": ["portuguese.stackexchange.com"],
    "serverfault": ["serverfault.com"],
    "serverfault-meta": ["meta.serverfault.com"],
    "superuser": ["superuser.com"],
    "superuser-meta": ["meta.superuser.com"],
    "askubuntu": ["askubuntu.com"],
    "askubuntu-meta": ["meta.askubuntu.com"],
    "mathoverflow": ["mathoverflow.net"],
    "mathoverflow-meta": ["meta.mathoverflow.net"],
    "stackapps": ["stackapps.com"],
    "stackexchange-meta": ["meta.stackexchange.com", "meta.stackexchange.com-2018-09"],
    "3dprinting": ["3dprinting.stackexchange.com"],
    "math": ["math.stackexchange.com"],
    "math-meta": ["math.meta.stackexchange.com"],
    "area51": ["area51.stackexchange.com"],
    "broken": ["broken-2020", "broken_20200101"],
    "my-own-garage": ["my-own-garage", "my.own.garage"],
}  # fmt: skip
FOLDERS = [(folder, site) for site, folders in SITES.items() for folder in folders]


@pytest.mark.parametrize(("folder", "site"), FOLDERS)
def test_the_site_is_in_the_folders_name(folder: str, site: str) -> None:
    """So that `--site` can be left out, and no two sites meet under one name."""
    assert default_site(Path("/dumps") / folder) == site


@pytest.mark.parametrize("folder", [".hidden", "-2020-01", "com", "-", "..com"])
def test_a_folder_whose_name_gives_no_site_says_so(folder: str) -> None:
    """The message names the way out."""
    with pytest.raises(ImportFailed, match="gives no site: name one with --site"):
        default_site(Path("/dumps") / folder)
