#!/usr/bin/env bash
# What each `make` target does, step by step. Run from anywhere; works in the repository.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Tools that cargo and npm installed are found first; an exported CARGO_TARGET_DIR is respected.
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PWD/end2end/node_modules/.bin:$PATH"
TARGET="${CARGO_TARGET_DIR:-$PWD/target}"
[[ "$TARGET" = /* ]] || TARGET="$PWD/$TARGET"
BINARY="$TARGET/release/lapstream"

say() { printf '      %s\n' "$*"; }

give_up() {
  printf '\n%s\n' "$*" >&2
  exit 1
}

source .ci/tools.sh

# ---- steps ----------------------------------------------------------------------------------------------------------

WASM=wasm32-unknown-unknown

format_check() { cargo fmt --all --check || give_up "Some files are not formatted: run make fmt."; }

lock_check() {
  cargo metadata --locked --format-version 1 >/dev/null ||
    give_up "Cargo.lock does not fit the manifests: build once and commit it."
}

# Each package by itself, as in development: together, cargo would join the server's features with the browser's.
lint() { cargo clippy "$@" -- -D warnings; }
lint_domain() { lint -p domain --all-targets; }
lint_domain_wasm() { lint -p domain --target $WASM; }
lint_backend() { lint -p backend --all-targets; }
lint_app_ssr() { lint -p app --features ssr --all-targets; }
lint_app_hydrate() { lint -p app --features hydrate --target $WASM; }
lint_frontend() { lint -p frontend --target $WASM; }
lint_server() { lint -p server --all-targets; }
lint_tools() { lint -p testbed -p bench --all-targets; }
types_check() { npm --prefix end2end run --silent check; }

# One call for all that runs natively: the dependencies are built once, with one set of features.
unit_tests() { cargo test -p domain -p backend -p app -p server --features app/ssr "$@"; }

# The browser's files go to target/site whatever CARGO_TARGET_DIR says; so does the binary then, beside its hash list.
release_build() {
  cargo leptos build --release --precompress --split
  [[ -x "$BINARY" ]] || give_up "The build ended without $BINARY."
  if [[ "$TARGET" != "$PWD/target" ]]; then
    mkdir -p target/release
    cp -f "$BINARY" target/release/lapstream
    [[ ! -f "$TARGET/release/hash.txt" ]] || cp -f "$TARGET/release/hash.txt" target/release/hash.txt
  fi
  say "target/release/lapstream is ready ($(du -h target/release/lapstream | cut -f1))"
}

browser_tests() {
  CHROMIUM="$(find_chromium)" LAPSTREAM_BIN="$PWD/target/release/lapstream" \
    npm --prefix end2end run --silent test
}

# The same as three seeds of `make test`, with many more of them; LAPSTREAM_SEED=n begins at another one.
long_tests() {
  CHROMIUM="$(find_chromium)" LAPSTREAM_BIN="$PWD/target/release/lapstream" LAPSTREAM_SEEDS="${LAPSTREAM_SEEDS:-50}" \
    npm --prefix end2end run --silent test:long
}

serve() { exec target/release/lapstream serve; }
watch() { exec cargo leptos watch --split; }
format() { cargo fmt --all; }
benchmarks() { exec bash bench/run; }

# ---- plans: "what it does|function" ---------------------------------------------------------------------------------

BUILD_TOOLS=(
  "Rust|have_rust"
  "Node.js and npm packages|have_node"
  "cargo-leptos|have_cargo_leptos"
  "wasm-bindgen|have_wasm_bindgen"
)
TEST_TOOLS=("Browser, database and message bus for tests|have_test_services")
LINTS=(
  "Formatting|format_check"
  "Cargo.lock|lock_check"
  "Lint domain|lint_domain"
  "Lint domain for the browser|lint_domain_wasm"
  "Lint backend|lint_backend"
  "Lint app as the server renders it|lint_app_ssr"
  "Lint app as the browser runs it|lint_app_hydrate"
  "Lint frontend|lint_frontend"
  "Lint server|lint_server"
  "Lint testbed and bench|lint_tools"
  "Types of the browser tests|types_check"
)
UNIT=("Unit and integration tests|unit_tests")
RELEASE=("Release build|release_build")
BROWSER=("Browser tests|browser_tests")
LONG=("Two hours at six stations, fifty times|long_tests")

case "${1:-}" in
  setup) PLAN=("${BUILD_TOOLS[@]}" "${TEST_TOOLS[@]}") ;;
  run) PLAN=("${BUILD_TOOLS[@]}" "${RELEASE[@]}" "Start|serve") ;;
  dev) PLAN=("${BUILD_TOOLS[@]}" "Build, serve, watch|watch") ;;
  build) PLAN=("${BUILD_TOOLS[@]}" "${RELEASE[@]}") ;;
  fmt) PLAN=("Rust|have_rust" "Format|format") ;;
  lint) PLAN=("Rust|have_rust" "Node.js and npm packages|have_node" "${LINTS[@]}") ;;
  test) PLAN=("${BUILD_TOOLS[@]}" "${TEST_TOOLS[@]}" "${LINTS[@]}" "${UNIT[@]}" "${RELEASE[@]}" "${BROWSER[@]}") ;;
  test-unit) PLAN=("Rust|have_rust" "${TEST_TOOLS[@]}" "${UNIT[@]}") ;;
  test-e2e) PLAN=("${BUILD_TOOLS[@]}" "${TEST_TOOLS[@]}" "${RELEASE[@]}" "${BROWSER[@]}") ;;
  test-long) PLAN=("${BUILD_TOOLS[@]}" "${TEST_TOOLS[@]}" "${RELEASE[@]}" "${LONG[@]}") ;;
  bench) PLAN=("${BUILD_TOOLS[@]}" "${RELEASE[@]}" "Benchmarks|benchmarks") ;;
  *) give_up "usage: .ci/steps.sh setup|run|dev|build|fmt|lint|test|test-unit|test-e2e|test-long|bench" ;;
esac

step=0
for entry in "${PLAN[@]}"; do
  step=$((step + 1))
  printf '[%d/%d] %s\n' "$step" "${#PLAN[@]}" "${entry%|*}"
  began=$SECONDS
  "${entry#*|}"
  took=$((SECONDS - began))
  ((took < 5)) || say "took $((took / 60)) min $((took % 60)) s"
done
