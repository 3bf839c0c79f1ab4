//! Queries of addresses, read and written alike on the server and in the browser.

use leptos_router::location::Url;

/// Path, and the fields of the query with their values unescaped.
pub fn parts(address: &str) -> (&str, impl Iterator<Item = (&str, String)>) {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    (path, pairs.map(|(name, value)| (name, unescaped(value))))
}

/// Text as it was before it was put into an address. Forms write a blank as a plus.
pub fn unescaped(text: &str) -> String {
    Url::unescape(&text.replace('+', " "))
}

/// An address with those of the fields that have a value.
pub fn address(path: &str, fields: &[(&str, Option<&str>)]) -> String {
    let filled: Vec<String> =
        fields.iter().filter_map(|(name, value)| Some(format!("{name}={}", Url::escape((*value)?)))).collect();
    if filled.is_empty() { path.to_owned() } else { format!("{path}?{}", filled.join("&")) }
}
