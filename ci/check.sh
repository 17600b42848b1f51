#!/usr/bin/env bash
# Runs ccsvi-refs once with what the action's inputs say (in the environment) and writes every form that is asked for.
set -uo pipefail

paths=()
while IFS= read -r line; do
  [ -n "${line//[[:space:]]/}" ] || continue
  # A line that names a file or folder, or that is the only way to write a name with blanks, is one path.
  if [ -e "$line" ] || [[ "$PATHS" == *$'\n'* ]]; then
    paths+=("$line")
  else
    read -r -a parts <<< "$line"
    paths+=("${parts[@]}")
  fi
done <<< "$PATHS"

arguments=()
while IFS= read -r line; do
  [ -n "$line" ] && arguments+=("$line")
done <<< "$ARGS"

scratch=$(mktemp -d)
summary=$scratch/summary.md
options=(--format github --fail-on "$FAIL_ON" --also "markdown=$summary")
[ -n "$BASELINE" ] && options+=(--baseline "$BASELINE")
[ -n "$JSON" ] && options+=(--also "json=$JSON")
[ -n "$JUNIT" ] && options+=(--also "junit=$JUNIT")
[ -n "$SARIF" ] && options+=(--also "sarif=$SARIF")
[ -n "$MARKDOWN" ] && options+=(--also "markdown=$MARKDOWN")

status=0
"$CCSVI_REFS" "$COMMAND" "${options[@]}" ${arguments[@]+"${arguments[@]}"} -- "${paths[@]}" || status=$?

[ -f "$summary" ] && [ -n "${GITHUB_STEP_SUMMARY:-}" ] && cat "$summary" >> "$GITHUB_STEP_SUMMARY"
if [ -n "${GITHUB_OUTPUT:-}" ]; then
  {
    echo "status=$status"
    echo "json=$JSON"
    echo "report=${MARKDOWN:-$summary}"
  } >> "$GITHUB_OUTPUT"
fi
exit "$status"
