//! The form of requests: fields, times, addresses and bodies.

use super::Field;

super::facts! {
    FieldEmpty { field: Field }: Invalid "field_empty"
        "The {field} is empty."
        "{field} ist leer.";
    FieldTooLong { field: Field, max: usize }: Invalid "field_too_long"
        "The {field} is longer than {max} characters."
        "{field} ist länger als {max} Zeichen.";
    FieldUnprintable { field: Field }: Invalid "field_unprintable"
        "The {field} holds characters that cannot be shown."
        "{field} enthält Zeichen, die sich nicht anzeigen lassen.";
    TimeForm: Invalid "time_form"
        "A time must look like 2026-11-22T04:00:00.000Z."
        "Eine Zeit muss aussehen wie 2026-11-22T04:00:00.000Z.";
    DayForm: Invalid "day_form"
        "A day must look like 2026-11-22."
        "Ein Tag muss aussehen wie 2026-11-22.";
    RequestUnreadable: Invalid "request_unreadable"
        "The request cannot be understood."
        "Die Anfrage ist nicht verständlich.";
    AddressUnreadable: Invalid "address_unreadable"
        "The address cannot be read."
        "Die Adresse ist nicht lesbar.";
    QueryUnreadable { detail: String }: Invalid "query_unreadable"
        "The query cannot be read: {detail}."
        "Die Abfrage ist nicht lesbar: {detail}.";
    JsonExpected: Invalid "json_expected"
        "Send the body as JSON, with the header Content-Type: application/json."
        "Senden Sie den Inhalt als JSON, mit der Kopfzeile Content-Type: application/json.";
    BodyUnreadable { detail: String }: Invalid "body_unreadable"
        "The body cannot be read: {detail}."
        "Der Inhalt ist nicht lesbar: {detail}.";
    BodyBrokenOff: Invalid "body_broken_off"
        "The body ended before it was complete."
        "Der Inhalt brach ab, bevor er vollständig war.";
    BodyTooSlow: Invalid "body_too_slow"
        "The body took too long to arrive."
        "Der Inhalt brauchte zu lange.";
    BodyTooLarge { kib: usize }: TooLarge "body_too_large"
        "The body is larger than {kib} KiB."
        "Der Inhalt ist größer als {kib} KiB.";
    BibInAddress: Invalid "bib_in_address"
        "A player is named by the bib, a number."
        "Eine Person wird mit ihrer Nummer genannt, einer Zahl.";
    NumberInAddress { field: Field }: Invalid "number_in_address"
        "The {field} in the address is a whole number."
        "{field} in der Adresse ist eine ganze Zahl.";
    LimitForm: Invalid "limit_form"
        "The limit is a whole number."
        "Die Obergrenze ist eine ganze Zahl.";
    OffsetForm: Invalid "offset_form"
        "The offset is how many minutes your clocks are ahead of UTC, such as 60 or -300."
        "Der Versatz sagt, wie viele Minuten Ihre Uhren der UTC voraus sind, etwa 60 oder -300.";
    PaymentIdForm: Invalid "payment_id_form"
        "A payment's id is a UUID."
        "Die Kennung einer Zahlung ist eine UUID.";
    SheetIdForm: Invalid "sheet_id_form"
        "A sheet's id is a UUID."
        "Die Kennung einer Liste ist eine UUID.";
    EntryIdForm: Invalid "entry_id_form"
        "An entry's id is a UUID."
        "Die Kennung eines Eintrags ist eine UUID.";
    LapIdForm: Invalid "lap_id_form"
        "A lap's id is a UUID."
        "Die Kennung einer Runde ist eine UUID.";
    WebSocketExpected: Invalid "web_socket_expected"
        "This address speaks WebSocket; open it with the Upgrade header."
        "Diese Adresse spricht WebSocket; öffnen Sie sie mit der Kopfzeile Upgrade.";
    NothingAtAddress: NotFound "nothing_at_address"
        "There is nothing at this address."
        "Unter dieser Adresse gibt es nichts.";
    NoSuchPage: NotFound "no_such_page"
        "There is no such page."
        "Diese Seite gibt es nicht.";
    WrongMethod: WrongMethod "wrong_method"
        "This address does not take that method."
        "Diese Adresse nimmt diese Methode nicht an.";
    ForeignOrigin { origin: String, host: String }: Forbidden "foreign_origin"
        "This request does not come from a page of this server: it comes from {origin}, and this server was asked as {host}."
        "Diese Anfrage kommt von keiner Seite dieses Servers: Sie kommt von {origin}, und dieser Server wurde als {host} gefragt.";
}
