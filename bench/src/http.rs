//! A client that costs next to nothing: one connection, HTTP/1.1, answers with a length. What is measured beside a
//! server on the same two cores must not be the client.

use crate::{Failure, server::TOKEN};
use std::net::SocketAddr;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

fn browser_head(path: &str, host: SocketAddr) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\nAccept-Encoding: gzip, deflate, br\r\n\r\n")
}

/// A connection that is kept open.
pub struct Connection {
    stream: BufReader<TcpStream>,
    host: SocketAddr,
    line: String,
    body: Vec<u8>,
}

impl Connection {
    /// Connects.
    pub async fn open(host: SocketAddr) -> Result<Self, Failure> {
        let stream = TcpStream::connect(host).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream), host, line: String::new(), body: Vec::new() })
    }

    /// Posts JSON as the admin; returns the body of a good answer.
    pub async fn post(&mut self, path: &str, json: &str) -> Result<&[u8], Failure> {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{json}",
            self.host,
            json.len()
        );
        self.exchange(path, &head).await
    }

    /// Asks for something as the admin; returns the body of a good answer.
    pub async fn get(&mut self, path: &str) -> Result<&[u8], Failure> {
        let head = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {TOKEN}\r\n\r\n", self.host);
        self.exchange(path, &head).await
    }

    /// Asks for something as a browser that takes brotli and is nobody; returns the body of a good answer.
    pub async fn browse(&mut self, path: &str) -> Result<&[u8], Failure> {
        let head = browser_head(path, self.host);
        self.exchange(path, &head).await
    }

    /// Asks as a browser, and reads nothing.
    pub async fn ask_only(&mut self, path: &str) -> Result<(), Failure> {
        let head = browser_head(path, self.host);
        Ok(self.stream.get_mut().write_all(head.as_bytes()).await?)
    }

    async fn exchange(&mut self, path: &str, request: &str) -> Result<&[u8], Failure> {
        self.stream.get_mut().write_all(request.as_bytes()).await?;
        let status = self.read().await?;
        if status.starts_with("HTTP/1.1 2") {
            return Ok(&self.body);
        }
        Err(Failure::Answer(format!("{path}: {} {}", status.trim(), String::from_utf8_lossy(&self.body))))
    }

    /// Reads an answer; returns its first line and leaves the body.
    async fn read(&mut self) -> Result<String, Failure> {
        let mut status = String::new();
        self.stream.read_line(&mut status).await?;
        let mut length = 0;
        loop {
            self.line.clear();
            if self.stream.read_line(&mut self.line).await? == 0 {
                return Err(Failure::Answer("the server hung up".to_owned()));
            }
            if self.line.trim().is_empty() {
                break;
            }
            if let Some((name, value)) = self.line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap_or(0);
            }
        }
        self.body.resize(length, 0);
        self.stream.read_exact(&mut self.body).await?;
        Ok(status)
    }
}
