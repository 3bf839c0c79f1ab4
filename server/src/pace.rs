//! A stream that gives up on a reader who does not read: what waits for it would else be held for as long as it likes.

use crate::limits::Limits;
use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Instant, Sleep, sleep_until},
};

/// A connection whose other end takes what is sent at least as fast as the limits say.
#[derive(Debug)]
pub struct Paced<S> {
    stream: S,
    patience: Duration,
    /// Bytes that must leave within that time while more wait.
    least: usize,
    /// Since something waits to be taken.
    waiting: Option<Waiting>,
}

#[derive(Debug)]
struct Waiting {
    over: Pin<Box<Sleep>>,
    taken: usize,
}

impl<S> Paced<S> {
    /// Watches over a connection.
    pub fn new(stream: S, limits: &Limits) -> Self {
        let least = limits.rate.saturating_mul(usize::try_from(limits.patience_ms).unwrap_or(usize::MAX)) / 1_000;
        Self { stream, patience: limits.patience(), least: least.max(1), waiting: None }
    }

    /// Notes how an attempt to send `offered` bytes went.
    fn note(&mut self, cx: &mut Context<'_>, sent: Poll<io::Result<usize>>, offered: usize) -> Poll<io::Result<usize>> {
        match sent {
            Poll::Ready(Ok(all)) if all >= offered => self.waiting = None,
            Poll::Ready(Ok(some)) => {
                if let Some(waiting) = &mut self.waiting {
                    waiting.taken += some;
                    if waiting.taken >= self.least {
                        self.waiting = None;
                    }
                }
            }
            Poll::Ready(Err(_)) => {}
            Poll::Pending => {
                let patience = self.patience;
                let begin = || Waiting { over: Box::pin(sleep_until(Instant::now() + patience)), taken: 0 };
                let waiting = self.waiting.get_or_insert_with(begin);
                if waiting.over.as_mut().poll(cx).is_ready() {
                    let slow = "what was sent was not taken in time";
                    return Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, slow)));
                }
            }
        }
        sent
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Paced<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_read(cx, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Paced<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let sent = Pin::new(&mut this.stream).poll_write(cx, bytes);
        this.note(cx, sent, bytes.len())
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let sent = Pin::new(&mut this.stream).poll_write_vectored(cx, parts);
        this.note(cx, sent, parts.iter().map(|part| part.len()).sum())
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let flushed = Pin::new(&mut this.stream).poll_flush(cx).map_ok(|()| 0);
        this.note(cx, flushed, 0).map_ok(|_| ())
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    const LIMITS: &str = "rate=100,patience_ms=1000";

    #[tokio::test(start_paused = true)]
    async fn a_reader_who_takes_nothing_is_given_up() {
        let (here, _there) = duplex(64);
        let mut paced = Paced::new(here, &LIMITS.parse().unwrap());
        let began = Instant::now();
        let refused = paced.write_all(&[0; 1_000]).await.unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::TimedOut);
        assert_eq!(began.elapsed().as_secs(), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_reader_is_waited_for_and_one_who_only_sips_is_not() {
        for (every_ms, is_served) in [(100, true), (900, false)] {
            let (here, mut there) = duplex(64);
            let mut paced = Paced::new(here, &LIMITS.parse().unwrap());
            let reader = tokio::spawn(async move {
                let mut bytes = [0; 32];
                while there.read(&mut bytes).await.is_ok_and(|read| read > 0) {
                    tokio::time::sleep(Duration::from_millis(every_ms)).await;
                }
            });
            assert_eq!(paced.write_all(&[0; 2_000]).await.is_ok(), is_served, "every {every_ms} ms");
            drop(paced);
            reader.await.unwrap();
        }
    }
}
