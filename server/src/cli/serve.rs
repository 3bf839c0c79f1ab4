//! `lapstream serve`.

use super::Failure;
use crate::{
    addresses,
    config::{self, BusArgs, DoorArgs, ListenArgs, StoreArgs, TlsArgs},
    serving::{self, Options, Server},
};
use qrcode::{QrCode, render::unicode::Dense1x2};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use tokio::signal;

#[derive(Debug, clap::Args)]
pub struct ServeArgs {
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    bus: BusArgs,
    #[command(flatten)]
    listen: ListenArgs,
    #[command(flatten)]
    tls: TlsArgs,
    #[command(flatten)]
    doors: DoorArgs,
}

pub async fn run(args: ServeArgs) -> Result<(), Failure> {
    // Before anything is made: at the first start a token is, and would be lost with a file that is refused.
    let first_event = args.listen.config.as_deref().map(config::read_first_event).transpose()?;
    let https = args.tls.https(&args.store.database_url)?;
    let secrets = config::lasting_secrets(&args.store.database_url)?;
    let server = serving::start(Options {
        database_url: args.store.database_url,
        secrets,
        nats_url: args.bus.nats_url(),
        host: args.listen.host,
        port: args.listen.port,
        https,
        outside: args.doors.outside(),
        limits: args.doors.limits,
        first_event,
    })
    .await?;
    // A server without standard output serves all the same.
    std::io::Write::write_all(&mut std::io::stdout(), welcome(&server).as_bytes()).ok();
    told_to_stop().await?;
    tracing::info!("stopping");
    server.stop().await;
    Ok(())
}

/// What is printed at the start.
fn welcome(server: &Server) -> String {
    use std::fmt::Write;

    let port = server.address.port();
    let mut text = String::new();
    let public = server.public_origin.iter().map(ToString::to_string);
    let tablets: Vec<String> = public.chain(addresses::of_tablets("http", server.address)).collect();
    if let Some(first) = tablets.first() {
        let _ = writeln!(text, "Tablets and phones in the same network open\n");
        for origin in &tablets {
            let _ = writeln!(text, "    {origin}");
        }
        if let Some(code) = qr(first) {
            let _ = writeln!(text, "\n{code}");
        }
    }
    if let Some(token) = &server.first_admin_token {
        let origin = tablets.first().cloned().unwrap_or_else(|| format!("http://127.0.0.1:{port}"));
        let _ = writeln!(
            text,
            "This is the first start. Open {origin}/setup and enter the admin token, which is not shown again:\n\n    \
             {token}\n"
        );
    }
    if let Some(address) = server.https_address {
        let _ = write!(text, "{}", secure_welcome(server, address));
    }
    // Last, where it is not scrolled away.
    if let Some(damage) = &server.damage {
        let _ = writeln!(text, "\n!!! {damage}\n");
    }
    let _ = writeln!(text, "listening on http://{}", local(server.address));
    text
}

/// What is printed of HTTPS. The fingerprint is printed so that a tablet's owner can compare it with a screen that no
/// stranger in the network can change.
fn secure_welcome(server: &Server, address: SocketAddr) -> String {
    use std::fmt::Write;

    let mut text = format!("HTTPS is spoken on https://{}\n", local(address));
    for origin in addresses::of_tablets("https", address) {
        let _ = writeln!(text, "    and on {origin}");
    }
    if let Some(root) = &server.root {
        let _ = writeln!(
            text,
            "    once a device trusts the certificate; the page /trust shows how, and says:\n    SHA-256 {}\n",
            root.fingerprint()
        );
    }
    text
}

/// The address as this machine itself opens it.
fn local(address: SocketAddr) -> SocketAddr {
    let ip = if address.ip().is_unspecified() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { address.ip() };
    SocketAddr::new(ip, address.port())
}

/// A QR code in half blocks, light on dark as terminals mostly are.
fn qr(text: &str) -> Option<String> {
    let code = QrCode::new(text).ok()?;
    Some(code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build())
}

/// Waits for ctrl-c, or for the signal by which service managers stop a program.
async fn told_to_stop() -> Result<(), Failure> {
    let failed = |cause: std::io::Error| Failure::Other(format!("cannot listen for signals: {cause}"));
    #[cfg(unix)]
    {
        let mut terminate = signal::unix::signal(signal::unix::SignalKind::terminate()).map_err(failed)?;
        tokio::select! {
            pressed = signal::ctrl_c() => pressed.map_err(failed),
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    signal::ctrl_c().await.map_err(failed)
}
