//! Codes for caps and bibs: printed once, scanned at the lanes.

mod api;

use crate::{
    PageError, browser,
    components::{ActionButton, Desk, Opened, QrCode, Refusal, StaffLive, StaffPage, Submit, TextField},
    desk::counted,
    i18n::tr,
};
use api::{DrawnCode, draw_codes};
use domain::Bib;
use leptos::{ev::SubmitEvent, prelude::*};

/// The page `/codes`.
#[component]
pub fn CodesPage() -> impl IntoView {
    view! { <StaffPage desk=Desk::Codes start=|_| async { Ok(()) } content=content /> }
}

fn content(opened: Opened, live: StaffLive, (): ()) -> AnyView {
    view! {
        <main id="main" class="desk">
            <h1>{Desk::Codes.title()}</h1>
            <Codes event_name=opened.event.facts.name live />
        </main>
    }
    .into_any()
}

#[component]
fn Codes(event_name: String, live: StaffLive) -> impl IntoView {
    let (from, to) = (RwSignal::new("1".to_owned()), RwSignal::new("200".to_owned()));
    let refused = RwSignal::new(None::<PageError>);
    let draw = Action::new(move |(from, to): &(Bib, Bib)| draw_codes(live.event, *from, *to));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match (Bib::parse(&from.get_untracked()), Bib::parse(&to.get_untracked())) {
            (Ok(from), Ok(to)) if !draw.pending().get_untracked() => {
                refused.set(None);
                draw.dispatch((from, to));
            }
            (Err(problem), _) | (_, Err(problem)) => refused.set(Some(problem.into())),
            _ => {}
        }
    };
    let error = move || refused.get().or_else(|| draw.value().get().and_then(Result::err));
    let codes = Memo::new(move |_| draw.value().get().and_then(Result::ok));
    let event_name = StoredValue::new(event_name);
    view! {
        <section class="panel no-print" aria-labelledby="codes-title">
            <h2 id="codes-title">{tr("Which bibs?", "Welche Nummern?")}</h2>
            <p class="muted">
                {tr(
                    "A station reads these codes with a scanner that types, or with its camera. They hold the number and nothing of the person.",
                    "Eine Zählstation liest diese Codes mit einem Scanner, der wie eine Tastatur schreibt, oder mit ihrer Kamera. Sie enthalten die Nummer und nichts über die Person.",
                )}
            </p>
            <form class="codes-range" on:submit=submit novalidate>
                <TextField id="codes-from" label=tr("From", "Von") value=from inputmode="numeric" />
                <TextField id="codes-to" label=tr("To", "Bis") value=to inputmode="numeric" />
                <Submit pending=draw.pending()>{tr("Show the sheet", "Bogen zeigen")}</Submit>
            </form>
            <Refusal error=Signal::derive(error) />
        </section>
        {move || codes.get().map(|codes| {
            if codes.is_empty() {
                return view! { <p class="empty">{tr("Nobody has a bib in this range.", "Niemand hat eine Nummer in diesem Bereich.")}</p> }.into_any();
            }
            let count = counted(codes.len(), ["code", "codes"], ["Code", "Codes"]);
            view! {
                <section class="panel" aria-labelledby="sheet-title">
                    <div class="split no-print">
                        <h2 id="sheet-title">{count}</h2>
                        <ActionButton class="do small" pending=Signal::stored(false) on_press=browser::print>
                            {tr("Print", "Drucken")}
                        </ActionButton>
                    </div>
                    <ul class="codes" role="list">
                        {codes.into_iter().map(|code| label(code, event_name.get_value())).collect_view()}
                    </ul>
                </section>
            }
            .into_any()
        })}
    }
}

/// One label: the code, the number as large as it can be, and whose it is.
fn label(code: DrawnCode, event_name: String) -> impl IntoView {
    let DrawnCode { bib, name, team, svg } = code;
    view! {
        <li>
            <QrCode svg label=format!("{} {bib}", tr("Code of number", "Code der Nummer")) />
            <b class="num">{bib.get()}</b>
            <span class="name">{name}</span>
            <small class="muted">{team.unwrap_or(event_name)}</small>
        </li>
    }
}
