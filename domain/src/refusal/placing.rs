//! Pace groups, lanes and slots, and who is where.

use super::By;
use crate::Timestamp;

super::facts! {
    NoSuchPaceGroup: NotFound "no_such_pace_group"
        "There is no such pace group."
        "Diese Tempogruppe gibt es nicht.";
    NoPaceGroupOfName { name: String }: NotFound "no_pace_group_of_name"
        "There is no pace group {name}."
        "Es gibt keine Tempogruppe {name}.";
    PaceGroupTaken { name: String }: Conflict "pace_group_taken"
        "There is a pace group {name} already."
        "Die Tempogruppe {name} gibt es schon.";
    PaceGroupUsed { name: String }: Conflict "pace_group_used"
        "There was a pace group {name}. Undo its removal, or choose another name."
        "Die Tempogruppe {name} gab es schon. Machen Sie ihr Entfernen rückgängig, oder wählen Sie einen anderen Namen.";
    PaceGroupTwice { name: String }: Invalid "pace_group_twice"
        "Two pace groups are called {name}."
        "Zwei Tempogruppen heißen {name}.";
    TooManyPaceGroups { max: usize }: Conflict "too_many_pace_groups"
        "An event has at most {max} pace groups."
        "Eine Veranstaltung hat höchstens {max} Tempogruppen.";
    PaceGroupsRange { max: usize }: Invalid "pace_groups_range"
        "An event has at most {max} pace groups."
        "Eine Veranstaltung hat höchstens {max} Tempogruppen.";
    PaceGroupRemoved { group: String }: Conflict "pace_group_removed"
        "The pace group {group} was removed. Undo that first."
        "Die Tempogruppe {group} wurde entfernt. Machen Sie das zuerst rückgängig.";
    LastPaceGroup: Conflict "last_pace_group"
        "This is the last pace group. Add another one first."
        "Dies ist die letzte Tempogruppe. Fügen Sie zuerst eine andere hinzu.";
    SlotsRange { name: String, max: u32 }: Invalid "slots_range"
        "The pace group {name} needs 1 to {max} slots."
        "Die Tempogruppe {name} braucht 1 bis {max} Plätze.";
    TooManySlots { max: u32 }: Conflict "too_many_slots"
        "A pace group has at most {max} slots."
        "Eine Tempogruppe hat höchstens {max} Plätze.";
    NoSuchLane: NotFound "no_such_lane"
        "There is no such lane."
        "Diese Bahn gibt es nicht.";
    LaneGone: NotFound "lane_gone"
        "There is no such lane any more."
        "Diese Bahn gibt es nicht mehr.";
    LaneRemoved { lane: String }: NotFound "lane_removed"
        "Lane {lane} was removed."
        "Die Bahn {lane} wurde entfernt.";
    LaneTaken { lane: String, group: String }: Conflict "lane_taken"
        "There is a lane {lane} already, in {group}."
        "Die Bahn {lane} gibt es schon, in {group}.";
    TooManyLanes { max: usize }: Conflict "too_many_lanes"
        "An event has at most {max} lanes."
        "Eine Veranstaltung hat höchstens {max} Bahnen.";
    LaneKeepsName { lane: String }: Conflict "lane_keeps_name"
        "Lane {lane} has a lap length of its own, and its stations know it by that name. Rename it before the start or after the end."
        "Die Bahn {lane} hat eine eigene Rundenlänge, und ihre Stationen kennen sie unter diesem Namen. Benennen Sie sie vor dem Start oder nach dem Ende um.";
    LastLane: Conflict "last_lane"
        "This is the last lane of its pace group. Remove the pace group instead."
        "Dies ist die letzte Bahn ihrer Tempogruppe. Entfernen Sie stattdessen die Tempogruppe.";
    LaneWithoutGroup: Conflict "lane_without_group"
        "Its pace group was removed. Undo that first."
        "Ihre Tempogruppe wurde entfernt. Machen Sie das zuerst rückgängig.";
    LanesChanged: Conflict "lanes_changed"
        "Lanes were added, changed or removed since. Undo that first, or remove the pace group."
        "Seither wurden Bahnen hinzugefügt, geändert oder entfernt. Machen Sie das zuerst rückgängig, oder entfernen Sie die Tempogruppe.";
    PlacesRange { max: u32 }: Invalid "places_range"
        "A lane takes 1 to {max} players."
        "Eine Bahn fasst 1 bis {max} Personen.";
    ColorUnknown { colors: Vec<String> }: Invalid "color_unknown"
        "The colour is one of {colors}."
        "Die Farbe ist eine von {colors}.";
    PlayersInTheWay { players: Vec<String> }: Conflict "players_in_the_way"
        "In the way: {players} would stand in no slot or in another lane. Let them go first."
        "Im Weg: {players} stünden auf keinem Platz oder in einer anderen Bahn. Entlassen Sie sie zuerst.";
    NoSuchSlot { position: i64, group: String, last: i64 }: NotFound "no_such_slot"
        "There is no slot {position} in {group}: it has slots 0 to {last}."
        "In {group} gibt es keinen Platz {position}: Es gibt die Plätze 0 bis {last}.";
    SlotTaken { position: i64, group: String, by: By, bib: i64, name: String }: Conflict "slot_taken"
        "Slot {position} of {group} is taken: {by} placed {bib} · {name} there."
        "Platz {position} von {group} ist belegt: {bib} · {name}, eingeteilt von {by}.";
    SlotJustTaken { position: i64, group: String }: Conflict "slot_just_taken"
        "Slot {position} of {group} was taken at this moment."
        "Platz {position} von {group} wurde in diesem Augenblick belegt.";
    SlotEmpty { position: i64, group: String }: Conflict "slot_empty"
        "Slot {position} of {group} is empty already."
        "Platz {position} von {group} ist schon frei.";
    AllPlacesTaken { places: i64, group: String }: Conflict "all_places_taken"
        "All {places} places of {group} are taken. Let somebody go first."
        "Alle {places} Plätze von {group} sind belegt. Entlassen Sie zuerst jemanden.";
    PlayerInNoSlot { bib: i64, name: String }: Conflict "player_in_no_slot"
        "{bib} · {name} is in no slot."
        "{bib} · {name} hat keinen Platz.";
    PlayerPlaced { bib: i64, name: String, position: i64, group: String, by: By }: Conflict "player_placed"
        "{bib} · {name} is in slot {position} of {group} already: {by} placed them there."
        "{bib} · {name} hat schon Platz {position} von {group}, eingeteilt von {by}.";
    PlacedOutOfRace { bib: i64, name: String }: Conflict "placed_out_of_race"
        "{bib} · {name} is not in the race: re-enter them first."
        "{bib} · {name} ist nicht im Rennen: Lassen Sie die Person zuerst wieder einsteigen.";
    PlayerElsewhere { bib: i64, name: String, lane: String }: Conflict "player_elsewhere"
        "{bib} · {name} is not in this lane but in {lane}."
        "{bib} · {name} ist nicht in dieser Bahn, sondern in {lane}.";
    LetGoSince { bib: i64, name: String, at: Timestamp }: Conflict "let_go_since"
        "{bib} · {name} was let go after that, at {at}."
        "{bib} · {name} wurde danach entlassen, um {at}.";
    PlacedSince { bib: i64, name: String, lane: String, by: By, at: Timestamp }: Conflict "placed_since"
        "{bib} · {name} was placed in {lane} after that, by {by} at {at}."
        "{bib} · {name} wurde danach in {lane} eingeteilt, von {by} um {at}.";
}
