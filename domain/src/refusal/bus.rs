//! Why entries do not go out over the message bus, as the console shows it.

super::facts! {
    BusWithoutDatabase: Reason "bus_without_database"
        "The database cannot be used at the moment. Entries go out when it can."
        "Die Datenbank ist gerade nicht erreichbar. Die Einträge gehen hinaus, sobald sie es ist.";
    BusBroken: Reason "bus_broken"
        "LapStream made a mistake, which its log names. Entries go out again shortly."
        "LapStream hat einen Fehler gemacht, den sein Protokoll nennt. Die Einträge gehen gleich wieder hinaus.";
    LedgerLacksEntries: Reason "ledger_lacks_entries"
        "The ledger lacks entries. Run `lapstream audit verify` to see where."
        "Im Verzeichnis fehlen Einträge. `lapstream audit verify` zeigt, wo.";
    NatsUnclear { subject: String }: Reason "nats_unclear"
        "NATS does not say what stands before the next message of {subject}. It is asked again."
        "NATS sagt nicht, was vor der nächsten Nachricht von {subject} steht. Es wird noch einmal gefragt.";
    NatsSilent { detail: String }: Reason "nats_silent"
        "NATS does not tell what it has: {detail}. It is asked again."
        "NATS sagt nicht, was es hat: {detail}. Es wird noch einmal gefragt.";
    NatsUnanswered { detail: String }: Reason "nats_unanswered"
        "NATS does not answer: {detail}. It is asked again."
        "NATS antwortet nicht: {detail}. Es wird noch einmal gefragt.";
    NatsClosed: Reason "nats_closed"
        "The connection to NATS was closed. It is made anew."
        "Die Verbindung zu NATS wurde geschlossen. Sie wird neu aufgebaut.";
    NatsAway { server: String }: Reason "nats_away"
        "NATS at {server} went away. Entries wait in the database until it is back."
        "NATS unter {server} ist weg. Die Einträge warten in der Datenbank, bis es zurück ist.";
    NatsRefuses { server: String, detail: String }: Reason "nats_refuses"
        "NATS at {server} refuses: {detail}. Correct its configuration."
        "NATS unter {server} lehnt ab: {detail}. Berichtigen Sie seine Einstellungen.";
    NatsSignIn { server: String }: Reason "nats_sign_in"
        "NATS at {server} refuses the user, password or token in NATS_URL. Correct it there or here. Entries wait in the database."
        "NATS unter {server} lehnt Namen, Passwort oder Token in NATS_URL ab. Berichtigen Sie es dort oder hier. Die Einträge warten in der Datenbank.";
    NatsUnreached { server: String, detail: String }: Reason "nats_unreached"
        "NATS at {server} cannot be reached: {detail}. Entries wait in the database until it can."
        "NATS unter {server} ist nicht erreichbar: {detail}. Die Einträge warten bis dahin in der Datenbank.";
    NatsWithoutStreams: Reason "nats_without_streams"
        "This NATS server keeps no streams. Start it with JetStream: nats-server -js."
        "Dieser NATS-Server führt keine Streams. Starten Sie ihn mit JetStream: nats-server -js.";
    NatsUnacknowledged: Reason "nats_unacknowledged"
        "NATS did not acknowledge an entry in time. What it has is looked up, and the rest is sent again."
        "NATS hat einen Eintrag nicht rechtzeitig bestätigt. Es wird nachgesehen, was es hat, und der Rest noch einmal gesendet.";
    StreamNotMade { stream: &'static str, detail: String }: Reason "stream_not_made"
        "NATS does not make the stream {stream}: {detail}. Correct its configuration."
        "NATS legt den Stream {stream} nicht an: {detail}. Berichtigen Sie seine Einstellungen.";
    StreamNotOpened { stream: String, detail: String }: Reason "stream_not_opened"
        "NATS does not open the stream {stream}: {detail}."
        "NATS öffnet den Stream {stream} nicht: {detail}.";
    StreamWithoutAnswers { stream: String }: Reason "stream_without_answers"
        "The stream {stream} acknowledges nothing. Turn its acknowledgements on."
        "Der Stream {stream} bestätigt nichts. Schalten Sie seine Bestätigungen ein.";
    StreamIncomplete { one: &'static str, other: &'static str, stream: String }: Reason "stream_incomplete"
        "No stream of this NATS takes both {one} and {other}: the stream {stream} has only some of them. Add them to one stream, or remove what is in the way and a new one is made."
        "Kein Stream dieses NATS nimmt {one} und {other}: Der Stream {stream} hat nur einen Teil davon. Fügen Sie beide einem Stream hinzu, oder entfernen Sie, was im Weg ist; dann wird ein neuer angelegt.";
    StreamOverlaps { one: &'static str, other: &'static str, detail: String }: Reason "stream_overlaps"
        "No stream of this NATS takes both {one} and {other}: {detail}. Add them to one stream, or remove what is in the way and a new one is made."
        "Kein Stream dieses NATS nimmt {one} und {other}: {detail}. Fügen Sie beide einem Stream hinzu, oder entfernen Sie, was im Weg ist; dann wird ein neuer angelegt.";
    StreamGone { stream: String }: Reason "stream_gone"
        "The stream {stream} is gone. It is looked for, and made anew if need be."
        "Der Stream {stream} ist weg. Er wird gesucht und, wenn nötig, neu angelegt.";
    StreamRefuses { stream: String, detail: String }: Reason "stream_refuses"
        "The stream {stream} does not take an entry: {detail}. Make room in it, or widen its limits."
        "Der Stream {stream} nimmt einen Eintrag nicht an: {detail}. Schaffen Sie Platz darin, oder erweitern Sie seine Grenzen.";
}
