//! The real program, as a process of its own.

use std::{net::SocketAddr, path::PathBuf, process::Stdio};
use testbed::Database;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// Where the program is: that of this build, or another one, such as a release whose times mean something.
pub fn program() -> PathBuf {
    std::env::var_os("LAPSTREAM_BIN").map_or_else(|| env!("CARGO_BIN_EXE_lapstream").into(), PathBuf::from)
}

/// The program on a database, without anything from the environment of the tests.
pub fn lapstream(database: &Database) -> Command {
    on_database(Command::new(program()), database)
}

/// The same, started by something else.
pub fn on_database(mut command: Command, database: &Database) -> Command {
    command.env("DATABASE_URL", &database.url).env("HOST", "127.0.0.1").env("PORT", "0").env("TLS_PORT", "off");
    command.env("RUST_LOG", "warn");
    let unset =
        ["ADMIN_API_TOKEN", "CONFIG_PATH", "JWT_SECRET", "LIMITS", "NATS_URL", "PUBLIC_URL", "REFRESH_TOKEN_PEPPER"];
    for name in unset.into_iter().chain(["TLS_CERT", "TLS_FOLDER", "TLS_KEY", "TRUSTED_PROXIES"]) {
        command.env_remove(name);
    }
    command.stdin(Stdio::null()).kill_on_drop(true);
    command
}

/// The secrets that must be given with PostgreSQL, in the variables that name them.
pub fn with_secrets(command: &mut Command) -> &mut Command {
    let secret = "c2VjcmV0LW9mLXRoaXMtdGVzdA==";
    command.env("JWT_SECRET", secret).env("REFRESH_TOKEN_PEPPER", secret)
}

/// A server that answers.
pub struct Process {
    pub child: Child,
    pub url: String,
    /// Host and port of HTTPS, where it is on.
    pub secure: Option<SocketAddr>,
    /// The admin token that it showed.
    pub shown_token: Option<String>,
    /// What it said of a damaged database.
    pub damage: Option<String>,
}

impl Process {
    /// Ends it as a power cut would.
    pub async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }
}

/// Runs `serve` until it listens.
pub async fn serve(command: &mut Command) -> Process {
    let mut child = command.arg("serve").stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let (mut shown_token, mut secure, mut damage) = (None, None, None);
    loop {
        let line = lines.next_line().await.unwrap().expect("the server did not start");
        if let Some(url) = line.strip_prefix("listening on ") {
            return Process { child, url: url.to_owned(), secure, shown_token, damage };
        }
        if let Some(address) = line.strip_prefix("HTTPS is spoken on https://") {
            secure = Some(address.parse().unwrap());
        }
        if let Some(sentence) = line.strip_prefix("!!! ") {
            damage = Some(sentence.to_owned());
        }
        // The only word of that length that stands alone in a line, but for the QR code, which is no ASCII.
        if line.is_ascii() && line.trim().len() > 30 && !line.trim().contains(' ') {
            shown_token = Some(line.trim().to_owned());
        }
    }
}
