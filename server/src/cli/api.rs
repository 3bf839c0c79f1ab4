//! The API as commands call it, whether once or until a server that was killed is back.

use reqwest::{Method, StatusCode};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// How long a request may take.
const CALL_TIME_MAX: Duration = Duration::from_secs(30);
/// The first wait before a new try; it doubles up to [`WAIT_MAX`].
const WAIT_FIRST: Duration = Duration::from_millis(50);
const WAIT_MAX: Duration = Duration::from_secs(1);
/// For how long a server may be away before the command gives up.
const AWAY_MAX: Duration = Duration::from_mins(2);

/// How long it may take to reach the server at all.
const CONNECT_TIME_MAX: Duration = Duration::from_secs(5);

/// Why a call brought no data.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// The server was not reached, or fell silent; whether the call took effect is not known.
    #[error("the server cannot be reached: {0}")]
    Away(String),
    /// The server cannot do it at present: it failed, or was asked too often.
    #[error("{0}")]
    Failed(String),
    /// The server refused; nothing was changed.
    #[error("{sentence}")]
    Refused {
        /// The HTTP status.
        status: StatusCode,
        /// The server's sentence.
        sentence: String,
    },
}

/// The envelope as it arrives.
#[derive(Deserialize)]
struct Envelope<T> {
    data: Option<T>,
    err: Option<String>,
}

/// A server at an address.
#[derive(Clone)]
pub struct Api {
    http: reqwest::Client,
    base: String,
}

impl Api {
    /// The server at that address.
    pub fn new(url: &str) -> Result<Self, CallError> {
        let http = reqwest::Client::builder()
            .timeout(CALL_TIME_MAX)
            .connect_timeout(CONNECT_TIME_MAX)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .map_err(|cause| CallError::Away(cause.to_string()))?;
        Ok(Self { http, base: url.trim_end_matches('/').to_owned() })
    }

    /// Where the server's pages are.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Sends once, as the bearer of a token or as nobody.
    pub async fn call<B: Serialize + Sync + ?Sized, T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        body: Option<&B>,
    ) -> Result<T, CallError> {
        let away = |cause: reqwest::Error| CallError::Away(without_url(cause));
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = request.send().await.map_err(away)?;
        let status = response.status();
        let bytes = response.bytes().await.map_err(away)?;
        let envelope = serde_json::from_slice::<Envelope<T>>(&bytes);
        if status.is_success() {
            let data = envelope.ok().and_then(|envelope| envelope.data);
            return data.ok_or_else(|| CallError::Away("its answer cannot be read".to_owned()));
        }
        let sentence = envelope.ok().and_then(|envelope| envelope.err).unwrap_or_else(|| status.to_string());
        if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
            return Err(CallError::Failed(sentence));
        }
        Err(CallError::Refused { status, sentence })
    }
}

/// A client with a token that lasts.
#[derive(Clone)]
pub struct Client {
    api: Api,
    token: String,
}

impl Client {
    /// A client of the server at that address.
    pub fn new(url: &str, token: String) -> Result<Self, CallError> {
        Ok(Self { api: Api::new(url)?, token })
    }

    /// Where the server's pages are.
    pub fn base(&self) -> &str {
        self.api.base()
    }

    /// Reads, as often as it takes.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, CallError> {
        insist(|| self.api.call(Method::GET, path, Some(&self.token), None::<&()>)).await
    }

    /// Sends what may be sent twice without harm, as often as it takes.
    pub async fn post_safely<B: Serialize + Sync, T: DeserializeOwned>(
        &self,
        path: &str,
        body: &B,
    ) -> Result<T, CallError> {
        insist(|| self.post(path, body)).await
    }

    /// Sends once. After [`CallError::Away`] the caller has to look whether it took effect.
    pub async fn post<B: Serialize + Sync, T: DeserializeOwned>(&self, path: &str, body: &B) -> Result<T, CallError> {
        self.api.call(Method::POST, path, Some(&self.token), Some(body)).await
    }
}

/// The cause with those below it; the address is known to whoever typed it.
fn without_url(cause: reqwest::Error) -> String {
    use std::error::Error;

    let cause = cause.without_url();
    let mut text = cause.to_string();
    let mut below = cause.source();
    while let Some(cause) = below {
        text = format!("{text}: {cause}");
        below = cause.source();
    }
    text
}

/// Waits between tries, and gives up when the server has been away for too long.
pub struct Patience {
    since: Instant,
    wait: Duration,
    away_max: Duration,
}

impl Patience {
    /// As much as a command has that runs by itself.
    pub fn new() -> Self {
        Self::of(AWAY_MAX)
    }

    /// Patience with a server that is away for that long.
    pub fn of(away_max: Duration) -> Self {
        Self { since: Instant::now(), wait: WAIT_FIRST, away_max }
    }

    /// Waits before the next try, or hands the error back.
    pub async fn bear(&mut self, error: CallError) -> Result<(), CallError> {
        if matches!(error, CallError::Refused { .. }) || self.since.elapsed() >= self.away_max {
            return Err(error);
        }
        tracing::debug!(%error, wait = ?self.wait, "trying again");
        sleep(self.wait).await;
        self.wait = (self.wait * 2).min(WAIT_MAX);
        Ok(())
    }
}

async fn insist<T, F: Future<Output = Result<T, CallError>>>(call: impl Fn() -> F) -> Result<T, CallError> {
    let mut patience = Patience::new();
    loop {
        match call().await {
            Err(error) => patience.bear(error).await?,
            done => return done,
        }
    }
}
