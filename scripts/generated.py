"""Documents with blocks that the code makes: a block stands between `<!-- generated: NAME -->` and
`<!-- end -->`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

__all__ = ["Blocks", "rewrite", "table"]

_BLOCK = re.compile(r"(<!-- generated: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)

type Blocks = Mapping[str, Callable[[], str]]


def rewrite(text: str, blocks: Blocks) -> str:
    """The document with every block as its maker has it now. ``KeyError`` names a block that
    nothing makes."""

    def block(found: re.Match[str]) -> str:
        return f"{found[1]}{blocks[found[2]]()}\n{found[3]}"

    return _BLOCK.sub(block, text)


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
