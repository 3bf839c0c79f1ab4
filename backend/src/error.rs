//! What can go wrong in a service, and what people are told of it.

use domain::{Problem, refusal};
use std::sync::Arc;

/// A failed call of a service.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// A rule forbids it; the sentence is for people.
    #[error("{0}")]
    Refused(Problem),
    /// The database could not be read or written. Shared, because one failed commit fails a whole group of changes.
    #[error("the database failed: {0}")]
    Store(Arc<sqlx::Error>),
    /// A defect, or a surrounding that is not as it must be.
    #[error("{0}")]
    Internal(String),
}

/// The result of a service.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// To whoever waits for a change that ended without a word: it may have become durable, or not.
    pub(crate) fn broken_off() -> Self {
        Problem::from(refusal::OutcomeUnknown).into()
    }

    /// What it means that a commit failed. If the database says so, nothing was changed; if its answer is missing, nobody
    /// knows.
    pub(crate) fn of_commit(self) -> Self {
        match self {
            Self::Store(cause) if cause.as_database_error().is_none() => Self::broken_off(),
            other => other,
        }
    }

    /// Whether the database let somebody wait in vain: for a lock, for a statement, for an answer.
    pub(crate) fn is_of_a_wait(&self) -> bool {
        // PostgreSQL's lock_not_available and query_canceled.
        const WAITED: [&str; 2] = ["55P03", "57014"];
        let Self::Store(cause) = self else { return false };
        match &**cause {
            sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) => true,
            sqlx::Error::Database(cause) => cause.code().is_some_and(|code| WAITED.contains(&&*code)),
            _ => false,
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(Arc::new(error))
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}

impl From<Error> for Problem {
    /// The one place where a failure that is not the caller's is logged.
    fn from(error: Error) -> Self {
        match error {
            Error::Refused(problem) => problem,
            Error::Store(cause) => {
                tracing::error!(%cause, "the database failed");
                refusal::DatabaseAway.into()
            }
            Error::Internal(cause) => {
                tracing::error!(%cause, "internal failure");
                refusal::Broken.into()
            }
        }
    }
}

/// Turns the breach of a unique rule into what it means at this statement; any other failure stays what it is.
pub(crate) fn on_unique(error: sqlx::Error, meaning: impl FnOnce() -> Problem) -> Error {
    match &error {
        sqlx::Error::Database(cause) if cause.is_unique_violation() => Error::Refused(meaning()),
        _ => error.into(),
    }
}
