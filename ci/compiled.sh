#!/usr/bin/env bash
# Writes the package to build/compiled with the CSL engine's inner modules compiled by mypyc: the same sources, faster.
# PYTHONPATH=build/compiled uses it. Left as they are: modules whose classes are inherited from or pickled by name.
set -euo pipefail
cd "$(dirname "$0")/.."
python=$(realpath -s "${1:-.venv/bin/python}")
rm -rf build/compiled
mkdir -p build/compiled
cp -R src/ccsvi_refs build/compiled/
cd build/compiled
"$(dirname "$python")/mypyc" --config-file= --ignore-missing-imports \
  ccsvi_refs/csl/{collation,combining,dates,disambiguate,initials,item,markup,names,number_ranges,numbers,output,punctuation,runs,sort,textcase,usual}.py \
  ccsvi_refs/csl/elements/*.py >mypyc.log 2>&1 || { tail -20 mypyc.log >&2; exit 1; }
rm -rf build
