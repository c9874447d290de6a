"""python3 scripts/onnxFiles/check.py FOLDER: ONNX's own checker, shapes and types included, on every .onnx file of a folder."""

import sys
from pathlib import Path

import onnx

failed = 0
paths = sorted(Path(sys.argv[1]).glob("*.onnx"))
for path in paths:
    try:
        model = onnx.load(path)
        onnx.checker.check_model(model, full_check=True)
    except Exception as error:  # the checker's own kinds differ from release to release
        failed += 1
        print(f"{path.name}: {error}")
print(f"onnx {onnx.__version__}: {len(paths)} files, {failed} refused")
sys.exit(1 if failed or not paths else 0)
