//! Every row in both languages.

use super::*;
use crate::{
    Bib, Metres, Problem, ProblemKind, Timestamp,
    held::HeldReason,
    money::{Amount, Currency},
    payment::PaymentKind,
};
use std::collections::{BTreeSet, HashSet};

/// A parameter of that sort, as an answer could carry it.
fn sample(sort: &str) -> Param {
    let euros = Money(Amount::from_minor(1_250), Currency::EUR);
    match sort {
        "number" | "bib" => 7_u32.into_param(),
        "text" | "tag" => "A1".into_param(),
        "currency" => Currency::EUR.into_param(),
        "list" => vec!["7 · Ada".to_owned(), "8 · Bo".to_owned()].into_param(),
        "time" => Timestamp::from_ms(1_800_000_000_000).into_param(),
        "metres" => Metres::from_mm(62_500).into_param(),
        "field" => Field::Note.into_param(),
        "held_reason" => HeldReason::InPause.into_param(),
        "payment_kind" => PaymentKind::EntryFee.into_param(),
        "role" => crate::Role::Floor.into_param(),
        "who" => By::console().into_param(),
        "money" => euros.into_param(),
        "paid" => PaidFor(vec![(PaymentKind::EntryFee, euros)]).into_param(),
        "in_the_way" => in_the_way().into_param(),
        other => panic!("no sample of the sort {other}"),
    }
}

fn in_the_way() -> InTheWay {
    let euros = Money(Amount::from_minor(1_250), Currency::EUR);
    InTheWay {
        laps: 3,
        paid: Some(PaidFor(vec![(PaymentKind::EntryFee, euros)])),
        slot: Some((2, "slow and steady".to_owned())),
    }
}

fn samples(row: &Row) -> Params {
    let mut params = Params::default();
    for (name, sort) in row.params {
        params.push(name, sample(sort.name));
    }
    params
}

/// The names in braces.
fn placeholders(template: &str) -> BTreeSet<&str> {
    template.split('{').skip(1).map(|part| part.split_once('}').expect("a brace is closed").0).collect()
}

#[test]
fn each_code_is_a_name_of_its_own() {
    let mut codes = HashSet::new();
    for row in table() {
        let is_snake = row.code.starts_with(|c: char| c.is_ascii_lowercase())
            && row.code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
            && !row.code.ends_with('_');
        assert!(is_snake, "{}", row.code);
        assert!(codes.insert(row.code), "{} is there twice", row.code);
    }
    assert!(codes.len() > 200);
}

#[test]
fn each_row_has_both_sentences_with_all_of_its_parameters() {
    for row in table() {
        let known: BTreeSet<&str> = row.params.iter().map(|(name, _)| *name).collect();
        for template in [row.english, row.german] {
            assert!(!template.trim().is_empty(), "{}", row.code);
            assert_eq!(placeholders(template), known, "{}: {template}", row.code);
        }
        for (name, ..) in SPOTS {
            assert!(!known.contains(name), "{}: {name} says where it lies", row.code);
        }
    }
}

#[test]
fn each_row_is_rendered_in_both_languages() {
    for row in table() {
        let params = samples(row);
        let wire = serde_json::to_string(&params).unwrap();
        assert_eq!(serde_json::from_str::<Params>(&wire).unwrap(), params, "{}", row.code);
        for lang in [Lang::En, Lang::De] {
            let sentence = sentence_in(&row.code(), &params, lang).unwrap_or_else(|| panic!("{}", row.code));
            assert!(!sentence.contains(['{', '}']), "{sentence}");
            if row.kind.is_some() && !row.english.ends_with('}') && !row.english.ends_with('…') {
                assert!(sentence.ends_with('.'), "{sentence}");
            }
        }
        if let Some((first, _)) = row.params.first() {
            assert_eq!(row.render(&Params::default(), Lang::De), None, "{} without {first}", row.code);
        }
    }
}

#[test]
fn what_a_refusal_says_depends_on_the_language_alone() {
    let bib = Bib::new(7).unwrap();
    let problem = Problem::from(BibTaken { bib, name: "Ada Lind".into() });
    assert_eq!(problem.kind, ProblemKind::Conflict);
    assert_eq!(problem.sentence, "Bib 7 is Ada Lind.");
    assert_eq!(problem.sentence_in(Lang::De), "Die Nummer 7 hat Ada Lind.");
    assert!(problem.is::<BibTaken>() && !problem.is::<BibJustTaken>());
    let wire = serde_json::to_value(&problem).unwrap();
    assert_eq!(wire["code"], "bib_taken");
    assert_eq!(wire["params"], serde_json::json!({ "bib": 7, "name": "Ada Lind" }));
    assert_eq!(serde_json::from_value::<Problem>(wire).unwrap(), problem);
}

#[test]
fn values_are_shown_as_each_language_writes_them() {
    let both = |problem: Problem| (problem.sentence.clone(), problem.sentence_in(Lang::De).into_owned());
    let (english, german) = both(ThingsInTheWay { things: in_the_way() }.into());
    assert_eq!(
        english,
        "In the way: 3 counted laps and payments (entry fee €12.50) and slot 2 of slow and steady. \
         Undo these first, or all of it together."
    );
    assert!(
        german.starts_with("Im Weg: 3 gezählte Runden und Zahlungen (Startgeld 12,50\u{a0}€) und Platz 2"),
        "{german}"
    );
    let (english, german) = both(FieldEmpty { field: Field::LaneName }.into());
    assert_eq!((english.as_str(), german.as_str()), ("The lane's name is empty.", "Der Name der Bahn ist leer."));
    let (english, german) = both(LapCannotCount { reason: HeldReason::InPause }.into());
    assert_eq!(english, "As things stand this lap cannot count: counted while the race was paused.");
    assert!(german.ends_with("während einer Pause gezählt."), "{german}");
    let (english, german) = both(MetresBeyond { lap: Metres::from_mm(62_500) }.into());
    assert!(english.ends_with("a lap of 62.5 m.") && german.ends_with("eine Runde von 62,5 m."), "{english} {german}");
    let at = Timestamp::from_ms(1_800_000_000_000);
    let (english, german) = both(UndoneBefore { by: By("Ada".to_owned()), at }.into());
    assert_eq!(english, "This was already undone by Ada at 2027-01-15T08:00:00.000Z.");
    assert_eq!(german, "Das wurde schon von Ada rückgängig gemacht, um 15.01.2027, 08:00:00 UTC.");
    let (english, german) = both(UndoneBefore { by: By::console(), at }.into());
    assert!(english.contains("by the console at") && german.contains("von der Leitung rückgängig"), "{german}");
    let (english, german) = both(Problem::from(BibRange { max: 9 }).at(Spot::Line(3)));
    assert_eq!(english, "Line 3: A bib is a number from 1 to 9.");
    assert_eq!(german, "Zeile 3: Eine Nummer liegt zwischen 1 und 9.");
    let (_, german) = both(Problem::from(BibRange { max: 9 }).at(Spot::ListLine(3)));
    assert_eq!(german, "Zeile 3: Eine Nummer liegt zwischen 1 und 9. Es wurde niemand angemeldet.");
}

#[test]
fn a_refusal_of_another_version_is_read_and_shown_in_english() {
    let read = |json: &str| serde_json::from_str::<Problem>(json).unwrap();
    let before = read(r#"{"kind":"conflict","sentence":"Bib 7 is Ada."}"#);
    assert_eq!((before.code(), before.sentence_in(Lang::De).as_ref()), (None, "Bib 7 is Ada."));
    let newer = read(
        r#"{"kind":"conflict","sentence":"The moon is full.","code":"moon_full",
            "params":{"moon":{"phase":[1,true]},"so":null,"at":-1.5}}"#,
    );
    assert_eq!(newer.sentence_in(Lang::De), "The moon is full.");
    assert_eq!(newer.code().map(Code::as_str), Some("moon_full"));
    for misfit in [r"{}", r#"{"bib":"seven","name":"Ada"}"#, r#"{"bib":null,"name":"Ada"}"#] {
        let json = format!(r#"{{"kind":"conflict","sentence":"So it is.","code":"bib_taken","params":{misfit}}}"#);
        assert_eq!(read(&json).sentence_in(Lang::De), "So it is.", "{misfit}");
    }
}

#[test]
fn held_reasons_are_rows_of_the_same_names() {
    for reason in HeldReason::ALL {
        assert_eq!(reason.row().code, reason.as_str());
        assert_eq!(HeldReason::of_answer(Some(&reason.row().code()), None), Some(reason));
        assert_eq!(HeldReason::of_answer(None, Some(reason.sentence())), Some(reason), "as the version before said it");
    }
    assert_eq!(HeldReason::of_answer(Some(&IdIsNil::ROW.code()), Some("counted before the start")), None);
}
