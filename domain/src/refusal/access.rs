//! Signing in, devices, operators, and guesses at secrets.

use crate::Role;

super::facts! {
    SignInFirst: Unauthenticated "sign_in_first"
        "Sign in first: your sign-in is missing, has ended or was revoked."
        "Melden Sie sich zuerst an: Ihre Anmeldung fehlt, ist abgelaufen oder wurde gesperrt.";
    RoleTooLow: Forbidden "role_too_low"
        "Your role may not do this."
        "Ihre Rolle darf das nicht.";
    TooManyTries { seconds: u64 }: TooMany "too_many_tries"
        "Too many wrong tries. Try again in {seconds} s."
        "Zu viele falsche Versuche. Versuchen Sie es in {seconds} s noch einmal.";
    NotTheAdminToken: Unauthenticated "not_the_admin_token"
        "This is not the admin token. It was printed when the server first started."
        "Das ist nicht das Admin-Token. Es wurde beim ersten Start des Servers ausgegeben.";
    AddressShutOut: Forbidden "address_shut_out"
        "Your address is shut out, because somebody was guessing there. Ask the console to let it in again."
        "Ihre Adresse ist ausgesperrt, weil dort jemand geraten hat. Bitten Sie die Leitung, sie wieder einzulassen.";
    AddressForm: Invalid "address_form"
        "Give an address such as 203.0.113.9 or 2001:db8::1."
        "Geben Sie eine Adresse an wie 203.0.113.9 oder 2001:db8::1.";
    ShutOutBefore: Conflict "shut_out_before"
        "This address is shut out already."
        "Diese Adresse ist schon ausgesperrt.";
    NotShutOut: NotFound "not_shut_out"
        "No such address is shut out."
        "Keine solche Adresse ist ausgesperrt.";
    AskCodesRange { max: usize }: Invalid "ask_codes_range"
        "Ask for 1 to {max} codes."
        "Fragen Sie nach 1 bis {max} Codes.";
    TooManyCodes: Conflict "too_many_codes"
        "Too many codes are open. They end after five minutes."
        "Zu viele Codes sind offen. Sie laufen nach fünf Minuten ab.";
    CodeForm: Invalid "code_form"
        "A code is six digits."
        "Ein Code hat sechs Ziffern.";
    CodeUnknown: Invalid "code_unknown"
        "This code is unknown, used or older than five minutes. Ask the console for a new one."
        "Dieser Code ist unbekannt, verbraucht oder älter als fünf Minuten. Fragen Sie bei der Leitung nach einem neuen.";
    RefreshTokenUnknown: Unauthenticated "refresh_token_unknown"
        "This refresh token is unknown, used or ended. Enrol the device again."
        "Dieses Refresh-Token ist unbekannt, verbraucht oder abgelaufen. Melden Sie das Gerät neu an.";
    NoSuchDevice: NotFound "no_such_device"
        "There is no such device."
        "Dieses Gerät gibt es nicht.";
    DeviceRevoked: Conflict "device_revoked"
        "This device was revoked. Issue a code for a new one."
        "Dieses Gerät wurde gesperrt. Geben Sie einen Code für ein neues aus.";
    DeviceRevokedBefore: Conflict "device_revoked_before"
        "This device was revoked before."
        "Dieses Gerät wurde schon gesperrt.";
    DeviceOfHigherRole { role: Role }: Forbidden "device_of_higher_role"
        "Devices of the role {role} are an admin's matter."
        "Über Geräte mit der Rolle {role} entscheidet die Leitung.";
    NoSuchOperator: NotFound "no_such_operator"
        "There is no such operator."
        "Diese Person gibt es nicht.";
    OperatorRetiredBefore { name: String }: Conflict "operator_retired_before"
        "{name} was retired before."
        "{name} wurde schon verabschiedet.";
    TooManyOperators { count: i64 }: Conflict "too_many_operators"
        "There are {count} operators. Retire those who have left."
        "Es gibt {count} Personen. Verabschieden Sie, wer nicht mehr dabei ist.";
    PinForm: Invalid "pin_form"
        "A PIN is four to eight digits."
        "Eine PIN hat vier bis acht Ziffern.";
    PinTaken: Invalid "pin_taken"
        "This PIN is in use. Choose another."
        "Diese PIN ist vergeben. Wählen Sie eine andere.";
    PinUnknown: Unauthenticated "pin_unknown"
        "Nobody has this PIN. Ask an admin if you have forgotten yours."
        "Niemand hat diese PIN. Fragen Sie die Leitung, wenn Sie Ihre vergessen haben.";
}
