#!/usr/bin/env bash
# Installs what is missing, builds once, runs every test. Last line: N passed, N failed, N skipped.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
readonly results=TestResults
passed=0 failed=0 skipped=0

finish() {
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit
}

# A step before the tests that goes wrong counts as one failure.
require() {
  local what=$1
  shift
  if ! "$@"; then
    echo "FAILED: $what"
    failed=1
    finish
  fi
}

counter() { sed -n "s/.*<Counters .*\b$2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1; }

# Which tests failed, and the beginning of what each said.
failures() {
  awk '
    /<UnitTestResult / { failed = /outcome="Failed"/; if (failed) { match($0, /testName="[^"]*"/); print "FAILED: " substr($0, RSTART + 10, RLENGTH - 11) } }
    failed && /<Message>/ { lines = 12 }
    failed && lines > 0 { print "  " substr($0, 1, 400); lines = /<\/Message>/ ? 0 : lines - 1 }' "$1"
}

run_tests() {
  local name=$1 trx="$results/$1.trx" code=0 total executed
  dotnet test "tests/$name" --no-build --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" --results-directory "$results" \
    --blame-hang-timeout 5m --blame-hang-dump-type none --verbosity quiet || code=$?
  if [ ! -s "$trx" ]; then
    echo "FAILED: $name ended without results (exit code $code)"
    failed=$((failed + 1))
    return
  fi

  total=$(counter "$trx" total) executed=$(counter "$trx" executed)
  local good bad
  good=$(counter "$trx" passed) bad=$(counter "$trx" failed)
  failures "$trx"
  if [ "$code" -ne 0 ] && [ "${bad:-0}" -eq 0 ]; then
    echo "FAILED: $name broke off (exit code $code)"
    bad=1
  fi

  passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + total - executed))
}

require "install.sh" bash tests/install.sh
rm -rf "$results"
require "build" dotnet build PrivacyFunctions.sln --verbosity quiet
run_tests PrivacyFunctions.Tests
run_tests PrivacyFunctions.EndToEnd
finish
