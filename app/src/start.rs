//! How a browser takes over the page that the server rendered.
//!
//! The board runs by itself, without the router and whatever else only the staff's pages need: phones by the thousand
//! load it over a venue's Wi-Fi. All other pages share one chunk, which is loaded when one of them is opened. With a
//! chunk a page, whatever some pages share becomes a chunk for that very set of pages: some seventy requests for one.

use crate::{App, BoardAlone};
use leptos::{mount::hydrate_body, prelude::*};

/// Takes over the page.
pub fn start() {
    crate::i18n::set_from_document();
    let path = window().location().pathname().unwrap_or_default();
    if path == "/" || path.starts_with("/e/") {
        hydrate_body(BoardAlone);
    } else {
        // Leptos' own way to run a future is set up by the hydration, which is yet to come.
        wasm_bindgen_futures::spawn_local(staff());
    }
}

#[lazy]
fn staff() {
    hydrate_body(App);
}
