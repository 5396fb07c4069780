"""Every version of a framework of ours that was published, and in words what changed between two of them."""

from institution.versions.keeping import Version, archive, version_package, version_text, versions_of

__all__ = ["Version", "archive", "version_package", "version_text", "versions_of"]
