//! Reasons within answers: why a lap is held, was here before, or can never count. Each is a part of a sentence.

super::facts! {
    HeldUnknownBib: Reason "unknown_bib"
        "nobody has this bib"
        "niemand hat diese Nummer";
    HeldUnknownTag: Reason "unknown_tag"
        "nobody wears this tag; it counts once somebody does"
        "niemand trägt diesen Chip; sie zählt, sobald ihn jemand trägt";
    HeldLeftRace: Reason "left_race"
        "counted after the player had left the race"
        "nach dem Ausscheiden der Person gezählt";
    HeldNotPlaced: Reason "not_placed"
        "the player was in no lane"
        "die Person war in keiner Bahn";
    HeldBeforeStart: Reason "before_start"
        "counted before the start"
        "vor dem Start gezählt";
    HeldAfterFinish: Reason "after_finish"
        "counted after the finish"
        "nach dem Ende gezählt";
    HeldInPause: Reason "in_pause"
        "counted while the race was paused"
        "während einer Pause gezählt";
    HeldFuture: Reason "future"
        "its time lies in the future; check the tablet's clock"
        "die Zeit liegt in der Zukunft; prüfen Sie die Uhr des Tablets";
    HeldBothCounted: Reason "both_counted"
        "another tablet counted the same player just then"
        "ein anderes Tablet hat dieselbe Person eben erst gezählt";
    HeldOtherTally: Reason "other_tally"
        "counted in this tablet's own tally"
        "im eigenen Stand dieses Tablets gezählt";
    LapIdNil: Reason "lap_id_nil"
        "the id is nil"
        "die Kennung ist leer";
    LapTagByHand: Reason "lap_tag_by_hand"
        "a tag comes from the source `transponder` alone"
        "ein Chip kommt nur aus der Quelle „transponder“";
    LapNamesNobody: Reason "lap_names_nobody"
        "missing field `bib`"
        "die Nummer fehlt";
    ReadNamesNobody: Reason "read_names_nobody"
        "missing field `tag` or `bib`"
        "Chip oder Nummer fehlt";
    LapUnreadable { detail: String }: Reason "lap_unreadable"
        "{detail}"
        "nicht lesbar: {detail}";
    LaneUnknown: Reason "lane_unknown"
        "the event has no lane with this `lane_id`"
        "die Veranstaltung hat keine Bahn mit dieser Kennung";
    HereBefore: Reason "here_before"
        "it was here before"
        "sie war schon da";
    TagReadBefore: Reason "tag_read_before"
        "the tag was read at this passing already"
        "der Chip wurde bei dieser Durchfahrt schon gelesen";
    LapIdOfAdjustment: Reason "lap_id_of_adjustment"
        "its id belongs to an adjustment; make a new one"
        "ihre Kennung gehört zu einer Berichtigung; vergeben Sie eine neue";
    LapIdElsewhere: Reason "lap_id_elsewhere"
        "its id belongs to another event; make a new one"
        "ihre Kennung gehört zu einer anderen Veranstaltung; vergeben Sie eine neue";
    LapLost: Reason "lap_lost"
        "the lap was lost; send it again"
        "die Runde ging verloren; senden Sie sie noch einmal";
    TakenBack: Reason "taken_back"
        "it was taken back"
        "sie wurde zurückgenommen";
    TakenBackBefore: Reason "taken_back_before"
        "it was taken back before"
        "sie wurde schon zurückgenommen";
}
