#!/usr/bin/env bash
# What each `make` target does, step by step. Run from anywhere; works in the repository.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Tools that cargo and npm installed are found first; an exported CARGO_TARGET_DIR is respected.
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PWD/end2end/node_modules/.bin:$PATH"
TARGET="${CARGO_TARGET_DIR:-$PWD/target}"
[[ "$TARGET" = /* ]] || TARGET="$PWD/$TARGET"

say() { printf '      %s\n' "$*"; }

give_up() {
  printf '\n%s\n' "$*" >&2
  exit 1
}

# Each step builds once: the compiler's notes for the next change of a file would cost time and disk.
export CARGO_INCREMENTAL=0

source .ci/progress.sh
source .ci/tools.sh

# ---- steps ----------------------------------------------------------------------------------------------------------

WASM=wasm32-unknown-unknown
# All that runs natively is checked and tested in one call, so that its dependencies are built once, with one set of
# features; the browser's in another, for together cargo would join the server's features with the browser's.
TESTED=(-p domain -p backend -p app -p server -p bundle --features app/ssr)

# Where a change is checked, Cargo.lock must fit the manifests already; a build may mend it.
LOCKED=""
fetch() {
  cargo fetch $LOCKED || give_up "Cargo.lock does not fit the manifests (build once and commit it), or a crate cannot be had."
}

format_check() { cargo fmt --all --check || give_up "Some files are not formatted: run make fmt."; }

lint() { cargo clippy "$@" -- -D warnings; }
lint_native() { lint "${TESTED[@]}" -p testbed -p bench --all-targets; }
lint_browser() { lint -p domain -p app -p frontend --features app/hydrate --target $WASM; }
# Tests, and packages beside each other, bring features of their own into what they share: each must do without them.
lint_apart() {
  lint -p server
  lint -p backend
  lint -p domain
}
types_check() { npm --prefix end2end run --silent check; }

tests_build() { cargo test "${TESTED[@]}" --no-run; }
# More threads than cores: a test mostly waits, for a disk, a database or a clock.
unit_tests() { RUST_TEST_THREADS="${RUST_TEST_THREADS:-$(($(nproc) * 3))}" cargo test "${TESTED[@]}" "$@"; }

# The tool is never optimised: that takes longer than it saves.
site_tool() { cargo build -p bundle; }

# The browser's files go to target/site whatever CARGO_TARGET_DIR says.
pages() {
  cargo build --profile wasm-release -p frontend --target $WASM
  "$TARGET/debug/bundle" "$TARGET/$WASM/wasm-release/frontend.wasm"
}
pages_ready() { wait_for pages; }

# The server of profile $1, into target/ whatever CARGO_TARGET_DIR says: beside it the pages are found.
server() {
  cargo build --profile "$1" -p server
  local folder=${1/#dev/debug}
  if [[ "$TARGET" != "$PWD/target" ]]; then
    mkdir -p "target/$folder"
    cp -f "$TARGET/$folder/lapstream" "target/$folder/lapstream"
  fi
  say "target/$folder/lapstream is ready ($(du -h "target/$folder/lapstream" | cut -f1))"
}
server_dev() { server dev; }
server_light() { server light; }
server_release() { server release; }

# The browser loads the pages as they are shipped, from the server that the other tests tried: it needs no build of its own.
browser_tests() {
  CHROMIUM="$(find_chromium)" LAPSTREAM_BIN="$TARGET/debug/lapstream" npm --prefix end2end run --silent test -- "$@"
}

# What fails around the program, as `make test` plays it, for longer and on the release; LAPSTREAM_FAULTS_SEED=n repeats one.
faults() {
  LAPSTREAM_BIN="$PWD/target/release/lapstream" LAPSTREAM_FAULTS_SECONDS="${LAPSTREAM_FAULTS_SECONDS:-10}" \
    cargo test "${TESTED[@]}" --test api faults:: -- --nocapture --test-threads 1
}

described_calls() { bash .ci/described.sh target/release/lapstream; }
long_model() { LAPSTREAM_MODEL_SECONDS=600 cargo test -p backend --test all model::; }
# The same as three seeds of `make test`, with many more of them; LAPSTREAM_SEED=n begins at another one.
long_tests() {
  CHROMIUM="$(find_chromium)" LAPSTREAM_BIN="$PWD/target/release/lapstream" LAPSTREAM_SEEDS="${LAPSTREAM_SEEDS:-50}" \
    npm --prefix end2end run --silent test:long
}

serve() {
  print_table
  exec target/light/lapstream serve
}
watch() { CARGO_INCREMENTAL=1 exec cargo leptos watch --split; }
format() { cargo fmt --all; }
benchmarks() { bash bench/run; }

# ---- plans: "what it does|function|seconds that it usually takes the first time, on two cores" ----------------------

BUILD_TOOLS=(
  "Rust|have_rust|25"
  "Node.js and npm packages|have_node|10"
  "Crates|fetch|15"
)
TEST_TOOLS=("Browser, database, message bus and proxies for tests|have_test_services|30")
SITE_TOOL=("Tool that makes the site|site_tool|60")
PAGES=("&Pages|pages|440")
PAGES_READY=("Pages|pages_ready|10")
LINTS=(
  "Formatting|format_check|5"
  "Types of the browser tests|types_check|10"
  "Lint all that runs natively|lint_native|300"
  "Lint all that runs in the browser|lint_browser|60"
  "Lint each with no features but its own|lint_apart|90"
)
UNIT=("Build unit and integration tests|tests_build|240" "Unit and integration tests|unit_tests|150")
SERVER=("Server|server_light|540")
TESTED_SERVER=("Server|server_dev|240")
RELEASE=("Server, optimised|server_release|540")
BROWSER=("Browser tests|browser_tests|540")
FAULTS=("Build unit and integration tests|tests_build|240" "What fails around the program|faults|400")
LONG=("Calls made up from the description|described_calls|120" "Ten minutes of the model|long_model|700" "Two hours at six stations, fifty times|long_tests|2400")

# These show all that they print; of other steps only what they report is shown, unless they fail.
LOUD="format_check types_check lint_native lint_browser lint_apart unit_tests browser_tests long_tests long_model described_calls faults benchmarks format"
# These have the keyboard: an installation may ask for a password, and ctrl-c ends a server. The last only waits.
FOREGROUND="have_test_services serve watch pages_ready"

ready() { PLAN=("${BUILD_TOOLS[@]}" "$@"); }

case "${1:-}" in
  setup) ready "${TEST_TOOLS[@]}" ;;
  run) ready "${SITE_TOOL[@]}" "${PAGES[@]}" "${SERVER[@]}" "${PAGES_READY[@]}" "Start|serve|0" ;;
  build) ready "${SITE_TOOL[@]}" "${PAGES[@]}" "${RELEASE[@]}" "${PAGES_READY[@]}" ;;
  dev) ready "cargo-leptos|have_cargo_leptos|370" "wasm-bindgen|have_wasm_bindgen|60" "Build, serve, watch|watch|0" ;;
  fmt) PLAN=("Rust|have_rust|25" "Format|format|5") ;;
  lint)
    LOCKED=--locked
    ready "${LINTS[@]}"
    ;;
  test)
    LOCKED=--locked
    ready "${TEST_TOOLS[@]}" "${SITE_TOOL[@]}" "${PAGES[@]}" "${LINTS[@]}" "${UNIT[@]}" "${PAGES_READY[@]}" \
      "${BROWSER[@]}"
    ;;
  test-unit) ready "${TEST_TOOLS[@]}" "${UNIT[@]}" ;;
  test-e2e)
    ready "${TEST_TOOLS[@]}" "${SITE_TOOL[@]}" "${PAGES[@]}" "${TESTED_SERVER[@]}" "${PAGES_READY[@]}" "${BROWSER[@]}"
    ;;
  test-long) ready "${TEST_TOOLS[@]}" "${SITE_TOOL[@]}" "${PAGES[@]}" "${RELEASE[@]}" "${PAGES_READY[@]}" "${LONG[@]}" ;;
  test-faults)
    ready "${TEST_TOOLS[@]}" "${SITE_TOOL[@]}" "${PAGES[@]}" "${RELEASE[@]}" "${FAULTS[@]}" "${PAGES_READY[@]}"
    ;;
  bench) ready "${SITE_TOOL[@]}" "${PAGES[@]}" "${RELEASE[@]}" "${PAGES_READY[@]}" "Benchmarks|benchmarks|600" ;;
  *) give_up "usage: .ci/steps.sh setup|run|dev|build|fmt|lint|test|test-unit|test-e2e|test-faults|test-long|bench" ;;
esac

# On one line: bash reads a script as it goes, and this one may be edited meanwhile.
carry_out "${PLAN[@]}"; exit
