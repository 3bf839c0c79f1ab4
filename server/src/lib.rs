//! The binary `lapstream`: pages, REST, live sockets, sessions and the command line, over the services of `backend`.
//!
//! - [`serving`] starts and stops a server; tests and commands start one on a free port.
//! - `router` shows all routes and what lies around them: `rest` and `v1` for programs, `pages` and `assets` for
//!   people, `live` for boards.
//! - `tls` is the certificate that HTTPS shows, `trust` what tablets load to trust it.
//! - `envelope` is how the API answers and reads, `auth` who asks, `security` what holds for every request.
//! - `openapi` is how a call becomes part of the API, and of its description.
//! - [`cli`] is what is typed.
// The type of a page is the tree of all its elements; the compiler must be allowed to walk that deep.
#![recursion_limit = "512"]

mod addresses;
mod assets;
mod auth;
pub mod cli;
mod config;
mod connections;
mod envelope;
mod live;
mod offline;
mod openapi;
mod pages;
mod rest;
mod router;
mod security;
pub mod serving;
mod session;
mod state;
pub mod telemetry;
pub mod tls;
mod trust;
mod v1;
