//! What a request wants to read.

use super::{encoding::Encoding, keep::Key};
use crate::{doors::Place, session, state::AppState};
use app::{board::same_page, server::lang_of};
use axum::{
    extract::Request,
    http::{HeaderMap, Method, header},
};
use backend::Hub;
use std::sync::Arc;

/// Longest address under which something is kept, in bytes: a slug, a category and their names.
const ADDRESS_LEN_MAX: usize = 512;

/// Something that is read.
pub struct Wanted {
    /// For whom.
    pub what: What,
    /// The board that it is about, if it is about one.
    pub hub: Option<Arc<Hub>>,
    /// Under what it is kept, if it may be.
    pub key: Option<Key>,
}

/// For whom an answer is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// For people.
    Page,
    /// For programs.
    Data,
}

impl Wanted {
    /// What is read by a request; none if it is nothing that everybody may read.
    pub fn of(state: &AppState, request: &Request) -> Option<Self> {
        // Who has a reserved connection shows first that it is meant for them.
        let is_reserved = request.extensions().get::<Place>().is_some_and(|place| place.is_reserved);
        if !matches!(*request.method(), Method::GET | Method::HEAD) || is_reserved {
            return None;
        }
        let path = request.uri().path();
        let query = request.uri().query().unwrap_or_default();
        let whole = || if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
        if let Some(slug) = slug_of_board(path) {
            return Some(Self::of_event(state, request, slug, What::Page, same_page(&whole())));
        }
        if let Some(slug) = slug_of_data(path) {
            return Some(Self::of_event(state, request, slug, What::Data, Some(whole())));
        }
        state.reading.is_page(path).then_some(Self { what: What::Page, hub: None, key: None })
    }

    /// About an event; `address` as the answer heeds it, none if few would ask for just this.
    fn of_event(state: &AppState, request: &Request, slug: &str, what: What, address: Option<String>) -> Self {
        // An event that is not there is the answer's matter.
        let event = state.backend.events.find(slug).ok();
        let hub = event.and_then(|event| state.backend.live.hub(event));
        let lang = || match what {
            What::Page => lang_of(request.uri(), request.headers()).code(),
            What::Data => "",
        };
        let key = match (event, address) {
            (Some(event), Some(address))
                if address.len() <= ADDRESS_LEN_MAX
                    && !is_for_one(request.headers())
                    && !state.backend.events.is_rehearsal(event) =>
            {
                Some(Key { event, address, lang: lang(), encoding: Encoding::Identity })
            }
            _ => None,
        };
        Self { what, hub, key }
    }
}

/// Whether a request brings anything by which its answer could be meant for it alone.
fn is_for_one(headers: &HeaderMap) -> bool {
    let mine = [session::cookie(false), session::cookie(true), "rehearsal"];
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let names = cookies.flat_map(|all| all.split(';')).filter_map(|cookie| cookie.split('=').next());
    headers.contains_key(header::AUTHORIZATION) || names.into_iter().any(|name| mine.contains(&name.trim()))
}

fn slug_of_board(path: &str) -> Option<&str> {
    match path {
        "/" => Some("current"),
        path => path.strip_prefix("/e/").filter(|slug| !slug.contains('/')),
    }
}

/// Of `/api/v1/events/{slug}/board` and `/api/v1/events/{slug}/players/{bib}`.
fn slug_of_data(path: &str) -> Option<&str> {
    let mut parts = path.strip_prefix("/api/v1/events/")?.split('/');
    let slug = parts.next()?;
    match (parts.next()?, parts.next(), parts.next()) {
        ("board", None, None) | ("players", Some(_), None) => Some(slug),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_answers_are_known_by_their_address() {
        assert_eq!(slug_of_board("/"), Some("current"));
        assert_eq!(slug_of_board("/e/24-h"), Some("24-h"));
        assert_eq!(slug_of_board("/e/24-h/x"), None);
        assert_eq!(slug_of_data("/api/v1/events/swim/board"), Some("swim"));
        assert_eq!(slug_of_data("/api/v1/events/swim/players/7"), Some("swim"));
        for other in ["/api/v1/events/swim", "/api/v1/events/swim/players", "/api/v1/events/swim/players/7/laps"] {
            assert_eq!(slug_of_data(other), None, "{other}");
        }
    }

    #[test]
    fn whoever_brings_a_session_is_answered_alone() {
        let with = |name, value: &str| HeaderMap::from_iter([(name, value.parse().unwrap())]);
        assert!(is_for_one(&with(header::AUTHORIZATION, "Bearer x")));
        for cookies in ["lapstream=a", "lang=de; __Host-lapstream=b", "lang=de;rehearsal=swim"] {
            assert!(is_for_one(&with(header::COOKIE, cookies)), "{cookies}");
        }
        assert!(!is_for_one(&with(header::COOKIE, "lang=de; other=lapstream")));
    }
}
