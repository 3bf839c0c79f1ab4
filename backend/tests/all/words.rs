//! Nobody but `domain` compares the names of actions, or of the states of what waits: who needs one asks for its kind. And
//! nobody compares a sentence: refusals and reasons have codes.

use domain::{
    audit::ActorKind,
    change::{Kind, TargetKind},
    held::{HeldReason, HeldState},
};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Every Rust file below a folder.
fn files(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            all.push(path);
        }
    }
}

/// The lines of a file that are not of its tests, with their numbers.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().take_while(|(_, line)| *line != "#[cfg(test)]").map(|(no, line)| (no + 1, line))
}

#[test]
fn names_of_actions_and_states_stand_in_the_domain_alone() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let states = HeldState::ALL.map(HeldState::as_str).into_iter().chain(HeldReason::ALL.map(HeldReason::as_str));
    let names: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.name()).chain(states).collect();
    // What an entry is compared with: a name as a pattern or beside `==`.
    let compared = |line: &str| {
        names.iter().any(|name| {
            let quoted = format!("\"{name}\"");
            [
                format!("== {quoted}"),
                format!("!= {quoted}"),
                format!("{quoted} =>"),
                format!("{quoted} |"),
                format!("({quoted})"),
            ]
            .iter()
            .any(|found| line.contains(found.as_str()))
        })
    };
    let prefixes = ["action.starts_with(\"", "action.strip_prefix(\"", "\"undo.\""];
    let kinds: BTreeSet<String> = TargetKind::ALL
        .map(TargetKind::as_str)
        .into_iter()
        .chain(ActorKind::ALL.map(ActorKind::as_str))
        .flat_map(|kind| {
            ["target_type", "target_type.as_str()", "actor_kind", "actor.kind"].map(|of| format!("{of} == \"{kind}\""))
        })
        .collect();
    let mut all = Vec::new();
    for crate_ in ["backend", "app", "server", "frontend"] {
        files(&root.join(crate_).join("src"), &mut all);
    }
    assert!(all.len() > 100, "the sources are there");
    let mut found = Vec::new();
    for path in all {
        let text = fs::read_to_string(&path).unwrap();
        for (no, line) in lines(&text) {
            let of_entries =
                prefixes.iter().any(|prefix| line.contains(prefix)) || kinds.iter().any(|kind| line.contains(kind));
            if compared(line) || of_entries {
                found.push(format!("{}:{no}: {}", path.strip_prefix(root).unwrap().display(), line.trim()));
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

/// Where a sentence is all that there is: a node of a version that knows no codes.
const BEFORE_CODES: [&str; 1] = ["sentence.contains(\"unknown field `lane_id`\")"];

/// Whether a line decides by a sentence: by one that it holds, or by what was said.
fn decides_by_a_sentence(line: &str) -> bool {
    let ways = ["== \"", "!= \"", "contains(\"", "starts_with(\"", "ends_with(\"", "strip_prefix(\""];
    let of_words = |after: &str| {
        let literal = after.split('"').next().unwrap_or_default();
        let words = literal.split(' ').filter(|word| word.len() > 1 && word.chars().all(char::is_alphabetic));
        words.count() > 1
    };
    let holds_one = ways.iter().any(|way| line.split(way).skip(1).any(of_words));
    let said = [".sentence", ".sentence()", ".err", "sentence", "reason"];
    let asks = [" == \"", " != \"", ".contains(", ".starts_with(", ".ends_with("];
    holds_one || said.iter().any(|said| asks.iter().any(|asks| line.contains(&format!("{said}{asks}"))))
}

#[test]
fn nobody_decides_by_a_sentence() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut all = Vec::new();
    for crate_ in ["domain", "backend", "app", "server", "frontend"] {
        files(&root.join(crate_).join("src"), &mut all);
    }
    let mut found = Vec::new();
    for path in all.iter().filter(|path| !path.ends_with("tests.rs")) {
        let text = fs::read_to_string(path).unwrap();
        for (no, line) in lines(&text) {
            if decides_by_a_sentence(line) && !BEFORE_CODES.iter().any(|known| line.contains(known)) {
                found.push(format!("{}:{no}: {}", path.strip_prefix(root).unwrap().display(), line.trim()));
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
    assert!(
        decides_by_a_sentence("if problem.sentence.starts_with(\"This was\") {"),
        "the test sees what it looks for"
    );
    assert!(decides_by_a_sentence("reason == \"nobody has this bib\""));
}
