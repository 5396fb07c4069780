"""Drawn marks: icons, badge art from an achievement's code, and QR codes. Pure functions, SVG text out."""

import hashlib
import io

import segno
from markupsafe import Markup, escape


def icon(name: str) -> Markup:
    """Draw one of the house's icons, hidden from screen readers: a word always stands beside it."""
    return Markup(f'<svg class="icon" aria-hidden="true"><use href="/static/icons.svg#{name}"/></svg>')  # noqa: S704


def badge_art(key: str, level: int = 0, label: str = "") -> Markup:
    """Draw a rosette that is the same wherever `key` is, with a dot on the rim per level (0 to 3)."""
    digest = hashlib.sha256(key.encode()).digest()
    kind = digest[0] % 3
    outer = _petals(digest, kind, (7, 14, 6)[kind] + digest[2] % 6, 35, 0.7, 0)
    inner = _petals(digest, (kind + 1 + digest[3] % 2) % 3, 5 + digest[4] % 4, 16, 0.9, 9)
    dots = "".join(
        f'<circle cx="{(i - 1) * 7}" cy="39.5" r="2.4" stroke-width="1" '
        f'fill="{"currentColor" if i < level else "var(--surface)"}"/>'
        for i in range(3)
    )
    name = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return Markup(  # noqa: S704
        f'<svg class="badge-art" viewBox="-50 -50 100 100" {name}><g fill="none" stroke="currentColor">'
        '<circle r="48.5" stroke-width="1.6"/><circle r="46" stroke-width=".5"/>'
        f'<g transform="translate(0 -4)">{outer}{inner}'
        f'<circle r="5" stroke-width="0" fill="currentColor"/></g>{dots}</g></svg>'
    )


def _petals(digest: bytes, kind: int, count: int, size: int, width: float, turn: int) -> str:
    shape = (
        f'<ellipse rx="{size}" ry="{size * (0.28 + digest[1] % 5 * 0.09):.1f}"',
        f'<circle cx="{size * 0.48:.1f}" r="{size * 0.52:.1f}"',
        f'<rect x="{-size * 0.72:.1f}" y="{-size * 0.72:.1f}" width="{size * 1.44:.1f}" '
        f'height="{size * 1.44:.1f}" rx="{size * 0.3:.1f}"',
    )[kind]
    arc = (180, 360, 90)[kind]
    return "".join(
        f'{shape} transform="rotate({turn + i * arc / count:.1f})" stroke-width="{width}"/>'
        for i in range(count)
    )


def qr_code(text: str, label: str) -> Markup:
    """Draw a text as a QR code, black on white in every theme."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out,
        kind="svg",
        border=0,
        xmldecl=False,
        svgns=False,
        omitsize=True,
        svgclass=None,
        lineclass=None,
        nl=False,
    )
    svg = out.getvalue().decode()
    return Markup(svg.replace("<svg", f'<svg role="img" aria-label="{escape(label)}"', 1))  # noqa: S704
