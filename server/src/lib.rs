//! The binary `lapstream`: pages, REST, live sockets, sessions and the command line, over the services of `backend`.
//!
//! - [`serving`] starts and stops a server; tests and commands start one on a free port.
//! - `router` shows all routes and what lies around them: `rest` and `v1` for programs, `pages` and `assets` for
//!   people, `live` for boards, `reading` for how many may read without slowing those who count.
//! - `tls` is the certificate that HTTPS shows, `trust` what tablets load to trust it.
//! - `doors` is what whoever comes may have of connections and memory, [`limits`] how much, `bodies` how requests are read,
//!   [`outside`] how people reach the server through proxies.
//! - `envelope` is how the API answers and reads, `auth` who asks, `security` what holds for every request.
//! - `openapi` is how a call becomes part of the API, and of its description.
//! - [`cli`] is what is typed.
// The type of a page is the tree of all its elements; the compiler must be allowed to walk that deep.
#![recursion_limit = "512"]

mod addresses;
mod assets;
mod auth;
mod bodies;
pub mod cli;
mod config;
mod connections;
mod doors;
mod envelope;
pub mod limits;
mod live;
mod offline;
mod openapi;
pub mod outside;
mod pace;
mod pages;
mod reading;
mod rehearse;
mod rest;
mod router;
mod security;
pub mod serving;
mod session;
mod shares;
mod state;
pub mod telemetry;
pub mod tls;
mod trust;
mod v1;
