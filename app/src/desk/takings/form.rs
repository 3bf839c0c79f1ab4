//! The form in which money is taken, or given back.

use super::{
    Till, api,
    chosen::ChosenPayer,
    words::{amount_text, kind_text, method_text, notation},
};
use crate::{
    PageError, browser,
    components::{Choices, Refusal, Submit, TextField, use_toast},
    desk::search::{PlayerSearch, WHO},
    i18n::tr,
};
use domain::{
    Bib, ProblemKind, Timestamp,
    money::{Amount, Currency},
    payment::{PaymentInput, PaymentKind, PaymentMethod, Taken},
    player::PlayerView,
};
use leptos::{ev::SubmitEvent, prelude::*};
use uuid::Uuid;

/// The id of the field that is filled in once it is known who pays.
const AMOUNT: &str = "payment-amount";

/// Amounts proposed: those that were taken last for the same purpose.
const PROPOSED_MAX: usize = 4;

/// What is in the fields.
#[derive(Clone, Copy)]
pub struct PaymentForm {
    /// Who pays.
    pub bib: RwSignal<Option<Bib>>,
    /// What for.
    pub kind: RwSignal<Option<PaymentKind>>,
    method: RwSignal<Option<PaymentMethod>>,
    amount: RwSignal<String>,
    amount_error: RwSignal<Option<String>>,
    /// Whether something is given back.
    pub gives_back: RwSignal<bool>,
    note: RwSignal<String>,
    /// The id under which the payment was sent, until it is known what became of it: pressing again takes nothing twice.
    sent_as: StoredValue<Option<Uuid>>,
}

impl PaymentForm {
    fn new() -> Self {
        Self {
            bib: RwSignal::new(None),
            kind: RwSignal::new(Some(PaymentKind::EntryFee)),
            method: RwSignal::new(Some(PaymentMethod::Cash)),
            amount: RwSignal::default(),
            amount_error: RwSignal::default(),
            gives_back: RwSignal::new(false),
            note: RwSignal::default(),
            sent_as: StoredValue::new(None),
        }
    }

    /// The amount as typed, with its sign; none if it is none.
    fn typed(self, currency: Currency) -> Option<Amount> {
        let typed = self.amount.with(|text| Amount::parse(text, currency)).ok()?.payable().ok()?;
        Some(if self.gives_back.get() && typed.minor() > 0 { -typed } else { typed })
    }

    /// The payment as typed, or none with what is wrong beside its field.
    fn read(self, currency: Currency, now: Timestamp) -> Option<PaymentInput> {
        let amount = untrack(|| self.typed(currency));
        self.amount_error.set(amount.is_none().then(|| {
            let example = Amount::from_minor(1_250).plain(currency, notation().point());
            let [like, without] = [
                tr("Write the amount like", "Schreiben Sie den Betrag wie"),
                tr("without separators between thousands.", "ohne Trennzeichen zwischen Tausendern."),
            ];
            format!("{like} {example}, {without}")
        }));
        let id = self.sent_as.get_value().unwrap_or_else(|| browser::new_id(now));
        let input = PaymentInput {
            id,
            bib: self.bib.get_untracked(),
            kind: self.kind.get_untracked()?,
            amount_minor: amount?,
            currency: Some(currency),
            method: self.method.get_untracked()?,
            note: self.note.get_untracked(),
        };
        self.sent_as.set_value(Some(id));
        Some(input)
    }

    /// Empties the fields for whoever comes next. The fee stays: it is the same for most.
    fn clear(self) {
        if self.gives_back.get_untracked() || self.kind.get_untracked() == Some(PaymentKind::Donation) {
            self.amount.set(String::new());
        }
        self.gives_back.set(false);
        self.bib.set(None);
        self.note.set(String::new());
        self.sent_as.set_value(None);
    }
}

/// The whole form: who, what for, how much, in which way.
#[component]
pub fn TakePayment(till: Till) -> impl IntoView {
    let form = PaymentForm::new();
    let toast = use_toast();
    let take = Action::new(move |payment: &PaymentInput| {
        let payment = payment.clone();
        async move {
            match api::take_payment(till.event, payment).await {
                Ok(taken) => {
                    toast.say(taken_text(&taken));
                    form.clear();
                    till.reload();
                    browser::focus(WHO);
                    Ok(())
                }
                Err(error) => {
                    // What was refused was not taken, and the next try is a payment of its own. Of anything else nobody knows.
                    if !matches!(error.kind(), ProblemKind::Unavailable | ProblemKind::Internal) {
                        form.sent_as.set_value(None);
                    }
                    Err(error)
                }
            }
        }
    });
    let nobody = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if take.pending().get_untracked() {
            return;
        }
        take.value().set(None);
        let of_nobody = form.bib.with_untracked(Option::is_none);
        nobody.set(of_nobody && form.kind.get_untracked() == Some(PaymentKind::EntryFee));
        if nobody.get_untracked() {
            browser::focus(WHO);
        } else if let Some(payment) = form.read(till.currency, till.time.get_untracked()) {
            take.dispatch(payment);
        }
    };
    let error = Signal::derive(move || take.value().get().and_then(|done: Result<(), PageError>| done.err()));
    view! {
        <section class="panel take" aria-labelledby="take-title">
            <h2 id="take-title">{tr("Take a payment", "Zahlung annehmen")}</h2>
            <Who till form chosen=move || nobody.set(false) />
            <ChosenPayer till form />
            <p class="problem" role="alert" hidden=move || !nobody.get()>
                {tr(
                    "An entry fee is somebody's. Type a bib or a name above.",
                    "Ein Startgeld gehört zu jemandem. Tippen Sie oben eine Nummer oder einen Namen.",
                )}
            </p>
            <form on:submit=submit novalidate>
                <Purpose form />
                <HowMuch till form />
                <TextField
                    id="payment-note"
                    label=tr("Note", "Notiz")
                    value=form.note
                    hint=tr("If it names somebody, it is erased with them.", "Nennt sie jemanden, wird sie mit der Person gelöscht.")
                />
                <Refusal error />
                <Submit pending=take.pending() class="do wide">{move || submit_text(till, form)}</Submit>
            </form>
        </section>
    }
}

fn submit_text(till: Till, form: PaymentForm) -> String {
    match form.typed(till.currency) {
        None => tr("Take", "Annehmen").to_owned(),
        Some(amount) if amount.minor() < 0 => {
            format!("{} {}", tr("Give back", "Zurückzahlen:"), amount_text(-amount, till.currency))
        }
        Some(amount) => format!("{} {}", tr("Take", "Annehmen:"), amount_text(amount, till.currency)),
    }
}

/// What the desk is told once it is done.
fn taken_text(Taken { payment, duplicate }: &Taken) -> String {
    let amount = amount_text(payment.amount_minor, payment.currency);
    let who = match (payment.bib, &payment.name) {
        (Some(bib), Some(name)) => format!("{bib} · {name}"),
        _ => tr("nobody in particular", "ohne Namen").to_owned(),
    };
    let word = if *duplicate {
        tr("Was taken before:", "War schon angenommen:")
    } else if payment.amount_minor.minor() < 0 {
        tr("Given back:", "Zurückgezahlt:")
    } else {
        tr("Taken:", "Angenommen:")
    };
    format!("{word} {amount}, {}, {who}", kind_text(payment.kind))
}

/// Finds who pays; with nothing typed, shows who has not paid the entry fee.
#[component]
fn Who(till: Till, form: PaymentForm, chosen: impl Fn() + Copy + Send + Sync + 'static) -> impl IntoView {
    let waiting = Memo::new(move |_| {
        till.books.value.with(|books| {
            let paid = |bib: Bib| books.balances.iter().any(|of| of.bib == bib && of.entry_fee_minor.minor() > 0);
            till.players.value.with(|list| {
                let unpaid =
                    list.players.iter().rev().filter(|player| player.standing.is_active() && !paid(player.bib));
                unpaid.cloned().collect()
            })
        })
    });
    let choose = Callback::new(move |player: PlayerView| {
        chosen();
        form.bib.set(Some(player.bib));
        request_animation_frame(|| browser::focus(AMOUNT));
    });
    let busy = Signal::derive(move || form.bib.with(Option::is_some));
    view! { <PlayerSearch players=till.players.value waiting waiting_text busy choose /> }
}

fn waiting_text(unpaid: usize) -> String {
    match unpaid {
        0 => tr("Everybody has paid an entry fee.", "Alle haben ein Startgeld bezahlt.").to_owned(),
        n => format!("{} · {n}", tr("No entry fee yet", "Noch kein Startgeld")),
    }
}

#[component]
fn Purpose(form: PaymentForm) -> impl IntoView {
    let kinds = PaymentKind::ALL.map(|kind| (kind, kind_text(kind))).to_vec();
    let methods = PaymentMethod::ALL.map(|method| (method, method_text(method))).to_vec();
    view! {
        <Choices name="payment-kind" label=tr("For", "Für") choices=kinds value=form.kind />
        <Choices name="payment-method" label=tr("Paid", "Bezahlt") choices=methods value=form.method />
    }
}

#[component]
fn HowMuch(till: Till, form: PaymentForm) -> impl IntoView {
    let proposed = Memo::new(move |_| {
        let kind = form.kind.get();
        let mut amounts: Vec<Amount> = Vec::new();
        till.page.value.with(|page| {
            let taken = page.payments.iter().filter(|paid| Some(paid.kind) == kind && !paid.undone);
            for amount in taken.map(|paid| paid.amount_minor).filter(|amount| amount.minor() > 0) {
                if amounts.len() < PROPOSED_MAX && !amounts.contains(&amount) {
                    amounts.push(amount);
                }
            }
        });
        amounts
    });
    let buttons = move || {
        let buttons = proposed.get().into_iter().map(|amount| {
            let take_it = move |_| {
                form.amount_error.set(None);
                form.amount.set(amount.plain(till.currency, notation().point()));
                browser::focus(AMOUNT);
            };
            view! {
                <button type="button" class="btn quiet small num" on:click=take_it>
                    {amount_text(amount, till.currency)}
                </button>
            }
        });
        buttons.collect_view()
    };
    view! {
        <TextField
            id=AMOUNT
            label=format!("{} ({})", tr("Amount", "Betrag"), till.currency)
            value=form.amount
            inputmode="decimal"
            error=form.amount_error
        />
        <div
            class="actions proposed"
            role="group"
            aria-label=tr("Amounts taken last", "Zuletzt angenommene Beträge")
            hidden=move || proposed.with(Vec::is_empty)
        >
            {buttons}
        </div>
        <label class="check">
            <input type="checkbox" bind:checked=form.gives_back />
            <span>{tr("Give it back", "Zurückzahlen")}</span>
        </label>
    }
}
