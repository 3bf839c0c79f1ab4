//! Who guesses codes, PINs and tokens, and shutting an address out; nothing where nobody was wrong lately.

use super::{
    api::{let_in_address, list_guessing, shut_out_address},
    chosen::{Chosen, Named, row_button, sender},
    labels::ago_text,
};
use crate::{
    components::{LocalTime, Question, StaffLive},
    feed::Feed,
    i18n::tr,
};
use domain::{
    Timestamp,
    guessing::{Guesser, Guessing, Secret, ShutOut, ShutOutInput},
};
use leptos::prelude::*;

/// From how many wrong tries on it is no mistyping any more.
const MANY: u32 = 10;
/// How often it is asked for anew, in milliseconds of server time: a wrong try is no change that is told.
const REFRESH_MS: i64 = 5_000;

impl Named for Guesser {
    fn name(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.from)
    }
}

impl Named for ShutOut {
    fn name(&self) -> &str {
        &self.address
    }
}

/// The rows about which something is done.
#[derive(Clone, Copy, Default)]
struct Rows {
    guesser: Chosen<Guesser>,
    shutting_out: RwSignal<bool>,
    shut_out: Chosen<ShutOut>,
    letting_in: RwSignal<bool>,
}

/// Who guesses, and who is shut out.
#[component]
pub fn GuessingPanel(
    /// What is heard.
    live: StaffLive,
) -> impl IntoView {
    let rows = Rows::default();
    let turn = live.every(REFRESH_MS);
    let version = move || turn.get().wrapping_add(rows.guesser.done()).wrapping_add(rows.shut_out.done());
    let guessing = Feed::new(Guessing::default(), version, list_guessing);
    Effect::new(move |_| guessing.reload());
    let all = Memo::new(move |_| guessing.value.get());
    view! {
        {move || {
            let Guessing { guessers, shut_out } = all.get();
            let is_quiet = guessers.is_empty() && shut_out.is_empty();
            let title = if guessers.iter().map(|guesser| guesser.tries).sum::<u32>() < MANY {
                tr("Wrong codes and PINs", "Falsche Codes und PINs")
            } else {
                tr("Somebody is guessing", "Jemand rät")
            };
            (!is_quiet).then(|| view! {
                <section class="panel" aria-labelledby="guessing-title">
                    <h2 id="guessing-title">{title}</h2>
                    <p class="muted">
                        {tr(
                            "Wrong codes, PINs and tokens of the last hour. A few are mistyped; many are an attempt to get in.",
                            "Falsche Codes, PINs und Tokens der letzten Stunde. Einige sind vertippt, viele ein Versuch, hereinzukommen.",
                        )}
                    </p>
                    {(!guessers.is_empty()).then(|| guessers_table(&guessers, rows, live.time))}
                    {(!shut_out.is_empty()).then(|| shut_outs_table(&shut_out, rows))}
                </section>
            })
        }}
        <ShutOutDialog rows />
        <LetInDialog rows />
    }
}

fn guessers_table(guessers: &[Guesser], rows: Rows, time: ReadSignal<Timestamp>) -> impl IntoView + use<> {
    let lines = guessers
        .iter()
        .map(|guesser| {
            let last_at = guesser.last_at;
            let ago = Memo::new(move |_| ago_text(time.get().since_ms(last_at)));
            let button = guesser
                .can_be_shut_out
                .then(|| row_button(rows.guesser, guesser, "danger", tr("Shut out", "Aussperren"), rows.shutting_out));
            view! {
                <tr>
                    <td>
                        <b>{guesser.name().to_owned()}</b>
                        " "
                        <small class="muted">{secret_text(guesser.secret)}</small>
                    </td>
                    <td class="num">{guesser.tries}</td>
                    <td class="num muted">{ago}</td>
                    <td class="r">{button}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="list">
            <caption class="visually-hidden">{tr("Who guesses", "Wer rät")}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr("From", "Von")}</th>
                    <th scope="col">{tr("Wrong", "Falsch")}</th>
                    <th scope="col">{tr("Last", "Zuletzt")}</th>
                    <th scope="col"><span class="visually-hidden">{tr("What to do", "Was tun")}</span></th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
}

fn shut_outs_table(shut_outs: &[ShutOut], rows: Rows) -> impl IntoView + use<> {
    let lines = shut_outs
        .iter()
        .map(|shut_out| {
            view! {
                <tr>
                    <td><b>{shut_out.address.clone()}</b></td>
                    <td class="num muted"><LocalTime at=shut_out.until /></td>
                    <td class="r">
                        {row_button(rows.shut_out, shut_out, "quiet", tr("Let in again", "Wieder zulassen"), rows.letting_in)}
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="list">
            <caption class="visually-hidden">{tr("Shut out", "Ausgesperrt")}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr("Shut out", "Ausgesperrt")}</th>
                    <th scope="col">{tr("Until", "Bis")}</th>
                    <th scope="col"><span class="visually-hidden">{tr("What to do", "Was tun")}</span></th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
}

#[component]
fn ShutOutDialog(rows: Rows) -> impl IntoView {
    let send = sender(
        rows.guesser,
        rows.shutting_out,
        |guesser| format!("{} {}", tr("Shut out:", "Ausgesperrt:"), guesser.name()),
        |guesser: &Guesser| {
            let guesser = guesser.clone();
            async move { shut_out_address(ShutOutInput { address: guesser.from.clone() }).await.map(|_| guesser) }
        },
    );
    view! {
        <Question
            id="shut-out"
            open=rows.shutting_out
            title=Signal::derive(move || format!("{} {}?", tr("Shut out", "Aussperren:"), rows.guesser.name()))
            says=tr(
                "For twelve hours nobody gets in from there by a code or a PIN. Whoever is enrolled or signed in there stays, and the admin token still works.",
                "Zwölf Stunden lang kommt von dort niemand mit Code oder PIN herein. Wer dort schon angemeldet ist, bleibt es, und das Admin-Token gilt weiter.",
            )
            action=tr("Shut out", "Aussperren")
            pending=send.pending()
            error=Signal::derive(move || send.value().get().flatten())
            press=Callback::new(move |()| {
                if let Some(guesser) = rows.guesser.get() {
                    send.dispatch(guesser);
                }
            })
        />
    }
}

#[component]
fn LetInDialog(rows: Rows) -> impl IntoView {
    let send = sender(
        rows.shut_out,
        rows.letting_in,
        |shut_out| format!("{} {}", tr("Let in again:", "Wieder zugelassen:"), shut_out.address),
        |id| let_in_address(*id),
    );
    view! {
        <Question
            id="let-in"
            open=rows.letting_in
            title=Signal::derive(move || format!("{} {}?", tr("Let in again", "Wieder zulassen:"), rows.shut_out.name()))
            says=tr(
                "Codes and PINs are taken from there again at once.",
                "Von dort gelten Codes und PINs sofort wieder.",
            )
            action=tr("Let in again", "Wieder zulassen")
            pending=send.pending()
            error=Signal::derive(move || send.value().get().flatten())
            press=Callback::new(move |()| {
                if let Some(shut_out) = rows.shut_out.get() {
                    send.dispatch(shut_out.id);
                }
            })
        />
    }
}

fn secret_text(secret: Secret) -> &'static str {
    match secret {
        Secret::Code => tr("codes", "Codes"),
        Secret::Pin => tr("PINs", "PINs"),
        Secret::RefreshToken => tr("device tokens", "Tokens von Geräten"),
        Secret::AdminToken => tr("the admin token", "das Admin-Token"),
    }
}
