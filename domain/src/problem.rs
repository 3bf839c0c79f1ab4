//! What goes wrong, as people and programs are told it.

use serde::{Deserialize, Serialize};

/// What kind of refusal it is; each kind has one HTTP status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// The request cannot be understood or breaks a rule of form (400).
    Invalid,
    /// Nobody is signed in, or the sign-in is no longer good (401).
    Unauthenticated,
    /// The role is too low (403).
    Forbidden,
    /// There is no such thing (404).
    NotFound,
    /// It is taken, or the state of things forbids it (409).
    Conflict,
    /// The request is too large (413).
    TooLarge,
    /// Too many tries (429).
    TooMany,
    /// The database cannot be written or read at present (503); nothing was changed, unless the sentence says otherwise.
    Unavailable,
    /// A defect of the program (500); nothing was changed.
    Internal,
}

impl ProblemKind {
    /// The HTTP status code.
    pub const fn status(self) -> u16 {
        match self {
            Self::Invalid => 400,
            Self::Unauthenticated => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::TooLarge => 413,
            Self::TooMany => 429,
            Self::Unavailable => 503,
            Self::Internal => 500,
        }
    }
}

/// A refusal: its kind and a sentence for people that says what is wrong and, where there is something, what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What kind of refusal it is.
    pub kind: ProblemKind,
    /// One or two sentences without secrets.
    pub sentence: String,
    /// After how many seconds a new try makes sense.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_s: Option<u64>,
}

impl Problem {
    /// A refusal of the given kind.
    pub fn new(kind: ProblemKind, sentence: impl Into<String>) -> Self {
        Self { kind, sentence: sentence.into(), retry_after_s: None }
    }

    /// The request breaks a rule of form.
    pub fn invalid(sentence: impl Into<String>) -> Self {
        Self::new(ProblemKind::Invalid, sentence)
    }

    /// There is no such thing.
    pub fn not_found(sentence: impl Into<String>) -> Self {
        Self::new(ProblemKind::NotFound, sentence)
    }

    /// Taken, or forbidden as things stand.
    pub fn conflict(sentence: impl Into<String>) -> Self {
        Self::new(ProblemKind::Conflict, sentence)
    }

    /// Nobody is signed in.
    pub fn unauthenticated() -> Self {
        Self::new(ProblemKind::Unauthenticated, "Sign in first: your sign-in is missing, has ended or was revoked.")
    }

    /// The role is too low.
    pub fn forbidden() -> Self {
        Self::new(ProblemKind::Forbidden, "Your role may not do this.")
    }

    /// Not now: there is no room; a new try makes sense after the given time.
    pub fn no_room(sentence: impl Into<String>, retry_after_s: u64) -> Self {
        Self { kind: ProblemKind::Unavailable, sentence: sentence.into(), retry_after_s: Some(retry_after_s) }
    }

    /// Too many tries; a new one makes sense after the given time.
    pub fn too_many(retry_after_s: u64) -> Self {
        let sentence = format!("Too many wrong tries. Try again in {retry_after_s} s.");
        Self { kind: ProblemKind::TooMany, sentence, retry_after_s: Some(retry_after_s) }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl std::error::Error for Problem {}
