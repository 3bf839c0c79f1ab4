//! The threads on which answers are made.

use crate::shares::Shares;
use std::{io, net::IpAddr, panic::resume_unwind, sync::Arc, thread::available_parallelism, time::Duration};
use tokio::{
    runtime::{Builder, Runtime},
    sync::Semaphore,
    time::timeout,
};

/// By how much these threads stand back behind those that count, where the system knows that.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;
/// Answers under way for each thread: one is made while another waits for the database.
const UNDER_WAY_PER_THREAD: usize = 2;
/// Requests that may wait for their turn, of one address and of all; the next are sent away.
const WAITING_OF_ONE_MAX: usize = 64;
const WAITING_MAX: usize = 256;
/// How long one may wait.
const WAIT_MAX: Duration = Duration::from_secs(10);

/// There is no room for one more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Busy;

/// Half of the processors, so that the others count, whatever is read.
pub struct Workshop {
    threads: Option<Runtime>,
    turns: Arc<Semaphore>,
    seats: Arc<Shares>,
}

impl Workshop {
    /// A workshop with its threads.
    ///
    /// # Errors
    /// Where the system gives no more threads.
    pub fn start() -> io::Result<Self> {
        let threads = (available_parallelism().map_or(1, usize::from) / 2).max(1);
        let mut runtime = Builder::new_multi_thread();
        runtime.worker_threads(threads).thread_name("reading").on_thread_start(stand_back).enable_all();
        Ok(Self {
            threads: Some(runtime.build()?),
            turns: Arc::new(Semaphore::new(threads * UNDER_WAY_PER_THREAD)),
            seats: Shares::new(WAITING_OF_ONE_MAX, WAITING_MAX),
        })
    }

    /// Does some work there for an address, once it is its turn. Work that has begun is done to its end, also where nobody waits for it
    /// any more.
    ///
    /// # Errors
    /// Where too many wait already, or it was not its turn in time.
    pub async fn run<T: Send + 'static>(
        &self,
        from: IpAddr,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, Busy> {
        let seat = self.seats.take(from, 1).ok_or(Busy)?;
        let turn = timeout(WAIT_MAX, self.turns.clone().acquire_owned()).await;
        drop(seat);
        let (Ok(Ok(turn)), Some(threads)) = (turn, &self.threads) else { return Err(Busy) };
        let done = threads.spawn(async move {
            let done = work.await;
            drop(turn);
            done
        });
        match done.await {
            Ok(done) => Ok(done),
            Err(ended) => match ended.try_into_panic() {
                // Answered as any other panic of a handler.
                Ok(panic) => resume_unwind(panic),
                Err(_) => Err(Busy),
            },
        }
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        if let Some(threads) = self.threads.take() {
            threads.shutdown_background();
        }
    }
}

#[cfg(target_os = "linux")]
fn stand_back() {
    let this_thread = rustix::thread::gettid();
    if let Err(cause) = rustix::process::setpriority_process(Some(this_thread), NICENESS) {
        tracing::debug!(%cause, "reading has the same priority as counting");
    }
}

#[cfg(not(target_os = "linux"))]
fn stand_back() {}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::sync::oneshot;

    const READER: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    #[tokio::test]
    async fn beyond_its_seats_an_address_is_sent_away_and_all_others_have_their_turn() {
        let workshop = Arc::new(Workshop::start().unwrap());
        let turns = workshop.turns.available_permits();
        let (mut ends, mut readers) = (Vec::new(), Vec::new());
        for n in 0..turns + WAITING_OF_ONE_MAX {
            let (end, ended) = oneshot::channel::<()>();
            let (sits, is_seated) = oneshot::channel();
            ends.push(end);
            let workshop = workshop.clone();
            readers.push(tokio::spawn(async move {
                let mut run = Box::pin(workshop.run(READER, async { ended.await.is_ok() }));
                let early = futures::poll!(&mut run);
                sits.send(()).unwrap();
                assert!(early.is_pending(), "reader {n}");
                run.await
            }));
            is_seated.await.unwrap();
        }
        assert_eq!(workshop.run(READER, async {}).await, Err(Busy));
        let other = tokio::spawn({
            let workshop = workshop.clone();
            async move { workshop.run([10, 0, 0, 1].into(), async { 7 }).await }
        });
        for end in ends {
            end.send(()).unwrap();
        }
        for reader in readers {
            assert_eq!(reader.await.unwrap(), Ok(true));
        }
        assert_eq!(other.await.unwrap(), Ok(7));
    }

    #[tokio::test]
    async fn work_goes_on_when_nobody_waits_for_it_any_more() {
        let workshop = Workshop::start().unwrap();
        let (begun, has_begun) = oneshot::channel();
        let (end, ended) = oneshot::channel::<()>();
        let (done, is_done) = oneshot::channel();
        {
            let work = workshop.run(READER, async move {
                begun.send(()).unwrap();
                ended.await.unwrap();
                done.send(()).unwrap();
            });
            tokio::select! {
                _ = work => panic!("it cannot have ended"),
                begun = has_begun => begun.unwrap(),
            }
        }
        end.send(()).unwrap();
        is_done.await.unwrap();
    }
}
