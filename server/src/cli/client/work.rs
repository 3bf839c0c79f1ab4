//! What this client did and has still to do, kept on the disk: taps until they are answered, and changes that `undo`
//! takes back.

use super::private_file::PrivateFile;
use crate::cli::Failure;
use domain::{Bib, lap::LapInput};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, path::PathBuf};
use uuid::Uuid;

/// How many changes can be taken back.
const CHANGES_MAX: usize = 100;

/// The work at all servers, by their addresses.
type Servers = BTreeMap<String, AtServer>;

#[derive(Default, Serialize, Deserialize)]
struct AtServer {
    /// Taps without an answer, oldest first.
    #[serde(default)]
    taps: Vec<Tap>,
    /// Changes that stand, oldest first.
    #[serde(default)]
    changes: Vec<Change>,
}

/// A tap that was not answered yet. It is sent with the same id however often, and so counts once.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Tap {
    /// The slug of its event.
    pub event: String,
    /// The lap.
    pub lap: LapInput,
}

/// A change that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The slug of its event.
    pub event: String,
    /// Whom it was about.
    pub bib: Bib,
    /// What was done, as an action of the audit trail.
    pub action: String,
    /// How it is taken back.
    pub by: By,
}

/// What names a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// The lap's own id.
    Lap(Uuid),
    /// The id of the entry in the audit trail.
    Entry(Uuid),
}

/// The work at one server.
pub struct Work {
    file: PrivateFile,
    server: String,
}

impl Work {
    /// What is kept in that file of the server at that address.
    pub fn new(file: PathBuf, server: &str) -> Self {
        Self { file: PrivateFile::new(file), server: server.to_owned() }
    }

    /// Taps without an answer, oldest first.
    pub fn taps(&self) -> Result<Vec<Tap>, Failure> {
        let mut servers: Servers = self.file.read()?;
        Ok(servers.remove(&self.server).unwrap_or_default().taps)
    }

    /// The last change that stands.
    pub fn last_change(&self) -> Result<Option<Change>, Failure> {
        let mut servers: Servers = self.file.read()?;
        Ok(servers.remove(&self.server).unwrap_or_default().changes.pop())
    }

    /// Keeps a tap that is about to be sent.
    pub async fn keep(&self, tap: Tap) -> Result<(), Failure> {
        self.change(|work| work.taps.push(tap)).await
    }

    /// Forgets taps that were answered, and keeps those of them that can be taken back.
    pub async fn answered(&self, answered: &[Uuid], can_undo: Vec<Change>) -> Result<(), Failure> {
        self.change(|work| {
            // Another client that sent the same ones may have been quicker.
            let known: Vec<Uuid> = work.taps.iter().map(|tap| tap.lap.id).collect();
            work.taps.retain(|tap| !answered.contains(&tap.lap.id));
            work.changes
                .extend(can_undo.into_iter().filter(|change| matches!(change.by, By::Lap(id) if known.contains(&id))));
        })
        .await
    }

    /// Keeps a change that can be taken back.
    pub async fn did(&self, change: Change) -> Result<(), Failure> {
        self.change(|work| work.changes.push(change)).await
    }

    /// Forgets a change that was taken back.
    pub async fn undid(&self, change: &Change) -> Result<(), Failure> {
        self.change(|work| work.changes.retain(|other| other != change)).await
    }

    async fn change(&self, with: impl FnOnce(&mut AtServer)) -> Result<(), Failure> {
        let locked = self.file.lock().await?;
        let mut servers: Servers = locked.read()?;
        let work = servers.entry(self.server.clone()).or_default();
        with(work);
        let too_many = work.changes.len().saturating_sub(CHANGES_MAX);
        work.changes.drain(..too_many);
        locked.write(&servers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;

    fn tap(n: u128) -> Tap {
        let lap = LapInput {
            id: Uuid::from_u128(n),
            bib: Bib::new(7).unwrap(),
            counted_at: Timestamp::from_ms(1_800_000_000_000),
            count: None,
            lane: None,
            lane_id: None,
        };
        Tap { event: "swim".into(), lap }
    }

    fn change(by: By) -> Change {
        Change { event: "swim".into(), bib: Bib::new(7).unwrap(), action: "lap.count".into(), by }
    }

    #[tokio::test]
    async fn an_answer_is_taken_once() {
        let folder = tempfile::tempdir().unwrap();
        let work = |server| Work::new(folder.path().join("work.json"), server);
        let here = work("http://here");
        here.keep(tap(1)).await.unwrap();
        here.keep(tap(2)).await.unwrap();
        assert!(work("http://elsewhere").taps().unwrap().is_empty());
        let id = Uuid::from_u128(1);
        for _ in 0..2 {
            here.answered(&[id], vec![change(By::Lap(id))]).await.unwrap();
        }
        assert_eq!(here.taps().unwrap().len(), 1);
        here.undid(&here.last_change().unwrap().unwrap()).await.unwrap();
        assert_eq!(here.last_change().unwrap(), None);
    }

    #[tokio::test]
    async fn only_the_newest_changes_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let work = Work::new(folder.path().join("work.json"), "http://here");
        for n in 0..=CHANGES_MAX as u128 {
            work.did(change(By::Entry(Uuid::from_u128(n)))).await.unwrap();
        }
        let mut left = 0;
        while let Some(last) = work.last_change().unwrap() {
            work.undid(&last).await.unwrap();
            left += 1;
        }
        assert_eq!(left, CHANGES_MAX);
    }
}
