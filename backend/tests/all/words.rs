//! Nobody but `domain` compares the names of actions, or of the states of what waits: who needs one asks for its kind.

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
