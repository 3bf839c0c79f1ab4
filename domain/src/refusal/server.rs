//! What the server itself cannot do now.

super::facts! {
    OutcomeUnknown: Unavailable "outcome_unknown"
        "It is not known whether this was done. What carries an id counts once: send it again. Else look before you do it again."
        "Es ist nicht bekannt, ob das geschehen ist. Was eine Kennung trägt, zählt einmal: Senden Sie es noch einmal. Sonst sehen Sie nach, bevor Sie es wiederholen.";
    DatabaseAway: Unavailable "database_away"
        "The database cannot be used at the moment. Nothing was changed; try again shortly."
        "Die Datenbank ist gerade nicht erreichbar. Es wurde nichts geändert; versuchen Sie es gleich noch einmal.";
    DatabaseStuck: Unavailable "database_stuck"
        "The database has taken no change for three seconds. Taps wait on the tablets; look at the server's disk and log."
        "Die Datenbank hat seit drei Sekunden nichts angenommen. Die Runden warten auf den Tablets; sehen Sie nach der Festplatte und dem Protokoll des Servers.";
    ServerUnreached: Unavailable "server_unreached"
        "The server cannot be reached. Check the network and try again."
        "Der Server ist nicht erreichbar. Prüfen Sie das Netz und versuchen Sie es noch einmal.";
    TooManyConnections: Unavailable "too_many_connections"
        "There are too many connections from your address. Close some, or come again in a moment."
        "Von Ihrer Adresse kommen zu viele Verbindungen. Schließen Sie einige, oder kommen Sie gleich wieder.";
    TooManyBoards: Unavailable "too_many_boards"
        "There are too many live boards open at your address. Close some, or come again in a moment."
        "Unter Ihrer Adresse sind zu viele Live-Tafeln offen. Schließen Sie einige, oder kommen Sie gleich wieder.";
    TooManyReaders: Unavailable "too_many_readers"
        "Too many readers at once. Ask again in a moment."
        "Zu viele lesen zugleich. Fragen Sie gleich noch einmal.";
    TooManySpans: Unavailable "too_many_spans"
        "Too many ask for a span of time now. Try again shortly."
        "Gerade fragen zu viele nach einem Zeitraum. Versuchen Sie es gleich noch einmal.";
    TooMuchAtOnce: Unavailable "too_much_at_once"
        "More is being sent at once than there is room for. Send it again in a moment."
        "Es wird gerade mehr gesendet, als Platz hat. Senden Sie es gleich noch einmal.";
    NoAuthority: NotFound "no_authority"
        "This server has no authority of its own."
        "Dieser Server hat keine eigene Zertifizierungsstelle.";
    FilesUnreadable: Internal "files_unreadable"
        "The pages' files cannot be read."
        "Die Dateien der Seiten sind nicht lesbar.";
    Broken: Internal "broken"
        "LapStream made a mistake. Nothing was changed; the server's log says more."
        "LapStream hat einen Fehler gemacht. Es wurde nichts geändert; das Protokoll des Servers sagt mehr.";
    WentWrong: Internal "went_wrong"
        "Something went wrong on the server; nothing was changed."
        "Auf dem Server ging etwas schief; es wurde nichts geändert.";
}
