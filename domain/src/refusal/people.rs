//! Players and their registration, start lists among it.

use super::PaidFor;
use crate::Bib;

super::facts! {
    NoSuchPlayer: NotFound "no_such_player"
        "There is no such player."
        "Diese Person gibt es nicht.";
    NobodyHasBib { bib: Bib }: NotFound "nobody_has_bib"
        "Nobody has bib {bib}."
        "Niemand hat die Nummer {bib}.";
    NoPlayerOfNumber { number: String }: NotFound "no_player_of_number"
        "There is no player {number}."
        "Es gibt keine Person mit der Nummer {number}.";
    PlayerNotRegistered: NotFound "player_not_registered"
        "The player was not registered."
        "Die Person wurde nicht angemeldet.";
    BibTaken { bib: Bib, name: String }: Conflict "bib_taken"
        "Bib {bib} is {name}."
        "Die Nummer {bib} hat {name}.";
    BibJustTaken { bib: Bib }: Conflict "bib_just_taken"
        "Bib {bib} is taken."
        "Die Nummer {bib} ist vergeben.";
    BibWasTaken { bib: Bib, name: String, now: i64 }: Conflict "bib_was_taken"
        "Bib {bib} was {name}'s, who has {now} now; a bib is never given twice."
        "Die Nummer {bib} hatte {name}, jetzt mit {now}; keine Nummer wird zweimal vergeben.";
    BibOfStrangers { bib: Bib }: Invalid "bib_of_strangers"
        "Bib {bib} stands for people whom nobody knows yet. Take a lower one."
        "Die Nummer {bib} steht für Unbekannte. Nehmen Sie eine niedrigere.";
    NoFreeBib: Conflict "no_free_bib"
        "There is no free bib left."
        "Es ist keine Nummer mehr frei.";
    TwoOfOneBib: Conflict "two_of_one_bib"
        "One bib is in the list twice."
        "Eine Nummer steht zweimal in der Liste.";
    BibTwiceInList { bib: Bib }: Invalid "bib_twice_in_list"
        "Bib {bib} is in the list twice."
        "Die Nummer {bib} steht zweimal in der Liste.";
    BibGivenBefore { bib: Bib }: Invalid "bib_given_before"
        "Bib {bib} was given before."
        "Die Nummer {bib} wurde schon vergeben.";
    TooManyPlayers { max: usize }: Conflict "too_many_players"
        "An event has at most {max} players."
        "Eine Veranstaltung hat höchstens {max} Personen.";
    RegisterCount { max: usize }: Invalid "register_count"
        "Register 1 to {max} players at once."
        "Melden Sie 1 bis {max} Personen auf einmal an.";
    PeopleErased { bib: Bib }: Conflict "people_erased"
        "The personal data of {bib} was erased for good. Only bib, team and category can change."
        "Die persönlichen Daten von {bib} wurden endgültig gelöscht. Nur Nummer, Team und Klasse lassen sich ändern.";
    BibRange { max: u32 }: Invalid "bib_range"
        "A bib is a number from 1 to {max}."
        "Eine Nummer liegt zwischen 1 und {max}.";
    GenderUnknown: Invalid "gender_unknown"
        "The gender is female, male or other."
        "Das Geschlecht ist female, male oder other.";
    BirthDateForm: Invalid "birth_date_form"
        "The birth date must look like 2014-05-31."
        "Das Geburtsdatum muss aussehen wie 2014-05-31.";
    BirthDateRange: Invalid "birth_date_range"
        "The birth date must lie in the last 120 years."
        "Das Geburtsdatum muss in den letzten 120 Jahren liegen.";
    BirthYearRange: Invalid "birth_year_range"
        "The birth year must lie in the last 120 years."
        "Das Geburtsjahr muss in den letzten 120 Jahren liegen.";
    AgeRange { max: u32 }: Invalid "age_range"
        "The age is a number of years from 0 to {max}."
        "Das Alter liegt zwischen 0 und {max} Jahren.";
    PlayerRemoved: Conflict "player_removed"
        "This player was removed. Undo that first."
        "Diese Person wurde entfernt. Machen Sie das zuerst rückgängig.";
    PlayerDisqualified: Conflict "player_disqualified"
        "This player is disqualified."
        "Diese Person ist disqualifiziert.";
    PlayerInRace: Conflict "player_in_race"
        "This player is in the race."
        "Diese Person ist im Rennen.";
    PlayerWithdrawnBefore: Conflict "player_withdrawn_before"
        "This player has withdrawn before."
        "Diese Person ist schon ausgeschieden.";
    PlayerDisqualifiedBefore: Conflict "player_disqualified_before"
        "This player was disqualified before."
        "Diese Person wurde schon disqualifiziert.";
    PlayerOutOfRace: Conflict "player_out_of_race"
        "This player is not in the race. Let them re-enter first."
        "Diese Person ist nicht im Rennen. Lassen Sie sie zuerst wieder einsteigen.";
    PlayerHasLaps { bib: i64, name: String, laps: u64 }: Conflict "player_has_laps"
        "{bib} · {name} has {laps} laps, which would be lost. Withdraw or disqualify instead, or take the laps back first."
        "{bib} · {name} hat {laps} Runden, die verloren gingen. Lassen Sie die Person stattdessen ausscheiden, disqualifizieren Sie sie, oder nehmen Sie zuerst die Runden zurück.";
    PlayerHasPaid { bib: i64, name: String, paid: PaidFor }: Conflict "player_has_paid"
        "{bib} · {name} has paid: {paid}. Give it back or undo it first, or withdraw or disqualify instead."
        "{bib} · {name} hat bezahlt: {paid}. Geben Sie es zuerst zurück oder nehmen Sie die Zahlung zurück, oder lassen Sie die Person stattdessen ausscheiden oder disqualifizieren Sie sie.";
    ListUnreadable { detail: String }: Invalid "list_unreadable"
        "This is no table that can be read: {detail}"
        "Dies ist keine lesbare Tabelle: {detail}";
    ListNamesNobody: Invalid "list_names_nobody"
        "No column is headed as a name. The first line must hold the heads: bib, name, born, team, …"
        "Keine Spalte ist mit einem Namen überschrieben. In der ersten Zeile müssen die Überschriften stehen: Nummer, Name, Jahrgang, Team, …";
    ListLength { max: usize }: Invalid "list_length"
        "A start list holds 1 to {max} players below its heads."
        "Eine Startliste hat 1 bis {max} Personen unter ihren Überschriften.";
    ListRowTooLong: Invalid "list_row_too_long"
        "The row has more cells than there are heads; a comma in a name needs quotation marks."
        "Die Zeile hat mehr Zellen, als es Überschriften gibt; ein Komma in einem Namen braucht Anführungszeichen.";
    AgeNoNumber { cell: String }: Invalid "age_no_number"
        "The age \"{cell}\" is no number."
        "Das Alter „{cell}“ ist keine Zahl.";
    NeitherYesNorNo { cell: String }: Invalid "neither_yes_nor_no"
        "\"{cell}\" is neither yes nor no."
        "„{cell}“ ist weder ja noch nein.";
    TooManyCapCodes { max: usize }: Invalid "too_many_cap_codes"
        "Print at most {max} codes at once."
        "Drucken Sie höchstens {max} Codes auf einmal.";
}
