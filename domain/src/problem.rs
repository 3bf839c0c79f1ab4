//! What goes wrong, as people and programs are told it.

use crate::{
    lang::Lang,
    refusal::{Code, Fact, Params, Reason, Refusal, SignInFirst, Spot, TooManyTries, shown},
};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

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
    /// The address is right and does not take the method (405).
    WrongMethod,
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
            Self::WrongMethod => 405,
            Self::Conflict => 409,
            Self::TooLarge => 413,
            Self::TooMany => 429,
            Self::Unavailable => 503,
            Self::Internal => 500,
        }
    }
}

/// A refusal: its kind, a sentence for people that says what is wrong and, where there is something, what to do, and the
/// code by which programs decide. It is made from a row of the table alone, so none is without a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What kind of refusal it is.
    pub kind: ProblemKind,
    /// One or two sentences without secrets, in English.
    pub sentence: String,
    /// After how many seconds a new try makes sense.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_s: Option<u64>,
    /// A server of the version before sends none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<Code>,
    #[serde(default, skip_serializing_if = "Params::is_empty")]
    params: Params,
    /// The sentence in the language of the page that it goes to, unless that is English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    translated: Option<String>,
}

impl<R: Refusal> From<R> for Problem {
    fn from(refusal: R) -> Self {
        Self::of(R::KIND, Reason::of(R::ROW, refusal.params()))
    }
}

impl Problem {
    fn of(kind: ProblemKind, Reason { sentence, code, params }: Reason) -> Self {
        Self { kind, sentence, retry_after_s: None, code, params, translated: None }
    }

    /// Nobody is signed in.
    pub fn unauthenticated() -> Self {
        SignInFirst.into()
    }

    /// The role is too low.
    pub fn forbidden() -> Self {
        crate::refusal::RoleTooLow.into()
    }

    /// Too many tries; a new one makes sense after the given time.
    pub fn too_many(seconds: u64) -> Self {
        Self::from(TooManyTries { seconds }).retry_after(seconds)
    }

    /// The same, where a new try makes sense after the given time.
    #[must_use]
    pub fn retry_after(self, seconds: u64) -> Self {
        Self { retry_after_s: Some(seconds), ..self }
    }

    /// The same, with where in the request it lies.
    #[must_use]
    pub fn at(mut self, spot: Spot) -> Self {
        let (sentence, name, no) = spot.around(&self.sentence);
        self.params.push(name, crate::refusal::Shown::into_param(no));
        Self { sentence, ..self }
    }

    /// The stable code; none from a server of the version before.
    pub const fn code(&self) -> Option<&Code> {
        self.code.as_ref()
    }

    /// The parameters of the sentence.
    pub const fn params(&self) -> &Params {
        &self.params
    }

    /// Whether it is that refusal.
    pub fn is<F: Fact>(&self) -> bool {
        self.code.as_ref().is_some_and(Code::is::<F>)
    }

    /// The sentence in a language; in English where the code is of a newer version, or there is none.
    pub fn sentence_in(&self, lang: Lang) -> Cow<'_, str> {
        shown(&self.sentence, self.code.as_ref(), &self.params, lang)
    }

    /// The same for a page in that language. Whoever holds the table says the sentence, so that a page need not.
    #[must_use]
    pub fn translated(self, lang: Lang) -> Self {
        let translated = match self.sentence_in(lang) {
            Cow::Owned(sentence) => Some(sentence),
            Cow::Borrowed(_) => None,
        };
        Self { translated, ..self }
    }

    /// The same of a refusal that is known, which takes no look into the table.
    pub fn translated_of<R: Refusal>(refusal: R, lang: Lang) -> Self {
        let problem = Self::from(refusal);
        let translated = R::ROW.render(&problem.params, lang).filter(|_| lang != Lang::En);
        Self { translated, ..problem }
    }

    /// The sentence as the page shows it for which it was translated; in English for all others.
    pub fn shown(&self) -> &str {
        self.translated.as_deref().unwrap_or(&self.sentence)
    }

    /// Why something was refused, for an answer that is no refusal itself.
    pub fn into_reason(self) -> Reason {
        Reason { sentence: self.sentence, code: self.code, params: self.params }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl std::error::Error for Problem {}
