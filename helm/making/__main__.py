"""The command: `python -m helm.making` writes what is made, and says what it wrote."""

from __future__ import annotations

from helm.making.files import ROOT, made


def main() -> None:
    """Write every file that is made and differs."""
    for path, text in made().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
