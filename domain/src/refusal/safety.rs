//! What stations say of people in the water, roll-calls, and how the tablets are.

super::facts! {
    NoteEmpty: Invalid "note_empty"
        "A note says something."
        "Die Notiz ist leer.";
    TextWithoutNote: Invalid "text_without_note"
        "Only a note has a text."
        "Nur eine Notiz hat einen Text.";
    LeavesWithoutOut: Invalid "leaves_without_out"
        "Only who is out of the water leaves the lane."
        "Nur wer aus dem Wasser ist, verlässt die Bahn.";
    IdOfWord: Conflict "id_of_word"
        "This id belongs to another word. Make a new one."
        "Diese Kennung gehört zu einer anderen Meldung. Vergeben Sie eine neue.";
    NothingSaid: NotFound "nothing_said"
        "Nothing like that was said."
        "Das wurde nicht gemeldet.";
    NoRollCall: Conflict "no_roll_call"
        "There is no roll-call under way."
        "Es läuft keine Räumung.";
    RollCallUnderWay: Conflict "roll_call_under_way"
        "A roll-call is under way already."
        "Es läuft schon eine Räumung.";
    BatteryRange: Invalid "battery_range"
        "A battery holds 0 to 100 per cent."
        "Ein Akku hat 0 bis 100 Prozent.";
    BuildTooLong { max: usize }: Invalid "build_too_long"
        "A build's name has at most {max} characters."
        "Der Name einer Programmfassung hat höchstens {max} Zeichen.";
}
