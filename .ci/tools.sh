# Installs what is missing, sourced by steps.sh. Every function looks first and costs a fraction of a second when
# there is nothing to do. Tools go where a second clone on the same machine finds them.

CARGO_LEPTOS_VERSION=0.3.10 # 0.3.11 wants a newer compiler than rust-toolchain.toml names

locked_version() { # the version of crate $1 in Cargo.lock
  awk -v name="name = \"$1\"" '$0 == name { getline; gsub(/version = |"/, ""); print; exit }' Cargo.lock
}

have_rust() {
  command -v rustup >/dev/null || give_up "rustup is missing. Install it (your system's package or rustup's own installer), then run this again."
  local channel components
  channel=$(sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml)
  components=$(rustup component list --installed --toolchain "$channel" 2>/dev/null || true)
  if grep -q '^rust-std-wasm32-unknown-unknown' <<<"$components" && grep -q '^clippy' <<<"$components" &&
    grep -q '^rustfmt' <<<"$components"; then
    say "Rust $channel with WebAssembly is there"
    return
  fi
  say "installing Rust $channel with WebAssembly"
  rustup toolchain install "$channel" --profile minimal --no-self-update \
    --component rustfmt --component clippy --target wasm32-unknown-unknown
}

have_node() {
  command -v npm >/dev/null && command -v node >/dev/null ||
    give_up "Node.js with npm is missing. Install Node.js 20 or newer, then run this again."
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  ((major >= 20)) || give_up "Node.js 20 or newer is needed, this is $(node --version). Install a newer one, then run this again."
  # npm leaves its own record of what it installed; newer than the lock file means nothing has changed since.
  if [[ end2end/node_modules/.package-lock.json -nt end2end/package-lock.json ]]; then
    say "Node.js $(node --version) and the npm packages are there"
    return
  fi
  say "installing the npm packages (sass, lightningcss, esbuild, wasm-opt, Playwright)"
  (cd end2end && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund)
}

# Tools of `make dev` alone, built once: without optimisation that takes half as long.
install_cargo_tool() {
  env -u RUSTFLAGS \
    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=256 \
    CARGO_PROFILE_RELEASE_DEBUG=0 ${CARGO_TARGET_DIR:+CARGO_TARGET_DIR="$CARGO_TARGET_DIR/tools"} \
    cargo install "$@"
}

have_cargo_leptos() {
  if [[ "$(cargo leptos --version 2>/dev/null)" == "cargo-leptos $CARGO_LEPTOS_VERSION" ]]; then
    say "cargo-leptos $CARGO_LEPTOS_VERSION is there"
    return
  fi
  if command -v cargo-binstall >/dev/null; then
    say "fetching cargo-leptos $CARGO_LEPTOS_VERSION"
    cargo binstall --no-confirm --force --disable-strategies compile "cargo-leptos@$CARGO_LEPTOS_VERSION" && return
  fi
  say "building cargo-leptos $CARGO_LEPTOS_VERSION, once (about 6 minutes on 2 cores)"
  install_cargo_tool --locked --force "cargo-leptos@$CARGO_LEPTOS_VERSION" --features no_downloads
}

# The tool and the crate must be the very same version: it reads what the crate wrote into the WebAssembly.
have_wasm_bindgen() {
  local version
  version=$(locked_version wasm-bindgen)
  if [[ "$(wasm-bindgen --version 2>/dev/null)" == "wasm-bindgen $version" ]]; then
    say "wasm-bindgen $version is there"
    return
  fi
  say "building wasm-bindgen $version, once (about a minute on 2 cores)"
  # Without --locked: its own lock file names crate versions that may be gone.
  install_cargo_tool --force "wasm-bindgen-cli@$version"
}

have_test_services() {
  local missing=()
  find_chromium >/dev/null || missing+=(chromium)
  compgen -G '/usr/share/fonts/truetype/liberation*' >/dev/null || fc-list 2>/dev/null | grep -qi liberation ||
    missing+=(fonts-liberation)
  command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
  [[ -x /usr/sbin/nats-server ]] || command -v nats-server >/dev/null || missing+=(nats-server)
  [[ -x /usr/sbin/nginx ]] || command -v nginx >/dev/null || missing+=(nginx-light)
  command -v caddy >/dev/null || missing+=(caddy)
  if ((${#missing[@]} == 0)); then
    say "Chromium, PostgreSQL, NATS, nginx and Caddy are there"
    return
  fi
  say "installing ${missing[*]}"
  local as_root=()
  if ((EUID != 0)); then
    command -v sudo >/dev/null && as_root=(sudo)
  fi
  if ! command -v apt-get >/dev/null || ((EUID != 0 && ${#as_root[@]} == 0)); then
    give_up "Missing: ${missing[*]}. Install these with your system's package manager, then run this again."
  fi
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

find_chromium() {
  if [[ -n "${CHROMIUM:-}" ]]; then
    echo "$CHROMIUM"
    return
  fi
  command -v chromium || command -v chromium-browser || command -v google-chrome
}
