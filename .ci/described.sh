#!/usr/bin/env bash
# Makes calls of all kinds to a server of its own, right and wrong ones, from the API's description: 5,000 at least, of a
# seed that is printed. No answer may be a server error or other than described, and nothing may be accepted that the
# description forbids. LAPSTREAM_CALLS_SEED=n repeats a run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

CALLS_MIN=5000
CALLS_TIME_MAX_S=600
SCHEMATHESIS=4.32.5
seed=${LAPSTREAM_CALLS_SEED:-$RANDOM}
tool=target/schemathesis/bin/schemathesis
program=$PWD/${1:?the program that serves}

if [[ "$("$tool" --version 2>/dev/null)" != *" $SCHEMATHESIS" ]]; then
  python3 -m venv target/schemathesis || { echo "Python with its venv module is missing (Debian: python3-venv)." >&2; exit 1; }
  target/schemathesis/bin/pip install --quiet "schemathesis==$SCHEMATHESIS"
fi

folder=$(mktemp -d)
token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
export DATABASE_URL="sqlite://$folder/data/lapstream.db" ADMIN_API_TOKEN="$token" HOST=127.0.0.1 PORT=0 TLS_PORT=off
: >"$folder/said"
"$program" serve >"$folder/said" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT

for _ in {1..300}; do
  url=$(sed -n 's/^listening on //p' "$folder/said")
  [[ -z "$url" ]] || break
  sleep 0.1
done
[[ -n "$url" ]] || { cat "$folder/said"; exit 1; }
"$program" demo --url "$url" --token "$token" --players 9 --speed 500 --minutes 0.03 >/dev/null

echo "seed $seed"
code=0
timeout "$CALLS_TIME_MAX_S" "$tool" --config-file .ci/schemathesis.toml run "$url/api/v1/openapi.json" \
  --header "Authorization: Bearer $token" --phases coverage,fuzzing --max-examples 40 --seed "$seed" \
  --continue-on-failure --suppress-health-check all --warnings off >"$folder/calls" 2>&1 || code=$?
calls=$(sed -n 's/^ *\([0-9,]*\) generated.*/\1/p' "$folder/calls" | tr -d ,)
if ((code != 0 || ${calls:-0} < CALLS_MIN)); then
  cat "$folder/calls"
  echo "ended with $code after ${calls:-0} calls" >&2
  exit 1
fi
echo "$calls calls, each answered as described"
