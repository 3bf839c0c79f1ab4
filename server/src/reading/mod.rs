//! What anybody may read: pages, boards, a player's course. All of it is made in a [workshop](Workshop) of its own, and
//! what many read alike is made once for each change and [kept](keep::Keep), so that a hall of readers does not slow a
//! tap down.
//!
//! Kept is what depends on nothing but the address, the language, the encoding and the event's last change: never what is
//! made for a session, and never a rehearsal.

mod encoding;
mod keep;
mod policy;
mod wanted;
mod workshop;

use crate::{doors, envelope::Refusal, limits::RETRY_AFTER_S, offline, state::AppState};
use app::{
    i18n::Lang,
    server::{lang_cookie, lang_of},
};
use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use backend::Hub;
use domain::{Problem, refusal};
use encoding::Encoding;
use keep::{Keep, Kept, Key};
use std::{collections::HashSet, io, panic::resume_unwind, sync::Arc, time::Duration};
use tokio::time::timeout;
use wanted::Wanted;

pub use policy::{NONCE, settle};
pub use wanted::What;
pub use workshop::{Busy, Workshop};

/// How long a reader waits for what is new, before what is kept will do: a board goes on from there by its socket.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long a reader waits where nothing is kept.
const WAIT_MAX: Duration = Duration::from_secs(10);
/// What reading shares among all requests.
pub struct Reading {
    /// Where answers are made.
    pub workshop: Workshop,
    /// What was made.
    keep: Keep,
    /// The paths of all pages but the boards'.
    pages: HashSet<String>,
}

impl Reading {
    /// A workshop with its threads, and nothing kept.
    ///
    /// # Errors
    /// Where the system gives no more threads.
    pub fn start(pages: HashSet<String>) -> io::Result<Self> {
        Ok(Self { workshop: Workshop::start()?, keep: Keep::default(), pages })
    }

    /// Whether that is the path of a page that is nobody's board.
    pub fn is_page(&self, path: &str) -> bool {
        self.pages.contains(path)
    }
}

/// Answers what is read from what is made in the workshop, or from what is kept; leaves all else alone.
pub async fn answer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let Some(wanted) = Wanted::of(&state, &request) else { return next.run(request).await };
    let (mut parts, body) = request.into_parts();
    let encoding = Encoding::choose(&mut parts.headers);
    let cookie = (wanted.what == What::Page && wanted.key.is_some()).then(|| lang_cookie(&parts.uri)).flatten();
    if let Some(hub) = &wanted.hub {
        hub.settled().await;
    }
    let lang = lang_of(&parts.uri, &parts.headers);
    // The server leaves the body out where only the head was asked for.
    parts.method = Method::GET;
    let making = Making { next, request: Request::from_parts(parts, body) };
    let answered = match (wanted.hub, wanted.key) {
        (Some(hub), Some(key)) => kept(&state, Key { encoding, ..key }, &hub, making).await,
        (hub, _) => {
            hub.map(|hub| hub.board());
            for_one(&state, making).await
        }
    };
    match answered {
        Ok(kept) => show(&kept, cookie),
        Err(Busy) => sent_away(&state, wanted.what, lang).await,
    }
}

/// What is kept, if it is of now; else it is made, by one reader for all who wait for it.
async fn kept(state: &AppState, key: Key, hub: &Hub, making: Making) -> Result<Arc<Kept>, Busy> {
    let shelf = state.reading.keep.shelf_of(&key);
    let seq = hub.shown_seq();
    if let Some(kept) = shelf.latest().filter(|kept| kept.seq >= seq) {
        return Ok(kept);
    }
    let turn = match timeout(PATIENCE, shelf.turn()).await {
        Ok(turn) => turn,
        Err(_) => match shelf.latest() {
            Some(old) => return Ok(old),
            None => timeout(WAIT_MAX, shelf.turn()).await.map_err(|_| Busy)?,
        },
    };
    // Whoever had the turn before may have made it.
    if let Some(kept) = shelf.latest().filter(|kept| kept.seq >= seq) {
        return Ok(kept);
    }
    // Put together here, for it is done under the board's lock: a thread that stands back would keep taps from it.
    let seq = hub.board().board().seq;
    let reader = doors::client(making.request.extensions());
    let (reading, doors) = (state.reading.clone(), state.doors.clone());
    let work = async move {
        let mut made = making.make(seq).await;
        // Of the reader for whom it was made: each is given their own.
        made.headers.remove(header::SET_COOKIE);
        let answered = if made.status != StatusCode::OK {
            reading.keep.forget(&key);
            Ok(Arc::new(made))
        } else if let Some(share) = doors.kept_answer(made.body.len()) {
            made.body = share.hold(made.body);
            let made = Arc::new(made);
            reading.keep.put(&key, &made);
            Ok(made)
        } else {
            // Readers who are slow still have too many of those before it.
            Err(Busy)
        };
        drop(turn);
        answered
    };
    // Made to its end, also where its reader goes on with what was kept before.
    let reading = state.reading.clone();
    let made = tokio::spawn(async move { reading.workshop.run(reader, work).await.flatten() });
    match shelf.latest() {
        Some(old) => Ok(timeout(PATIENCE, made).await.ok().and_then(Result::ok).and_then(Result::ok).unwrap_or(old)),
        None => match made.await {
            Ok(made) => made,
            // Answered as any other panic of a handler.
            Err(ended) => ended.try_into_panic().map_or(Err(Busy), |panic| resume_unwind(panic)),
        },
    }
}

/// Made for one reader, who has a share of the memory for it until it is sent.
async fn for_one(state: &AppState, making: Making) -> Result<Arc<Kept>, Busy> {
    let reader = doors::client(making.request.extensions());
    let mut made = state.reading.workshop.run(reader, making.make(0)).await?;
    let share = state.doors.answer(reader, made.body.len()).ok_or(Busy)?;
    made.body = share.hold(made.body);
    Ok(Arc::new(made))
}

/// An answer that is yet to be made.
struct Making {
    next: Next,
    request: Request,
}

impl Making {
    /// Makes it, whole and compressed, as it stands after the change `seq`.
    async fn make(self, seq: u64) -> Kept {
        let (parts, body) = self.next.run(self.request).await.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await;
        Kept { seq, status: parts.status, headers: parts.headers, body: whole(body) }
    }
}

/// The body of an answer that this server made; none where that broke off, which is a defect.
fn whole(body: Result<Bytes, axum::Error>) -> Bytes {
    body.unwrap_or_else(|cause| {
        tracing::error!(%cause, "an answer broke off while it was made");
        Bytes::new()
    })
}

fn show(kept: &Kept, cookie: Option<HeaderValue>) -> Response {
    let mut response = Response::new(Body::from(kept.body.clone()));
    *response.status_mut() = kept.status;
    response.headers_mut().clone_from(&kept.headers);
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// More readers than can be answered, and nothing that is kept.
pub async fn sent_away(state: &AppState, what: What, lang: Lang) -> Response {
    let mut response = match what {
        What::Page => {
            let page = offline::busy_page(state, lang).await;
            (StatusCode::SERVICE_UNAVAILABLE, page).into_response()
        }
        What::Data => Refusal(Problem::from(refusal::TooManyReaders).retry_after(RETRY_AFTER_S)).into_response(),
    };
    response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER_S.into());
    response
}
