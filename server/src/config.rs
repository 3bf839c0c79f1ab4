//! What is taken from the environment, the command line and the file at `CONFIG_PATH`.

use crate::{
    cli::Failure,
    limits::Limits,
    outside::{Outside, Proxies, PublicUrl},
    serving::HttpsOptions,
    tls::Source,
};
use backend::Secrets;
use base64::{Engine, engine::general_purpose::STANDARD};
use clap::Args;
use domain::{
    event::{EventInput, NewEvent},
    lane::PaceGroupInput,
};
use serde::Deserialize;
use std::{
    net::{IpAddr, Ipv4Addr},
    path::{Path, PathBuf},
    str::FromStr,
};

/// The last part of `lapstream --help`.
pub const ENVIRONMENT: &str = "\
Environment:
  DATABASE_URL          where the data is kept: sqlite://PATH, made if missing, or postgres://…
                        [default: sqlite://data/lapstream.db]
  NATS_URL              where every change is published: nats://[USER:PASSWORD@]HOST:4222, or tls://…; a
                        server with JetStream [default: none, and nothing is published]
  HOST, PORT            where to listen [default: 0.0.0.0, 4000]; PORT 0 takes a free one
  TLS_PORT              where to speak HTTPS [default: 4443, and without HTTPS if that is taken]; 0 takes
                        a free one, `off` does without
  TLS_CERT, TLS_KEY     PEM files of the certificate and its key; without them the server is its own
                        authority, and tablets come to trust it on the page /trust
  TLS_FOLDER            where that authority is kept [default: `secrets` beside the SQLite file]; with
                        PostgreSQL there is none, and HTTPS needs this or the two files
  PUBLIC_URL            the address that people open, where it is not this machine's: https://laps.example
  TRUSTED_PROXIES       addresses and networks of proxies whose Forwarded and X-Forwarded-* are believed:
                        127.0.0.1, 10.0.0.0/8
  LIMITS                what one address may have: connections=4096 (of them many at once for a school
                        behind one gateway), reserved=32 more for who is enrolled, bytes=16777216 under
                        way, bytes_in_all=67108864, bytes_of_staff=67108864, rate=1024 (the slowest, in
                        bytes a second), patience_ms=15000 (for how long it may be slower)
  ADMIN_API_TOKEN       the admin token; without it one is made at the first start and shown once
  JWT_SECRET            what access tokens are signed with, base64; made at the first start and kept
                        beside the SQLite file in `secrets`; must be given with PostgreSQL
  REFRESH_TOKEN_PEPPER  what refresh tokens are hashed with, base64; kept and given likewise
  CONFIG_PATH           JSON {\"paceGroups\":[{\"name\":\"slow\",\"count\":10},…]}: on an empty database,
                        makes and opens an event with these pace groups
  RUST_LOG              what is logged, such as `debug` or `info,server=debug` [default: info]

Secrets are read from the environment alone, because a command line shows in the list of processes.";

/// Where the data is kept.
#[derive(Debug, Clone, Args)]
pub struct StoreArgs {
    /// sqlite://PATH, made if missing, or postgres://…
    #[arg(long, env = "DATABASE_URL", default_value = "sqlite://data/lapstream.db", hide_env_values = true)]
    pub database_url: String,
}

/// Where every change is published.
#[derive(Debug, Clone, Args)]
pub struct BusArgs {
    /// NATS server with JetStream that gets every change; several with commas between
    #[arg(long, env = "NATS_URL", hide_env_values = true)]
    nats_url: Option<String>,
}

impl BusArgs {
    /// The address, if there is one; an empty variable is none.
    pub fn nats_url(self) -> Option<String> {
        self.nats_url.filter(|url| !url.trim().is_empty())
    }
}

/// Where to listen.
#[derive(Debug, Clone, Args)]
pub struct ListenArgs {
    /// Address to listen on
    #[arg(long, env = "HOST", default_value_t = IpAddr::V4(Ipv4Addr::UNSPECIFIED))]
    pub host: IpAddr,
    /// Port to listen on; 0 takes a free one
    #[arg(long, env = "PORT", default_value_t = 4000)]
    pub port: u16,
    /// JSON file with the pace groups of the event that is made on an empty database
    #[arg(long, env = "CONFIG_PATH")]
    pub config: Option<PathBuf>,
}

/// None where a variable is set and empty; under the name `Option` an empty one would be refused.
type MaybeUrl = Option<PublicUrl>;

fn public_url(text: &str) -> Result<MaybeUrl, &'static str> {
    if text.trim().is_empty() { Ok(None) } else { text.parse().map(Some) }
}

/// How people come to it.
#[derive(Debug, Clone, Args)]
pub struct DoorArgs {
    /// The address that people open, such as https://laps.example
    #[arg(long, env = "PUBLIC_URL", default_value = "", value_parser = public_url, hide_default_value = true)]
    public_url: MaybeUrl,
    /// Addresses and networks of proxies whose Forwarded and X-Forwarded-* are believed, with commas between
    #[arg(long, env = "TRUSTED_PROXIES", default_value = "", hide_default_value = true)]
    trusted_proxies: Proxies,
    /// What one address may have, such as connections=4096,rate=1024; see below
    #[arg(long, env = "LIMITS", default_value = "", hide_default_value = true)]
    pub limits: Limits,
}

impl DoorArgs {
    /// By which address and through which proxies.
    pub fn outside(&self) -> Outside {
        Outside { public: self.public_url.clone(), proxies: self.trusted_proxies.clone() }
    }
}

/// The port of HTTPS where nothing else is said.
const TLS_PORT: u16 = 4_443;

/// How to speak HTTPS.
#[derive(Debug, Clone, Args)]
pub struct TlsArgs {
    /// Port for HTTPS; 0 takes a free one, `off` does without [default: 4443]
    #[arg(long = "tls-port", id = "tls_port", env = "TLS_PORT")]
    port: Option<TlsPort>,
    /// PEM file of the certificate; without it the server is its own authority
    #[arg(long = "tls-cert", id = "tls_cert", env = "TLS_CERT", requires = "tls_key")]
    certificate: Option<PathBuf>,
    /// PEM file of the certificate's private key
    #[arg(long = "tls-key", id = "tls_key", env = "TLS_KEY", requires = "tls_cert")]
    key: Option<PathBuf>,
    /// Folder in which the server's own authority is kept
    #[arg(long = "tls-folder", id = "tls_folder", env = "TLS_FOLDER")]
    folder: Option<PathBuf>,
}

/// What is said of the port of HTTPS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TlsPort {
    Off,
    On(u16),
}

impl FromStr for TlsPort {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.trim() {
            "off" => Ok(Self::Off),
            port => port.parse().map(Self::On).map_err(|_| "a port, or `off`"),
        }
    }
}

impl TlsArgs {
    /// How HTTPS is spoken by a server with that database; not at all where it is switched off, or where with
    /// PostgreSQL nothing says where its authority is kept: nodes that each made their own would not trust another.
    pub fn https(self, database_url: &str) -> Result<Option<HttpsOptions>, backend::Error> {
        let (port, may_fail) = match self.port {
            Some(TlsPort::Off) => return Ok(None),
            Some(TlsPort::On(port)) => (port, false),
            None => (TLS_PORT, true),
        };
        let certificate = match (self.certificate, self.key) {
            (Some(certificate), Some(key)) => Some(Source::Given { certificate, key }),
            _ => self
                .folder
                .map_or_else(|| backend::secrets_folder(database_url), |folder| Ok(Some(folder)))?
                .map(Source::Own),
        };
        if certificate.is_none() {
            tracing::warn!("no HTTPS: with PostgreSQL it needs TLS_CERT and TLS_KEY, or TLS_FOLDER");
        }
        Ok(certificate.map(|certificate| HttpsOptions { port, may_fail, certificate }))
    }
}

/// The secrets of a server that goes on living.
pub fn lasting_secrets(database_url: &str) -> Result<Secrets, backend::Error> {
    let from = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    Secrets::load(database_url, from("JWT_SECRET"), from("REFRESH_TOKEN_PEPPER"), from("ADMIN_API_TOKEN"))
}

/// The secrets of a server that lives for one command, and its admin token. Nothing of them is kept.
pub fn passing_secrets(database_url: &str) -> Result<(Secrets, String), backend::Error> {
    let secret = || STANDARD.encode(rand::random::<[u8; 32]>());
    let token = secret();
    let secrets = Secrets::load(database_url, Some(secret()), Some(secret()), Some(token.clone()))?;
    Ok((secrets, token))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FirstEvent {
    pace_groups: Vec<PaceGroupInput>,
}

/// The event that the file at `CONFIG_PATH` asks for.
pub fn read_first_event(path: &Path) -> Result<NewEvent, Failure> {
    let text = std::fs::read(path).map_err(|cause| Failure::file(path, cause))?;
    let first: FirstEvent = serde_json::from_slice(&text).map_err(|cause| Failure::file(path, cause))?;
    EventInput::configured(first.pace_groups).parse().map_err(|problem| Failure::file(path, problem.sentence))
}
