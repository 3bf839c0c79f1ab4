//! What only the server's build has: the backend, who is asking, and the answer's status.
//!
//! A server function starts with [`asking`], calls one service and lets `?` map its error. One about an event takes its
//! id: a page goes on with the event that it was opened for, whatever has become the current one since.

use crate::{
    PageError,
    board::BoardAnswer,
    i18n::{Lang, lang},
};
use axum::{
    extract::ConnectInfo,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header, request::Parts, uri::Authority},
};
use backend::{Backend, SessionWho, SignedIn, Who};
use domain::{Problem, Role, Timestamp, event::EventView, ids::EventId};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use std::net::{IpAddr, SocketAddr};
use tower_sessions::Session;

/// The origin under which other devices reach this server, such as `http://192.168.1.20:4000`. The server provides it
/// as context where it knows one; used where the console was opened by an address that only its own machine knows.
#[derive(Debug, Clone)]
pub struct LanOrigin(pub String);

/// The origin that people open, such as `https://laps.example`. The server provides it as context where it was told.
#[derive(Debug, Clone)]
pub struct PublicOrigin(pub String);

/// By which door a request came, and which others there are. The server provides it as context.
#[derive(Debug, Clone, Default)]
pub struct Door {
    /// Whether the request came over HTTPS.
    pub is_secure: bool,
    /// The port of HTTPS, where it is on.
    pub https_port: Option<u16>,
    /// Name and fingerprint of the server's own authority, if it is one.
    pub authority: Option<(String, String)>,
}

/// The services.
///
/// # Errors
/// An internal error where the server forgot to provide them.
pub fn backend() -> Result<Backend, PageError> {
    use_context().ok_or_else(|| internal("no backend in the context"))
}

/// The browser's session.
///
/// # Errors
/// An internal error where the session layer is missing.
pub async fn session() -> Result<Session, PageError> {
    leptos_axum::extract().await.map_err(|error| internal(&error.to_string()))
}

/// The address that the request came from.
///
/// # Errors
/// An internal error where the server does not tell it.
pub async fn address() -> Result<IpAddr, PageError> {
    let ConnectInfo(address): ConnectInfo<SocketAddr> =
        leptos_axum::extract().await.map_err(|error| internal(&error.to_string()))?;
    Ok(address.ip())
}

/// Who a session stands for.
async fn who_of(session: &Session, backend: &Backend) -> Result<Who, PageError> {
    let kept = session.get_value(SessionWho::KEY).await.map_err(|error| internal(&error.to_string()))?;
    Ok(backend.auth.session(kept)?)
}

/// Who sent this request.
///
/// # Errors
/// Where the session or the device cannot be read.
pub async fn who() -> Result<Who, PageError> {
    who_of(&session().await?, &backend()?).await
}

/// The services, and who is asking them.
///
/// # Errors
/// As [`who`].
pub async fn asking() -> Result<(Backend, Who), PageError> {
    Ok((backend()?, who().await?))
}

/// The event that the desks work on: a rehearsal where this browser has chosen one, else that of all desks.
///
/// # Errors
/// Where the event cannot be read.
pub fn desk_event(backend: &Backend) -> Result<Option<EventView>, PageError> {
    let event = chosen_rehearsal(backend).or_else(|| backend.events.at_the_desks());
    Ok(event.map(|id| backend.events.view(id)).transpose()?)
}

/// The rehearsal that this browser has chosen: by the address, kept in a cookie until the browser is closed, else by the
/// cookie. With nothing after it, or with what is no rehearsal, the choice ends.
fn chosen_rehearsal(backend: &Backend) -> Option<EventId> {
    let parts = use_context::<Parts>()?;
    let Some(slug) = rehearsal_asked(&parts.uri).filter(|_| has_chosen(&parts.headers)) else {
        return rehearsal(backend, rehearsal_kept(&parts.headers)?);
    };
    let (event, cookie) = rehearsal_cookie(backend, slug);
    if let (Ok(cookie), Some(response)) = (HeaderValue::from_str(&cookie), use_context::<ResponseOptions>()) {
        response.append_header(header::SET_COOKIE, cookie);
    }
    event
}

/// The slug of the rehearsal that an address asks for by `?rehearse=`; empty for the real event.
pub fn rehearsal_asked(uri: &Uri) -> Option<&str> {
    uri.query()?.split('&').find_map(|pair| pair.strip_prefix("rehearse="))
}

/// The slug of the rehearsal that this browser has chosen before.
pub fn rehearsal_kept(headers: &HeaderMap) -> Option<&str> {
    let all = headers.get(header::COOKIE)?.to_str().ok()?;
    all.split(';').find_map(|cookie| cookie.trim().strip_prefix("rehearsal="))
}

/// The rehearsal of that slug, and the cookie that keeps it, or ends what was chosen.
pub fn rehearsal_cookie(backend: &Backend, slug: &str) -> (Option<EventId>, String) {
    let event = rehearsal(backend, slug);
    let cookie = match event {
        Some(_) => format!("rehearsal={slug}; Path=/; HttpOnly; SameSite=Lax"),
        None => "rehearsal=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax".to_owned(),
    };
    (event, cookie)
}

fn rehearsal(backend: &Backend, slug: &str) -> Option<EventId> {
    let event = backend.events.find(slug).ok()?;
    backend.events.is_rehearsal(event).then_some(event)
}

/// Whether an address was opened by a link of this very server. Browsers say so over HTTPS; without, only the page that the
/// link was on tells. What comes from nowhere, such as a link in a letter, may come from anywhere.
pub fn has_chosen(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin";
    }
    let page = text(header::REFERER).and_then(|page| page.parse::<Uri>().ok());
    let page = page.as_ref().and_then(Uri::authority).map(Authority::as_str);
    page.zip(text(header::HOST)).is_some_and(|(page, host)| page.eq_ignore_ascii_case(host))
}

/// The board of the event with this slug, or of the current one, as its page starts from it.
pub fn board_answer(slug: Option<&str>) -> BoardAnswer {
    board_of(slug).unwrap_or_else(BoardAnswer::Refused)
}

fn board_of(slug: Option<&str>) -> Result<BoardAnswer, PageError> {
    let backend = backend()?;
    let event = match slug {
        Some(slug) => Some(backend.events.find(slug)?),
        None => backend.events.current(),
    };
    Ok(match event.and_then(|event| backend.live.hub(event)) {
        Some(hub) => BoardAnswer::Board { board: hub.board().board().clone(), now: backend.live.now() },
        None => BoardAnswer::NoEvent,
    })
}

/// Of which moment a page is that stands still without JavaScript.
pub fn moment_sentence(now: Timestamp) -> String {
    let moment = now.to_utc().format("%H:%M:%S UTC");
    match lang() {
        Lang::En => {
            format!("As of {moment}. Without JavaScript this page stands still; load it again for what is new.")
        }
        Lang::De => {
            format!("Stand: {moment}. Ohne JavaScript steht diese Seite still; neu geladen zeigt sie, was neu ist.")
        }
    }
}

/// A title as it stands between `<title>` and `</title>`. `leptos_meta` writes there what it is given, and an event may be
/// called `</title><script>`; the view escapes everything else. Browsers read no markup there but the end and references.
pub fn title_text(title: String) -> String {
    if title.contains(['&', '<']) { title.replace('&', "&amp;").replace('<', "&lt;") } else { title }
}

/// Path and query of the page that is asked for.
pub fn page_address() -> String {
    let parts = use_context::<Parts>();
    parts.and_then(|parts| Some(parts.uri.path_and_query()?.as_str().to_owned())).unwrap_or_default()
}

/// Signs this browser in, under a new session id.
///
/// # Errors
/// Where the session cannot be written.
pub async fn sign_in(who: SessionWho) -> Result<(), PageError> {
    end_shift().await?;
    let session = session().await?;
    session.cycle_id().await.map_err(|error| internal(&error.to_string()))?;
    session.insert(SessionWho::KEY, who).await.map_err(|error| internal(&error.to_string()))
}

/// Puts an operator on shift at the device that this session is. The session keeps its id: what the device has under way
/// must still be answered, and the operator adds no right to it.
///
/// # Errors
/// Where the session cannot be written.
pub async fn begin_shift(signed_in: SignedIn) -> Result<(), PageError> {
    end_shift().await?;
    let who = SessionWho::Operator(signed_in);
    session().await?.insert(SessionWho::KEY, who).await.map_err(|error| internal(&error.to_string()))
}

/// Signs out the operator whom this session still stands for: the audit trail says when a shift ended, also where the next
/// one begins without a word.
async fn end_shift() -> Result<(), PageError> {
    let (backend, who) = asking().await?;
    Ok(backend.operators.sign_out(&who).await?)
}

/// Signs out whoever a session stands for. An operator's shift on a device ends alone: the device stays, and its role is
/// returned. Of anybody else the session is gone.
///
/// # Errors
/// Where the session cannot be written.
pub async fn leave(session: &Session, backend: &Backend) -> Result<Option<Role>, PageError> {
    let failed = |error: tower_sessions::session::Error| internal(&error.to_string());
    let who = who_of(session, backend).await?;
    backend.operators.sign_out(&who).await?;
    let me = who.me();
    let device = me.and_then(|me| me.operator.and(me.device)).zip(who.device_ref());
    let Some((device, named)) = device else {
        session.flush().await.map_err(failed)?;
        return Ok(None);
    };
    session.insert(SessionWho::KEY, SessionWho::Device(named)).await.map_err(failed)?;
    Ok(Some(device.role))
}

/// Sets the status of the answer that is being made.
pub fn set_status(status: u16) {
    if let (Some(response), Ok(status)) = (use_context::<ResponseOptions>(), StatusCode::from_u16(status)) {
        response.set_status(status);
    }
}

/// Chooses the page's language and provides it: `?lang=` (kept in a cookie from then on), else the cookie, else what
/// the browser accepts.
pub fn provide_lang() -> Lang {
    let parts = use_context::<Parts>();
    let cookie = parts.as_ref().and_then(|parts| lang_cookie(&parts.uri));
    if let (Some(cookie), Some(response)) = (cookie, use_context::<ResponseOptions>()) {
        response.append_header(header::SET_COOKIE, cookie);
    }
    let lang = parts.map(|parts| lang_of(&parts.uri, &parts.headers)).unwrap_or_default();
    provide_context(lang);
    lang
}

/// The language of the request that is being answered; none outside of one.
pub fn request_lang() -> Option<Lang> {
    use_context::<Parts>().map(|parts| lang_of(&parts.uri, &parts.headers))
}

/// The cookie that keeps a language which the address asks for.
pub fn lang_cookie(uri: &Uri) -> Option<HeaderValue> {
    let lang = uri.query().and_then(query_lang)?;
    HeaderValue::from_str(&format!("lang={}; Path=/; Max-Age=31536000; SameSite=Lax", lang.code())).ok()
}

/// The language of a request's answer.
pub fn lang_of(uri: &Uri, headers: &HeaderMap) -> Lang {
    let asked = uri.query().and_then(query_lang);
    asked.or_else(|| kept_lang(headers)).unwrap_or_default()
}

fn query_lang(query: &str) -> Option<Lang> {
    query.split('&').find_map(|pair| Lang::of_tag(pair.strip_prefix("lang=")?))
}

fn kept_lang(headers: &HeaderMap) -> Option<Lang> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let cookie = text(header::COOKIE)
        .and_then(|all| all.split(';').find_map(|cookie| Lang::of_tag(cookie.trim().strip_prefix("lang=")?)));
    cookie.or_else(|| text(header::ACCEPT_LANGUAGE).and_then(Lang::of_accepted))
}

/// The origin that other devices should open: the public one where there is one, else the one by which this request came,
/// unless only this machine knows it.
pub fn origin() -> String {
    if let Some(PublicOrigin(origin)) = use_context() {
        return origin;
    }
    let host = host();
    let own = ["localhost", "127.", "[::1]"].iter().any(|prefix| host.starts_with(prefix));
    let scheme = if use_context::<Door>().is_some_and(|door| door.is_secure) { "https" } else { "http" };
    match use_context::<LanOrigin>() {
        Some(LanOrigin(origin)) if own || host.is_empty() => origin,
        _ => format!("{scheme}://{host}"),
    }
}

/// Host and port by which this request came.
fn host() -> String {
    use_context::<Parts>()
        .and_then(|parts| parts.headers.get(header::HOST)?.to_str().ok().map(str::to_owned))
        .unwrap_or_default()
}

/// The origin of HTTPS on the host by which this request came, where HTTPS is on.
pub fn https_origin() -> Option<String> {
    let port = use_context::<Door>()?.https_port?;
    let authority: Authority = host().parse().ok()?;
    Some(format!("https://{}:{port}", authority.host()))
}

/// A refusal, with its status set on the answer, and when to try again.
pub fn refuse(problem: Problem) -> PageError {
    set_status(problem.kind.status());
    if let (Some(response), Some(seconds)) = (use_context::<ResponseOptions>(), problem.retry_after_s) {
        response.insert_header(header::RETRY_AFTER, seconds.into());
    }
    problem.into()
}

/// A defect: logged, and told without its cause.
pub fn internal(what: &str) -> PageError {
    tracing::error!(what, "a page could not be served");
    refuse(Problem::from(domain::refusal::WentWrong))
}

/// The one place where a service's error becomes a page's, so that `?` is all that a server function writes. The
/// answer's status is set here because the answer is made elsewhere.
impl From<backend::Error> for PageError {
    fn from(error: backend::Error) -> Self {
        refuse(error.into())
    }
}
