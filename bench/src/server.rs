//! The binary that is measured, as a process of its own.

use crate::Failure;
use std::{
    net::SocketAddr,
    path::Path,
    process::{ExitStatus, Stdio},
};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// The admin token of every measurement.
pub const TOKEN: &str = "a-token-for-measuring-only";

/// A running server.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    process: Child,
}

/// Where a server keeps what it is told.
#[derive(Debug, Clone, Copy)]
pub enum Database<'d> {
    /// In a file in its folder.
    OwnFile,
    /// In a database that other nodes use too.
    Shared(&'d str),
}

/// What tokens are signed with on nodes that share a database.
const SHARED_SECRET: &str = "Zm9yLW1lYXN1cmluZy1vbmx5LWZvci1tZWFzdXJpbmc=";

/// The database in a folder.
pub fn database_url(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}

impl Server {
    /// Starts it and waits until it listens.
    pub async fn start(binary: &Path, folder: &Path, database: Database<'_>) -> Result<Self, Failure> {
        let mut command = Command::new(binary);
        match database {
            Database::OwnFile => command.env("DATABASE_URL", database_url(&folder.join("lapstream.db"))),
            Database::Shared(url) => command
                .env("DATABASE_URL", url)
                .env("JWT_SECRET", SHARED_SECRET)
                .env("REFRESH_TOKEN_PEPPER", SHARED_SECRET),
        };
        let mut process = command
            .arg("serve")
            .env("HOST", "127.0.0.1")
            .env("PORT", "0")
            .env("TLS_PORT", "off")
            .env("ADMIN_API_TOKEN", TOKEN)
            .env("RUST_LOG", "error")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let silent = || Failure::Answer("the server did not say where it listens".to_owned());
        let mut lines = BufReader::new(process.stdout.take().ok_or_else(silent)?).lines();
        while let Some(line) = lines.next_line().await? {
            if let Some(address) = line.strip_prefix("listening on http://") {
                return Ok(Self { address: address.parse().map_err(|_| silent())?, process });
            }
        }
        Err(silent())
    }

    /// What it occupies of the machine's memory.
    pub fn resident_mib(&self) -> Result<f64, Failure> {
        let unknown = || Failure::Answer("the process's memory cannot be read".to_owned());
        let id = self.process.id().ok_or_else(unknown)?;
        let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or_else(unknown)?;
        let kib: f64 = line.trim().trim_end_matches("kB").trim().parse().map_err(|_| unknown())?;
        Ok(kib / 1_024.0)
    }

    /// Ends it. It may be cut off at any moment, and so it is.
    pub async fn stop(mut self) -> Result<ExitStatus, Failure> {
        self.process.kill().await?;
        Ok(self.process.wait().await?)
    }
}
