//! Everything that can be refused, and every reason that an answer gives: one row a fact, with a stable code, the types of
//! its parameters, and its sentence in both languages.
//!
//! Each row becomes a type of its own: whoever refuses names it and gives its parameters. A program that refuses three
//! things then holds three rows; only who looks a code up holds the whole [`table`].
//!
//! A new one is a row in the file of its subject: tests walk it in both languages, and the API's description lists it. A
//! code stays for good, and so do the names of its parameters; sentences may change.

mod access;
mod bus;
mod counting;
mod event;
mod field;
mod form;
mod money;
mod param;
mod people;
mod placing;
mod reasons;
mod safety;
mod server;
mod shown;
#[cfg(test)]
mod tests;
mod trail;

use crate::{lang::Lang, problem::ProblemKind};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

pub use access::*;
pub use bus::*;
pub use counting::*;
pub use event::*;
pub use field::Field;
pub use form::*;
pub use money::*;
pub use param::{Param, Params};
pub use people::*;
pub use placing::*;
pub use reasons::*;
pub use safety::*;
pub use server::*;
pub use shown::{By, InTheWay, Money, PaidFor, Shown, Sort};
pub use trail::*;

/// A stable name for a refusal or reason, by which programs decide.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Code(Cow<'static, str>);

impl Code {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is the code of that fact.
    pub fn is<F: Fact>(&self) -> bool {
        self.0 == F::ROW.code
    }
}

/// One row of the table.
#[derive(Debug)]
pub struct Row {
    /// The stable name.
    pub code: &'static str,
    /// What kind of refusal it is; none for a reason, which is part of an answer.
    pub kind: Option<ProblemKind>,
    /// The sentence, with parameters in braces.
    pub english: &'static str,
    /// The same in German.
    pub german: &'static str,
    /// The parameters, and how each is shown.
    pub params: &'static [(&'static str, &'static Sort)],
}

impl Row {
    /// The name as answers carry it.
    pub const fn code(&self) -> Code {
        Code(Cow::Borrowed(self.code))
    }

    /// The sentence with its parameters; none where they do not fit.
    pub fn render(&self, params: &Params, lang: Lang) -> Option<String> {
        let mut rest = match lang {
            Lang::En => self.english,
            Lang::De => self.german,
        };
        let mut sentence = String::new();
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}')?;
            let (_, sort) = self.params.iter().find(|(known, _)| *known == name)?;
            sentence.push_str(before);
            sentence.push_str(&(sort.show)(params.get(name)?, lang)?);
            rest = after;
        }
        sentence.push_str(rest);
        Some(sentence)
    }
}

/// A fact of the table with its parameters.
pub trait Fact {
    /// Its row.
    const ROW: &'static Row;

    /// The parameters, by name.
    fn params(self) -> Params;
}

/// A fact for which a request is refused.
pub trait Refusal: Fact {
    /// What kind of refusal it is.
    const KIND: ProblemKind;
}

/// Why something is as an answer says: the sentence that it always had, with its code and parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The sentence in English, or a part of one.
    pub sentence: String,
    /// Its code; none where a program of the version before said it.
    pub code: Option<Code>,
    /// Its parameters.
    pub params: Params,
}

impl Reason {
    pub(crate) fn of(row: &'static Row, params: Params) -> Self {
        let sentence = row.render(&params, Lang::En);
        debug_assert!(sentence.is_some(), "the parameters of {} are not those of its row", row.code);
        Self { sentence: sentence.unwrap_or_else(|| row.english.to_owned()), code: Some(row.code()), params }
    }
}

impl Reason {
    /// The reason whose parts an answer carries beside each other; none without a sentence.
    pub fn joined(sentence: Option<String>, code: Option<Code>, params: Params) -> Option<Self> {
        sentence.map(|sentence| Self { sentence, code, params })
    }

    /// The sentence in a language; in English where the code is of a newer version, or there is none.
    pub fn sentence_in(&self, lang: Lang) -> Cow<'_, str> {
        shown(&self.sentence, self.code.as_ref(), &self.params, lang)
    }

    /// Whether it is that fact.
    pub fn is<F: Fact>(&self) -> bool {
        self.code.as_ref().is_some_and(Code::is::<F>)
    }

    /// Its parts, as answers carry them beside each other.
    pub fn apart(reason: Option<Self>) -> (Option<String>, Option<Code>, Params) {
        match reason {
            Some(Self { sentence, code, params }) => (Some(sentence), code, params),
            None => (None, None, Params::default()),
        }
    }
}

impl<F: Fact> From<F> for Reason {
    fn from(fact: F) -> Self {
        Self::of(F::ROW, fact.params())
    }
}

/// Where in a request the refusal lies, as a parameter beside its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// A line of an imported file.
    Line(u64),
    /// A line of a start list, which is registered whole or not at all.
    ListLine(u64),
    /// One of several players, from 1.
    Player(u64),
}

/// The parameters that say where it lies, with the sentence around the refusal's own in both languages.
const SPOTS: [(&str, &str, &str); 3] = [
    ("line", "Line {no}: {sentence}", "Zeile {no}: {sentence}"),
    (
        "list_line",
        "Line {no}: {sentence} Nobody was registered.",
        "Zeile {no}: {sentence} Es wurde niemand angemeldet.",
    ),
    ("in_list", "Player {no}: {sentence}", "Person {no}: {sentence}"),
];

impl Spot {
    /// The sentence with the spot, and the parameter.
    pub(crate) fn around(self, sentence: &str) -> (String, &'static str, u64) {
        let ((name, english, _), no) = match self {
            Self::Line(no) => (SPOTS[0], no),
            Self::ListLine(no) => (SPOTS[1], no),
            Self::Player(no) => (SPOTS[2], no),
        };
        (around(english, no, sentence), name, no)
    }
}

fn around(template: &str, no: u64, sentence: &str) -> String {
    template.replace("{no}", &no.to_string()).replace("{sentence}", sentence)
}

/// All rows.
pub fn table() -> impl Iterator<Item = &'static Row> {
    [
        event::ROWS,
        people::ROWS,
        placing::ROWS,
        counting::ROWS,
        money::ROWS,
        safety::ROWS,
        access::ROWS,
        trail::ROWS,
        form::ROWS,
        server::ROWS,
        reasons::ROWS,
        bus::ROWS,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// The sentence of a code in a language; none for a code of a newer version, and where the parameters do not fit.
pub fn sentence_in(code: &Code, params: &Params, lang: Lang) -> Option<String> {
    let row = table().find(|row| row.code == code.as_str())?;
    let mut sentence = row.render(params, lang)?;
    for (name, english, german) in SPOTS {
        if let Some(no) = params.get(name).and_then(Param::as_u64) {
            sentence = around(if lang == Lang::En { english } else { german }, no, &sentence);
        }
    }
    Some(sentence)
}

/// A sentence that came with a code, in a language: English as it came, any other by the table.
pub(crate) fn shown<'s>(sentence: &'s str, code: Option<&Code>, params: &Params, lang: Lang) -> Cow<'s, str> {
    let translated = match lang {
        Lang::En => None,
        Lang::De => code.and_then(|code| sentence_in(code, params, lang)),
    };
    translated.map_or(Cow::Borrowed(sentence), Cow::Owned)
}

/// Makes the types and the rows of one subject.
macro_rules! facts {
    ($($name:ident $({ $($param:ident: $type:ty),+ })?: $kind:ident $code:literal $english:literal $german:literal;)+) => {
        $(
            $crate::refusal::fact!(@type $name $({ $($param: $type),+ })? $english);

            impl $crate::refusal::Fact for $name {
                const ROW: &'static $crate::refusal::Row = &$crate::refusal::Row {
                    code: $code,
                    kind: $crate::refusal::fact!(@kind $kind),
                    english: $english,
                    german: $german,
                    params: &[$($((stringify!($param), &<$type as $crate::refusal::Shown>::SORT)),+)?],
                };

                fn params(self) -> $crate::refusal::Params {
                    $crate::refusal::Params::of([
                        $($((stringify!($param), $crate::refusal::Shown::into_param(self.$param))),+)?
                    ])
                }
            }

            $crate::refusal::fact!(@refusal $name $kind);
        )+

        pub(super) const ROWS: &[&$crate::refusal::Row] = &[$(<$name as $crate::refusal::Fact>::ROW),+];
    };
}

/// What differs between a refusal and a reason, and between facts with and without parameters.
macro_rules! fact {
    (@type $name:ident $english:literal) => {
        #[doc = $english]
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $name;
    };
    (@type $name:ident { $($param:ident: $type:ty),+ } $english:literal) => {
        #[doc = $english]
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name {
            $(
                #[doc = concat!("`{", stringify!($param), "}` of the sentence.")]
                pub $param: $type,
            )+
        }
    };
    (@kind Reason) => { None };
    (@kind $kind:ident) => { Some($crate::ProblemKind::$kind) };
    (@refusal $name:ident Reason) => {};
    (@refusal $name:ident $kind:ident) => {
        impl $crate::refusal::Refusal for $name {
            const KIND: $crate::ProblemKind = $crate::ProblemKind::$kind;
        }
    };
}

use {fact, facts};
