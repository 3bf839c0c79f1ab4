//! Whether this station opens again while the network is away: a service worker keeps its page and its code
//! (`server/src/offline`). Call it in the browser only.

use super::js;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// Where the worker is; it works for all addresses below the folder that it lies in.
const WORKER: &str = "/service-worker.js";

/// Whether the station opens again while the network is away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Opens {
    /// It is being made ready.
    #[default]
    NotYet,
    /// It does.
    Yes,
    /// It does not: this is plain HTTP.
    Insecure,
    /// It does not: this browser cannot.
    Unsupported,
    /// It does not: the browser refused, as it does where it does not trust the server's certificate.
    Refused,
}

/// Whether this browser gives this page all that it has.
pub fn is_secure() -> bool {
    js::global("isSecureContext").is_some_and(|secure| secure.is_truthy())
}

/// Whether the page came from the tablet, and may be older than it looks.
pub fn is_kept_page() -> bool {
    document().document_element().is_some_and(|html| html.has_attribute("data-kept"))
}

/// Has the browser keep the station; answers once it does, or will not.
pub async fn make_ready() -> Opens {
    let Some(workers) = js::of_navigator("serviceWorker") else {
        return if is_secure() { Opens::Unsupported } else { Opens::Insecure };
    };
    if js::promised(&workers, "register", [WORKER.into()]).await.is_none() {
        return Opens::Refused;
    }
    match ready(&workers).await {
        Some(_) => Opens::Yes,
        None => Opens::Refused,
    }
}

async fn ready(workers: &JsValue) -> Option<JsValue> {
    js::kept(js::get(workers, "ready")?).await
}

/// Has a station that is ready keep its page as it is now, and look whether there is a newer build.
pub async fn refresh() {
    let Some(workers) = js::of_navigator("serviceWorker") else { return };
    let Some(registration) = ready(&workers).await else { return };
    if let Some(active) = js::get(&registration, "active") {
        js::call(&active, "postMessage", ["keep".into()]);
    }
    js::promised(&registration, "update", []).await;
}
