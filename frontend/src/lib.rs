//! The browser's entry: `hydrate` and nothing else.

/// Takes over the page that the server rendered. Pages other than the board arrive as chunks of their own.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    app::i18n::set_from_document();
    leptos::mount::hydrate_lazy(app::App);
}
