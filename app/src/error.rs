//! What a server function answers when it refuses.

use domain::{Problem, ProblemKind};
use leptos::server_fn::{codec::JsonEncoding, error::FromServerFnError, error::ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Why a page did not get what it asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageError {
    /// The server refused; nothing was changed.
    Refused(Problem),
    /// The server was not reached, or its answer did not arrive.
    Unreached,
}

impl PageError {
    /// What kind of refusal it is.
    pub fn kind(&self) -> ProblemKind {
        match self {
            Self::Refused(problem) => problem.kind,
            Self::Unreached => ProblemKind::Unavailable,
        }
    }

    /// The sentence that a page shows.
    pub fn sentence(&self) -> String {
        match self {
            Self::Refused(problem) => problem.sentence.clone(),
            Self::Unreached => crate::i18n::tr(
                "The server cannot be reached. Check the network and try again.",
                "Der Server ist nicht erreichbar. Prüfen Sie das Netz und versuchen Sie es noch einmal.",
            )
            .to_owned(),
        }
    }
}

impl From<Problem> for PageError {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}

impl std::fmt::Display for PageError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.sentence())
    }
}

impl std::error::Error for PageError {}

impl FromServerFnError for PageError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => {
                Self::Refused(Problem::invalid("The request cannot be understood."))
            }
            // An answer that is no JSON comes from something between the browser and the server.
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::Unreached
            }
            _ => Self::Refused(Problem::new(
                ProblemKind::Internal,
                "Something went wrong on the server; nothing was changed.",
            )),
        }
    }
}
