"""Every module says what it offers, and offers what it says."""

import importlib
import pkgutil

import pytest

import assessment
import config
import projects
import reports
import workflows

PACKAGES = (config, projects, workflows, assessment, reports)


def modules() -> list[str]:
    found = (
        module.name
        for package in PACKAGES
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    )
    return [name for name in found if ".migrations" not in name and "settings" not in name]


@pytest.mark.parametrize("name", modules())
def test_a_module_has_every_name_it_exports(name: str) -> None:
    module = importlib.import_module(name)
    exported = getattr(module, "__all__", [])

    assert [missing for missing in exported if not hasattr(module, missing)] == []
    assert len(set(exported)) == len(exported)
