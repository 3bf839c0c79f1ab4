//! The browser's entry: `hydrate` and nothing else.
// The type of a page is the tree of all its elements; the compiler must be allowed to walk that deep.
#![recursion_limit = "512"]

/// Takes over the page that the server rendered. Pages other than the board arrive as chunks of their own.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    app::i18n::set_from_document();
    leptos::mount::hydrate_lazy(app::App);
}
