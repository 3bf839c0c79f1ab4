//! The event, its clock and its registration.

use crate::{Metres, money::Currency};

super::facts! {
    NoSuchEvent: NotFound "no_such_event"
        "There is no such event."
        "Diese Veranstaltung gibt es nicht.";
    NoEventYet: NotFound "no_event_yet"
        "There is no event yet."
        "Es gibt noch keine Veranstaltung.";
    NoEventOfName: NotFound "no_event_of_name"
        "There is no event of that name."
        "Es gibt keine Veranstaltung mit diesem Namen.";
    SlugTaken { slug: String }: Conflict "slug_taken"
        "There is an event {slug} already."
        "Die Veranstaltung {slug} gibt es schon.";
    BadSlug { max: usize }: Invalid "bad_slug"
        "The slug must be 1 to {max} small letters, digits and hyphens, and not \"current\"."
        "Der Kurzname besteht aus 1 bis {max} Kleinbuchstaben, Ziffern und Bindestrichen und ist nicht „current“.";
    TimeZoneForm: Invalid "time_zone_form"
        "A time zone is a name such as Europe/Berlin."
        "Eine Zeitzone ist ein Name wie Europe/Berlin.";
    NoSuchTimeZone { name: String }: Invalid "no_such_time_zone"
        "There is no time zone {name}. Write it as Europe/Berlin."
        "Die Zeitzone {name} gibt es nicht. Schreiben Sie sie wie Europe/Berlin.";
    PlannedEndBeforeStart: Invalid "planned_end_before_start"
        "The planned end must lie after the planned start."
        "Das geplante Ende muss nach dem geplanten Start liegen.";
    EventCalledOff: Conflict "event_called_off"
        "The event was called off. Let it take place after all first."
        "Die Veranstaltung ist abgesagt. Lassen Sie sie zuerst doch stattfinden.";
    EventCalledOffBefore: Conflict "event_called_off_before"
        "The event was called off already."
        "Die Veranstaltung ist schon abgesagt.";
    EventNotCalledOff: Conflict "event_not_called_off"
        "The event was not called off."
        "Die Veranstaltung ist nicht abgesagt.";
    TooLateToCallOff: Conflict "too_late_to_call_off"
        "The race has started. Finish it instead of calling it off."
        "Das Rennen hat begonnen. Beenden Sie es, statt es abzusagen.";
    TimeInFuture: Invalid "time_in_future"
        "The time lies in the future. Give one that has passed, or none for now."
        "Die Zeit liegt in der Zukunft. Geben Sie eine vergangene an, oder keine für jetzt.";
    ResumeBeforePause: Conflict "resume_before_pause"
        "The race cannot resume before it was paused."
        "Das Rennen kann nicht weitergehen, bevor es unterbrochen wurde.";
    FinishBeforePause: Conflict "finish_before_pause"
        "The race cannot finish before it was paused."
        "Das Rennen kann nicht enden, bevor es unterbrochen wurde.";
    StartAfterPause: Conflict "start_after_pause"
        "The start cannot lie after the first pause or the finish."
        "Der Start kann nicht nach der ersten Pause oder dem Ende liegen.";
    BeforeStartOrResume: Conflict "before_start_or_resume"
        "That lies before the race was started or resumed."
        "Das liegt vor dem Start oder vor dem Ende der Pause.";
    RegistrationOpen: Conflict "registration_open"
        "Registration is open already."
        "Die Anmeldung ist schon offen.";
    OpenBeforeStart: Conflict "open_before_start"
        "Open registration before the start."
        "Öffnen Sie vor dem Start die Anmeldung.";
    RaceStarted: Conflict "race_started"
        "The race has started. Give a time to move its start."
        "Das Rennen hat begonnen. Geben Sie eine Zeit an, um den Start zu verschieben.";
    RaceRunning: Conflict "race_running"
        "The race is running."
        "Das Rennen läuft.";
    RaceNotStarted: Conflict "race_not_started"
        "The race has not started."
        "Das Rennen hat nicht begonnen.";
    RacePaused: Conflict "race_paused"
        "The race is paused already."
        "Das Rennen ist schon unterbrochen.";
    RaceFinished: Conflict "race_finished"
        "The race is finished."
        "Das Rennen ist beendet.";
    PlacementNeedsGroup: Invalid "placement_needs_group"
        "Where a lap needs a slot, the event needs at least one pace group."
        "Wo eine Runde einen Platz braucht, braucht die Veranstaltung mindestens eine Tempogruppe.";
    PlacementNeedsGroupFirst: Conflict "placement_needs_group_first"
        "Where a lap needs a slot, the event needs at least one pace group. Add one first."
        "Wo eine Runde einen Platz braucht, braucht die Veranstaltung mindestens eine Tempogruppe. Fügen Sie zuerst eine hinzu.";
    CurrencyStays { currency: Currency }: Conflict "currency_stays"
        "Payments were taken in {currency} already, so the currency stays."
        "Es wurde schon in {currency} bezahlt; die Währung bleibt deshalb.";
    NamesNeeded: Conflict "names_needed"
        "Names are needed until the event is finished. Finish it first."
        "Die Namen werden gebraucht, bis die Veranstaltung beendet ist. Beenden Sie sie zuerst.";
    NoRehearsal { event: String }: Conflict "no_rehearsal"
        "{event} is no rehearsal: nobody is made up in it, and nothing is cleared."
        "{event} ist keine Probe: Es wird niemand erfunden und nichts geleert.";
    LapLengthRange { max: Metres }: Invalid "lap_length_range"
        "The lap length is a number of metres from 1 to {max}."
        "Die Rundenlänge liegt zwischen 1 und {max} Metern.";
    UnlockTakesNoTime: Invalid "unlock_takes_no_time"
        "Unlocking takes no time. Lock from a later time instead."
        "Entsperren gilt ab sofort. Sperren Sie stattdessen ab einer späteren Zeit.";
    RegistrationLocked: Forbidden "registration_locked"
        "Registration is locked. Floor or admin can still register, with a reason."
        "Die Anmeldung ist gesperrt. Aufsicht oder Leitung können noch anmelden, mit Begründung.";
    LockedNeedsReason: Invalid "locked_needs_reason"
        "Registration is locked. Give a reason why somebody is registered all the same."
        "Die Anmeldung ist gesperrt. Geben Sie an, warum trotzdem jemand angemeldet wird.";
}
