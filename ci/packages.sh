#!/usr/bin/env bash
# Builds the source archive and the wheel, checks what is in them, and runs the archive's tests beside the installed wheel
# on every Python of PYTHONS, outside the tree. TESTS and WORKERS say which tests, and on how many processes; DIST is a
# folder with both that was built before.
set -euo pipefail
cd "$(dirname "$0")/.."

python=${PYTHON:-.venv/bin/python}
read -r -a pythons <<< "${PYTHONS-python3}"
read -r -a tests <<< "${TESTS:-tests}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

if [ -z "${DIST:-}" ]; then
  DIST=dist
  rm -rf dist
  "$python" -m build --quiet --outdir dist .
  "$python" -m twine check --strict dist/*
  "$python" ci/packed.py dist
fi
tar -xzf "$DIST"/*.tar.gz -C "$scratch"
wheel=$(realpath "$DIST"/*.whl)

for one in "${pythons[@]}"; do
  home=$scratch/$("$one" -c 'import platform; print(platform.python_version())')
  "$one" -m venv "$home"
  "$home/bin/python" -m pip install --quiet --upgrade 'pip>=25.1'
  # First alone, as users have it: what the package needs must be among what it asks for.
  "$home/bin/python" -m pip install --quiet --no-compile "$wheel"
  (cd "$scratch" && "$home/bin/ccsvi-refs" audit ccsvi --offline --fail-on never --quiet > /dev/null)
  (cd "$scratch"/ccsvi_refs-* && "$home/bin/python" -m pip install --quiet --no-compile --group dev)
  echo "$("$home/bin/python" --version):"
  # The archive's own src stays out of the way: what is tested is the wheel.
  (cd "$scratch"/ccsvi_refs-* && nice "$home/bin/python" -m pytest -q -p no:cacheprovider -o pythonpath=. \
    --numprocesses "${WORKERS:-2}" --dist worksteal "${tests[@]}")
done
