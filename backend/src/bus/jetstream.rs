//! One connection to NATS: the stream, its last messages, and a batch that is stored in order or not at all from the
//! first lost message on. Failures are sentences for the console.

use crate::error::{Error, Result};
use async_nats::{
    ConnectError, ConnectErrorKind, ConnectOptions, Event, HeaderMap, ServerAddr,
    header::NATS_MESSAGE_ID,
    jetstream::{
        self, Context, ErrorCode,
        context::{CreateStreamErrorKind, GetStreamErrorKind, PublishError, PublishErrorKind, RequestErrorKind},
        message::PublishMessage,
        stream::{self, Config, LastRawMessageErrorKind, RetentionPolicy, StorageType},
    },
};
use domain::refusal::{self, Reason};
use percent_encoding::percent_decode_str;
use std::{error::Error as _, time::Duration};
use tokio::sync::watch;
use uuid::Uuid;

/// The stream that is made where no stream takes the subjects.
const STREAM: &str = "LAPSTREAM";
/// What it takes.
const SUBJECTS: [&str; 2] = ["event.*.audit", "venue.audit"];
/// How long NATS may take to greet.
const CONNECT_TIME_MAX: Duration = Duration::from_secs(5);
/// How long NATS may take to acknowledge one message, or to answer.
const ANSWER_TIME_MAX: Duration = Duration::from_secs(5);
/// How often a quiet connection is tried; two silences end it.
const PING_EVERY: Duration = Duration::from_secs(10);

/// Where NATS is, and as whom to speak to it.
#[derive(Clone)]
pub(crate) struct Address {
    servers: Vec<ServerAddr>,
    sign_in: SignIn,
}

/// How to sign in.
#[derive(Clone, PartialEq, Eq)]
enum SignIn {
    Nobody,
    Token(String),
    User(String, String),
}

impl Address {
    /// Reads `nats://host:4222`, or several of them with commas between; `tls://` for TLS, `user:password@` or `token@`
    /// before the first host. The credentials are taken out, so that no address with them can be logged.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let wrong = || {
            let sentence = "NATS_URL must look like nats://host:4222 or nats://user:password@host:4222, or tls://…";
            Error::Internal(sentence.into())
        };
        let (mut servers, mut sign_in) = (Vec::new(), SignIn::Nobody);
        for one in text.split(',').map(str::trim) {
            let (scheme, rest) = one.split_once("://").unwrap_or(("nats", one));
            let (credentials, host) = rest.rsplit_once('@').map_or((None, rest), |(c, host)| (Some(c), host));
            let server: ServerAddr = format!("{scheme}://{host}").parse().map_err(|_| wrong())?;
            if !["nats", "tls"].contains(&scheme) || server.host().is_empty() {
                return Err(wrong());
            }
            servers.push(server);
            if let (Some(credentials), SignIn::Nobody) = (credentials, &sign_in) {
                sign_in = SignIn::read(credentials).ok_or_else(wrong)?;
            }
        }
        Ok(Self { servers, sign_in })
    }

    /// How people call it.
    fn name(&self) -> String {
        self.servers.iter().map(ServerAddr::as_url_str).collect::<Vec<_>>().join(", ")
    }

    fn options(&self) -> ConnectOptions {
        let options = match &self.sign_in {
            SignIn::Nobody => ConnectOptions::new(),
            SignIn::Token(token) => ConnectOptions::with_token(token.clone()),
            SignIn::User(user, password) => ConnectOptions::with_user_and_password(user.clone(), password.clone()),
        };
        // A connection that ends is not mended but given up; the client would otherwise try for ever on its own.
        options.name("lapstream").max_reconnects(self.servers.len()).connection_timeout(CONNECT_TIME_MAX)
    }
}

impl SignIn {
    fn read(text: &str) -> Option<Self> {
        let decode = |part: &str| Some(percent_decode_str(part).decode_utf8().ok()?.into_owned());
        Some(match text.split_once(':') {
            Some((user, password)) => Self::User(decode(user)?, decode(password)?),
            None => Self::Token(decode(text)?),
        })
    }
}

/// An entry on its way.
pub(super) struct Outgoing {
    pub(super) id: Uuid,
    pub(super) body: Vec<u8>,
}

/// The last message of a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stored {
    /// Its place in the stream.
    pub(super) stream_seq: u64,
    /// The entry's id; none in a message that is not ours.
    pub(super) entry: Option<Uuid>,
}

/// What became of a batch.
pub(super) struct Sent {
    /// How many of its messages are stored, from the first on.
    pub(super) stored: usize,
    /// The place in the stream of the last one that is stored.
    pub(super) stream_seq: Option<u64>,
    /// Why the others are not, as far as is known.
    pub(super) failure: Option<Failure>,
}

/// Why a message was not acknowledged.
pub(super) enum Failure {
    /// The server says that something else than what was expected stands before it, and did not store it.
    OutOfStep,
    /// Anything else: it may be stored or not.
    Other(Reason),
}

/// A connection with the stream that takes the entries.
pub(super) struct Connection {
    context: Context,
    stream: stream::Stream,
    /// Why the connection is of no use any more.
    fate: watch::Receiver<Option<Reason>>,
}

impl Connection {
    /// Connects, and finds or makes the stream.
    pub(super) async fn open(address: &Address) -> Result<Self, Reason> {
        let (tell, fate) = watch::channel(None);
        let name = address.name();
        let on_event = move |event| {
            let reason = fate_of(&event, &name);
            tell.send_if_modified(|fate| {
                let first = fate.is_none() && reason.is_some();
                if first {
                    *fate = reason;
                }
                first
            });
            std::future::ready(())
        };
        let options = address.options().ping_interval(PING_EVERY).event_callback(on_event);
        let client = options.connect(address.servers.clone()).await.map_err(|error| unreached(&error, address))?;
        let context = jetstream::ContextBuilder::new().timeout(ANSWER_TIME_MAX).build(client);
        let stream = find_or_make(&context).await?;
        Ok(Self { context, stream, fate })
    }

    /// Tells this stream from any other: its name, and when it was made.
    pub(super) fn identity(&self) -> String {
        let info = self.stream.cached_info();
        format!("{}@{}", info.config.name, info.created.unix_timestamp_nanos())
    }

    /// The place of the last message that the stream took, when it was opened.
    pub(super) fn end(&self) -> u64 {
        self.stream.cached_info().state.last_sequence
    }

    /// Whether messages leave the stream when they were read.
    pub(super) fn is_emptied_by_readers(&self) -> bool {
        self.stream.cached_info().config.retention != RetentionPolicy::Limits
    }

    /// Ends, with the reason, when the connection is of no use any more.
    pub(super) async fn lost(&mut self) -> Reason {
        lost(&mut self.fate).await
    }

    /// The last message of a subject.
    pub(super) async fn last(&self, subject: &str) -> Result<Option<Stored>, Reason> {
        match self.stream.get_last_raw_message_by_subject(subject).await {
            Ok(message) => Ok(Some(Stored { stream_seq: message.sequence, entry: entry_of(&message.headers) })),
            Err(error) => match error.kind() {
                LastRawMessageErrorKind::NoMessageFound => Ok(None),
                _ => Err(refusal::NatsSilent { detail: whole(&error) }.into()),
            },
        }
    }

    /// Publishes a batch of one subject whose last message stands at `before` in the stream, 0 if there is none.
    pub(super) async fn publish(&mut self, subject: &str, before: u64, batch: Vec<Outgoing>) -> Sent {
        let mut fate = self.fate.clone();
        let (context, name) = (&self.context, &self.stream.cached_info().config.name);
        let mut sent = Sent { stored: 0, stream_seq: None, failure: None };
        let publishing = async {
            let mut acks = Vec::with_capacity(batch.len());
            let mut previous: Option<Uuid> = None;
            for Outgoing { id, body } in batch {
                let message = PublishMessage::build().message_id(id.to_string()).expected_stream(name);
                let message = match previous.replace(id) {
                    None => message.expected_last_subject_sequence(before),
                    Some(previous) => message.expected_last_message_id(previous.to_string()),
                };
                acks.push(context.send_publish(subject.to_owned(), message.payload(body.into())).await?);
            }
            for ack in acks {
                sent.stream_seq = Some(ack.await?.sequence);
                sent.stored += 1;
            }
            Ok::<(), PublishError>(())
        };
        let failure = tokio::select! {
            done = publishing => done.err().map(|error| failure(&error, name)),
            why = lost(&mut fate) => Some(Failure::Other(why)),
        };
        Sent { failure, ..sent }
    }
}

async fn lost(fate: &mut watch::Receiver<Option<Reason>>) -> Reason {
    let told = fate.wait_for(Option::is_some).await.ok().and_then(|fate| fate.clone());
    told.unwrap_or_else(|| refusal::NatsClosed.into())
}

/// What an event of the connection means for it; none if it goes on.
fn fate_of(event: &Event, server: &str) -> Option<Reason> {
    let server = server.to_owned();
    match event {
        Event::Disconnected | Event::Closed => Some(refusal::NatsAway { server }.into()),
        Event::ServerError(error) => Some(refusal::NatsRefuses { server, detail: error.to_string() }.into()),
        _ => None,
    }
}

fn unreached(error: &ConnectError, address: &Address) -> Reason {
    let server = address.name();
    match error.kind() {
        ConnectErrorKind::AuthorizationViolation | ConnectErrorKind::Authentication => {
            refusal::NatsSignIn { server }.into()
        }
        _ => refusal::NatsUnreached { server, detail: whole(error).trim_end_matches('.').to_owned() }.into(),
    }
}

/// The stream that takes the subjects: ours, or one that somebody made before, as it is; else it is made.
async fn find_or_make(context: &Context) -> Result<stream::Stream, Reason> {
    if let Some(stream) = find(context, STREAM).await? {
        return fitting(stream);
    }
    if let Ok(name) = context.stream_by_subject(SUBJECTS[0]).await
        && let Some(stream) = find(context, &name).await?
    {
        return fitting(stream);
    }
    let config = Config {
        name: STREAM.to_owned(),
        description: Some("What LapStream's ledger holds, in its order".to_owned()),
        subjects: SUBJECTS.map(str::to_owned).into(),
        storage: StorageType::File,
        ..Config::default()
    };
    context.create_stream(config).await.map_err(|error| match error.kind() {
        CreateStreamErrorKind::JetStreamUnavailable => refusal::NatsWithoutStreams.into(),
        CreateStreamErrorKind::JetStream(answer) if answer.error_code() == ErrorCode::STREAM_SUBJECT_OVERLAP => {
            let [one, other] = SUBJECTS;
            refusal::StreamOverlaps { one, other, detail: answer.to_string() }.into()
        }
        _ => refusal::StreamNotMade { stream: STREAM, detail: whole(&error) }.into(),
    })
}

async fn find(context: &Context, name: &str) -> Result<Option<stream::Stream>, Reason> {
    let error = match context.get_stream(name).await {
        Ok(stream) => return Ok(Some(stream)),
        Err(error) => error,
    };
    match error.kind() {
        GetStreamErrorKind::JetStream(answer) if answer.code() == 404 => Ok(None),
        GetStreamErrorKind::JetStream(answer) => {
            Err(refusal::StreamNotOpened { stream: name.to_owned(), detail: answer.to_string() }.into())
        }
        _ if asks_nobody(&error) => Err(refusal::NatsWithoutStreams.into()),
        _ => Err(refusal::NatsUnanswered { detail: whole(&error) }.into()),
    }
}

/// Whether no server listened to a request: JetStream is off, for all or for this account.
fn asks_nobody(error: &jetstream::context::GetStreamError) -> bool {
    let cause = error.source().and_then(|cause| cause.downcast_ref::<jetstream::context::RequestError>());
    cause.is_some_and(|cause| cause.kind() == RequestErrorKind::NoResponders)
}

/// Refuses a stream that would not keep every entry, or not say so.
fn fitting(stream: stream::Stream) -> Result<stream::Stream, Reason> {
    let [one, other] = SUBJECTS;
    let config = &stream.cached_info().config;
    let takes = |subject: &&str| config.subjects.iter().any(|pattern| covers(pattern, subject));
    if !SUBJECTS.iter().all(takes) {
        return Err(refusal::StreamIncomplete { one, other, stream: config.name.clone() }.into());
    }
    if config.no_ack {
        return Err(refusal::StreamWithoutAnswers { stream: config.name.clone() }.into());
    }
    Ok(stream)
}

/// Whether a pattern of subjects takes in all that another one does.
fn covers(pattern: &str, subject: &str) -> bool {
    let mut tokens = subject.split('.');
    for wanted in pattern.split('.') {
        match (wanted, tokens.next()) {
            (">", Some(_)) => return true,
            (wanted, Some(token)) if wanted == "*" || wanted == token => {}
            _ => return false,
        }
    }
    tokens.next().is_none()
}

fn entry_of(headers: &HeaderMap) -> Option<Uuid> {
    Uuid::parse_str(headers.get(NATS_MESSAGE_ID)?.as_str()).ok()
}

fn failure(error: &PublishError, stream: &str) -> Failure {
    let stream = stream.to_owned();
    match error.kind() {
        PublishErrorKind::WrongLastMessageId | PublishErrorKind::WrongLastSequence => Failure::OutOfStep,
        PublishErrorKind::TimedOut => Failure::Other(refusal::NatsUnacknowledged.into()),
        PublishErrorKind::StreamNotFound => Failure::Other(refusal::StreamGone { stream }.into()),
        _ => Failure::Other(refusal::StreamRefuses { stream, detail: whole(error) }.into()),
    }
}

/// An error with those below it.
fn whole(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut below = error.source();
    while let Some(cause) = below {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        below = cause.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_its_credentials_taken_out() {
        let address = Address::parse("nats://pool:se%40cret@10.0.0.1:4300, 10.0.0.2").unwrap();
        assert_eq!(address.name(), "nats://10.0.0.1:4300, nats://10.0.0.2");
        assert!(address.sign_in == SignIn::User("pool".into(), "se@cret".into()));
        assert!(Address::parse("tls://t0ken@nats.example").unwrap().sign_in == SignIn::Token("t0ken".into()));
        assert_eq!(Address::parse("[::1]:4222").unwrap().name(), "nats://[::1]:4222");
        for wrong in ["", "nats://", "http://localhost:4222", "nats://localhost:port", "nats://a,,"] {
            assert!(Address::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_pattern_covers_what_it_takes_in() {
        for pattern in ["event.*.audit", "event.>", "event.*.*", "*.*.audit", ">", "*.>"] {
            assert!(covers(pattern, "event.*.audit"), "{pattern}");
        }
        for pattern in ["event.1.audit", "event.*", "event.*.audit.>", "venue.audit", "event.*.audit.x", ""] {
            assert!(!covers(pattern, "event.*.audit"), "{pattern}");
        }
    }
}
