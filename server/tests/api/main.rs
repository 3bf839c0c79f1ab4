//! The server as others see it: started on a free port with a database of the test's own, and driven over HTTP.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that goes wrong must stop at once")]

mod bad_input;
mod browser;
mod client;
mod codes;
mod commands;
mod common;
mod contention;
mod document;
mod escaping;
mod events;
mod faults;
mod functions;
mod kill;
mod lacking;
mod lane_ids;
mod live;
mod offline;
mod openapi;
mod operators;
mod pages;
mod process;
mod proxies;
mod replay;
mod rest;
mod secrets;
mod stamps;
mod tls;
mod tokens;
mod v1;
