//! Tags: what a chip system reads in place of a bib, and who wears which.
//!
//! A tag is assigned to a player of an event from some moment on. One that nobody wears yet is read all the same: its reads
//! are held, and count at their own time once it is assigned.

use crate::{
    Bib, Problem, Timestamp, limits,
    refusal::{self, Spot},
};
use serde::{Deserialize, Deserializer, Serialize};

/// How long a chip must have been away from the loop to pass it anew, in milliseconds. Systems report one that is near
/// several times a second; no lap of any sport here is as short, and whatever is impossibly soon beyond it is for the desk
/// to judge, as a tap would be.
pub const PASSING_MS: i64 = 4_000;

/// A tag as the chip system names it: letters in capitals, digits, and `-`, `.`, `_`, `:`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Tag(String);

impl Tag {
    /// A tag as typed or sent. Systems differ in the case of hexadecimal digits, so it does not matter.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid for what is none.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        let fits = (1..=limits::TAG_CHARS_MAX).contains(&text.len());
        if fits && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._:".contains(&byte)) {
            return Ok(Self(text.to_ascii_uppercase()));
        }
        Err(refusal::TagForm { max: limits::TAG_CHARS_MAX }.into())
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Tag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Tag {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(from)?).map_err(serde::de::Error::custom)
    }
}

/// A tag at the loop: it came, was read however often, and was gone. However long somebody rests there, it is one lap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passing {
    /// Its first read.
    pub first: Timestamp,
    /// Its last read.
    pub last: Timestamp,
}

impl Passing {
    /// A passing of one read.
    pub const fn at(moment: Timestamp) -> Self {
        Self { first: moment, last: moment }
    }

    /// The passing with one more read, if that belongs to it. Reads may come in any order.
    pub fn with(self, at: Timestamp) -> Option<Self> {
        let belongs = at > self.first.plus_ms(-PASSING_MS) && at < self.last.plus_ms(PASSING_MS);
        belongs.then(|| Self { first: self.first.min(at), last: self.last.max(at) })
    }
}

/// A wish that somebody wears a tag: item of `POST …/tags`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TagInput {
    /// The tag.
    pub tag: Tag,
    /// Who wears it from now on, and wore it when it was read while nobody was known to.
    pub bib: Bib,
    /// Whoever wears it now does by mistake: what was read meanwhile is the new wearer's too. Otherwise it stays theirs.
    #[serde(default)]
    pub instead: bool,
}

/// A tag with who wears it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TagView {
    /// The tag.
    pub tag: Tag,
    /// The player's bib.
    pub bib: Bib,
    /// The player's full name.
    pub name: String,
    /// Since when.
    pub since: Timestamp,
    /// When it was last read for this event, whoever wore it.
    pub last_read_at: Option<Timestamp>,
}

/// A tag that nobody wears, with its reads that wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UnknownTag {
    /// The tag.
    pub tag: Tag,
    /// How many passings wait for its owner.
    pub reads: u32,
    /// When the first of them was read.
    pub first_read_at: Timestamp,
    /// When the last of them was.
    pub last_read_at: Timestamp,
}

/// All tags of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TagList {
    /// Those that are worn, by bib.
    pub tags: Vec<TagView>,
    /// Those that were read and nobody wears, the one read last first.
    pub unknown: Vec<UnknownTag>,
}

/// Reads a table of tags and bibs. Heads say in which two columns they stand, whatever else the table holds; without heads
/// there are these two columns alone, tag before bib: a running number taken for a bib would count for somebody else.
/// Lines count from 1.
///
/// # Errors
/// [`Problem`] of kind invalid that names the first line which cannot be read or the head that is missing or there twice,
/// or says that the table is empty or too long.
pub fn read_table(text: &str) -> Result<Vec<TagInput>, Problem> {
    let text = text.trim_start_matches('\u{FEFF}');
    let mut lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()).peekable();
    let first = lines.peek().map_or("", |(line, _)| line);
    let separator = separator(first);
    let heads: Vec<&str> = cells(first, separator).collect();
    let headed = heads.iter().any(|head| Head::of(head) != Head::None);
    let (columns, width) = if headed {
        lines.next();
        ([Head::Tag.column(&heads)?, Head::Bib.column(&heads)?], heads.len())
    } else {
        ([0, 1], 2)
    };
    let mut inputs = Vec::new();
    for (line, no) in lines {
        let spot = Spot::Line(no);
        let cells: Vec<&str> = cells(line, separator).collect();
        if cells.iter().skip(width).any(|cell| !cell.is_empty()) {
            let problem: Problem =
                if headed { refusal::TagRowTooLong.into() } else { refusal::TagRowNeedsHeads.into() };
            return Err(problem.at(spot));
        }
        let [tag, bib] = columns.map(|column| cells.get(column).copied().unwrap_or_default());
        let read = Tag::parse(tag).and_then(|tag| Ok(TagInput { tag, bib: Bib::parse(bib)?, instead: false }));
        inputs.push(read.map_err(|problem| problem.at(spot))?);
    }
    check_list(&inputs)?;
    Ok(inputs)
}

/// Refuses a list that is empty, too long, or gives one tag to two players.
///
/// # Errors
/// [`Problem`] of kind invalid.
pub fn check_list(inputs: &[TagInput]) -> Result<(), Problem> {
    if inputs.is_empty() || inputs.len() > limits::TAGS_PER_REQUEST_MAX {
        return Err(refusal::TagsRange { max: limits::TAGS_PER_REQUEST_MAX }.into());
    }
    let mut tags: Vec<&Tag> = inputs.iter().map(|input| &input.tag).collect();
    tags.sort_unstable();
    match tags.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(refusal::TagTwice { tag: pair[0].clone() }.into()),
        None => Ok(()),
    }
}

/// What a column's head says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Head {
    Tag,
    Bib,
    None,
}

impl Head {
    fn of(cell: &str) -> Self {
        match cell.to_lowercase().as_str() {
            "tag" | "chip" | "transponder" | "epc" | "code" => Self::Tag,
            "bib" | "no" | "number" | "nr" | "nr." | "nummer" | "startnummer" => Self::Bib,
            _ => Self::None,
        }
    }

    /// The one column with this head.
    fn column(self, heads: &[&str]) -> Result<usize, Problem> {
        let head = if self == Self::Tag { "chip" } else { "bib" };
        let mut found = heads.iter().zip(0..).filter(|(head, _)| Self::of(head) == self);
        match (found.next(), found.next()) {
            (Some((_, column)), None) => Ok(column),
            (Some((one, _)), Some((other, _))) => {
                Err(refusal::HeadTwice { head, one: (*one).to_owned(), other: (*other).to_owned() }.into())
            }
            (None, _) => Err(refusal::HeadMissing { head }.into()),
        }
    }
}

/// What parts the cells of a table: whichever of comma, semicolon and tab its first line has most of.
fn separator(first: &str) -> char {
    [',', ';', '\t'].into_iter().max_by_key(|one| (first.matches(*one).count(), *one == ',')).unwrap_or(',')
}

/// The cells of a line. Between quotation marks a separator is a part of the cell, as in a name.
fn cells(line: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let parts = move |c: char| {
        quoted ^= c == '"';
        c == separator && !quoted
    };
    line.split(parts).map(|cell| cell.trim().trim_matches('"').trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Vec<(String, u32)>, String> {
        let rows = read_table(text).map_err(|problem| problem.sentence)?;
        Ok(rows.into_iter().map(|row| (row.tag.to_string(), row.bib.get())).collect())
    }

    #[test]
    fn a_tag_is_one_whatever_its_case() {
        assert_eq!(Tag::parse(" 58003ab1:c "), Tag::parse("58003AB1:C"));
        let long = "A".repeat(limits::TAG_CHARS_MAX + 1);
        for text in ["", " ", "a b", "ä", "a,b", "a/b", long.as_str()] {
            assert!(Tag::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_table_is_read_in_either_order_with_heads_or_without() {
        let rows = Ok(vec![("A1".to_owned(), 7), ("B2".to_owned(), 8)]);
        for text in
            ["a1,7\nb2,8\n", "chip;bib\r\nA1;7\r\n\r\nB2;8", "Nr.\tTag\n7\tA1\n8\tB2", "\u{FEFF}\"A1\",\"7\"\nB2,8"]
        {
            assert_eq!(read(text), rows, "{text}");
        }
        assert!(read("tag,bib\nA1,7\nB2,x").unwrap_err().starts_with("Line 3: A bib"));
        assert!(read("A1,7\na1,8").unwrap_err().contains("twice"));
        assert!(read("tag,bib\n").is_err());
    }

    #[test]
    fn heads_find_their_columns_among_others() {
        let rows = Ok(vec![("A1".to_owned(), 7), ("B2".to_owned(), 8)]);
        for text in [
            "Chip;Lfd;Nr\nA1;1;7\nB2;2;8",
            "Lfd;Nr;Chip\n1;7;A1\n2;8;B2\n",
            "Name;Startnummer;Transponder\n\"Lind; Ada\";7;A1\nRoth, Ben;8;B2;",
            "Name,Chip,Bib\n\"Lind, Ada\",A1,7\nBen,B2,8,,",
        ] {
            assert_eq!(read(text), rows, "{text}");
        }
        let says = |text, part: &str| {
            let sentence = read(text).unwrap_err();
            assert!(sentence.contains(part), "{text}: {sentence}");
        };
        says("Chip;Lfd\nA1;1", "headed as the bib. The");
        says("Lfd;Nr\n1;7", "headed as the chip. The");
        says("Nr;Chip;Startnummer\n1;A1;7", "the bib: Nr and Startnummer.");
        says("Chip;Tag;Nr\nA1;A1;7", "the chip: Chip and Tag.");
        says("Name,Chip,Nr\nLind, Ada,12,7", "Line 2: There are more cells");
    }

    #[test]
    fn without_heads_there_are_two_columns() {
        assert_eq!(read("A1;7;\nB2;8; ;"), Ok(vec![("A1".to_owned(), 7), ("B2".to_owned(), 8)]));
        assert!(read("A1;7\nB2;2;8").unwrap_err().starts_with("Line 2: There are more than two"));
        assert!(read("A1;1;7").unwrap_err().starts_with("Line 1: There are more than two"));
        assert!(read("A1;;7").unwrap_err().starts_with("Line 1: There are more than two"));
    }

    #[test]
    fn a_passing_lasts_until_the_chip_was_away() {
        let at = |ms| Timestamp::from_ms(1_800_000_000_000 + ms);
        let mut resting = Passing::at(at(0));
        for read in (0..60).map(|n| at(n * 1_000)) {
            resting = resting.with(read).unwrap();
        }
        assert_eq!(resting, Passing { first: at(0), last: at(59_000) });
        assert_eq!(resting.with(at(59_000 + PASSING_MS)), None);
        assert_eq!(resting.with(at(-PASSING_MS)), None);
        let early = resting.with(at(1 - PASSING_MS)).unwrap();
        assert_eq!(early.first, at(1 - PASSING_MS), "told of later");
    }

    proptest! {
        #[test]
        fn whatever_is_pasted_is_read_or_refused(text in ".{0,80}") {
            let _ = read_table(&text);
        }
    }
}
