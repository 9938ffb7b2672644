"""The floor that the benchmark compares with: read the zips, `json.loads` every flow, write the zips.

    python tests/benchmarks/batch/batch_floor.py FROM TO

What any program must do that looks into flows and gives back packages: the standard library, default compression.
"""

import json
import sys
import zipfile
from pathlib import Path


def copy_all(source: Path, target: Path) -> int:
    """Copy every zip below `source` to `target`, unpacked and packed again; how many flows there were."""
    flows = 0
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.rglob("*.zip")):
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(target / path.name, "w", zipfile.ZIP_DEFLATED) as new:
            for info in old.infolist():
                data = old.read(info)
                if info.filename.startswith("Workflows/") and info.filename.endswith(".json"):
                    json.loads(data)
                    flows += 1
                new.writestr(info.filename, data)
    return flows


if __name__ == "__main__":
    copy_all(Path(sys.argv[1]), Path(sys.argv[2]))
