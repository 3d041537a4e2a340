#!/usr/bin/env bash
# No argument: the demo. `test`: all tests. `package [--out DIR]`: what is given to others. Anything else: fusion ARGS. Prepares whatever is missing first.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
if [ "${1-}" = test ]; then
  shift
  exec dotnet run --project "$root/tests/FusionScorer.TestRunner" -c Release -- "$@"
fi
if [ "${1-}" = package ]; then
  out=dist
  if [ "${2-}" = --out ] && [ -n "${3-}" ]; then out="$3"; elif [ $# -gt 1 ]; then echo "error: write: run.sh package [--out DIR]" >&2; exit 2; fi
  case "$out" in /*) ;; *) out="$PWD/$out" ;; esac
  exec dotnet build "$root/src/FusionScorer.Cli" -t:Package -c Release -v minimal --nologo "-p:PackageOut=$out"
fi
stamp="$root/artifacts/prepared"
if [ ! -e "$stamp" ] || [ -n "$(find "$root/src" "$root"/*.props "$root/global.json" \( -name bin -o -name obj -o -name node_modules -o -name dist \) -prune -o -type f -newer "$stamp" -print -quit)" ]; then
  echo "preparing FusionScorer (a few minutes the first time) …" >&2
  dotnet build "$root/src/FusionScorer.Cli" -t:Prepare -c Release -v minimal --nologo >&2
fi
if [ $# -eq 0 ]; then set -- demo; fi
FUSION_SELF="$0" exec "$root/artifacts/fusion/fusion" "$@"
