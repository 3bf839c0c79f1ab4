//! What a server function answers when it refuses.

use crate::i18n::lang;
use domain::{Problem, ProblemKind, refusal};
use leptos::server_fn::{codec::JsonEncoding, error::FromServerFnError, error::ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Why a page did not get what it asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageError {
    /// The server refused; nothing was changed.
    Refused(Problem),
    /// The page itself misses something before it asks the server, and says so in its language.
    Page {
        /// What kind of refusal it is.
        kind: ProblemKind,
        /// What is missing.
        sentence: String,
    },
    /// The server was not reached, or its answer did not arrive.
    Unreached,
}

impl PageError {
    /// What a form misses, in the page's language.
    pub fn form(sentence: impl Into<String>) -> Self {
        Self::Page { kind: ProblemKind::Invalid, sentence: sentence.into() }
    }

    /// What kind of refusal it is.
    pub fn kind(&self) -> ProblemKind {
        match self {
            Self::Refused(problem) => problem.kind,
            Self::Page { kind, .. } => *kind,
            Self::Unreached => ProblemKind::Unavailable,
        }
    }

    /// The sentence that a page shows, in its language.
    pub fn sentence(&self) -> String {
        match self {
            Self::Refused(problem) => problem.shown().to_owned(),
            Self::Page { sentence, .. } => sentence.clone(),
            Self::Unreached => crate::i18n::tr(
                "The server cannot be reached. Check the network and try again.",
                "Der Server ist nicht erreichbar. Prüfen Sie das Netz und versuchen Sie es noch einmal.",
            )
            .to_owned(),
        }
    }
}

impl From<Problem> for PageError {
    /// Says it in the page's language here, where the refusal arises: the board then needs no table of all of them.
    fn from(problem: Problem) -> Self {
        Self::Refused(problem.translated(lang()))
    }
}

impl std::fmt::Display for PageError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // For logs and for programs.
        match self {
            Self::Refused(problem) => problem.fmt(f),
            Self::Page { sentence, .. } => f.write_str(sentence),
            Self::Unreached => f.write_str("The server cannot be reached."),
        }
    }
}

impl std::error::Error for PageError {}

impl FromServerFnError for PageError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => {
                Self::Refused(Problem::translated_of(refusal::RequestUnreadable, lang()))
            }
            // An answer that is no JSON comes from something between the browser and the server.
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::Unreached
            }
            _ => Self::Refused(Problem::translated_of(refusal::WentWrong, lang())),
        }
    }
}
