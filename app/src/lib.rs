//! The pages of LapStream.
//!
//! - [`board`] is what everybody sees, and the only page whose code arrives at once; all other pages are in a chunk of
//!   their own, so that a phone that follows the standings loads nothing of the desks (see `start`).
//! - `desk::{reception, lanes, held, sheets, tags, codes, takings}`, `counters`, [`water`], [`audit`] and [`station`] are
//!   the desks' pages, [`console`] the venue's. Each renders its content inside [`components::StaffPage`], which asks who is
//!   there and follows the event's staff socket.
//! - A page's server functions stand beside it. They fetch their context from `server`, call one service of `backend`
//!   and map one error.
//!
//! Only this file and `server` know which of the two builds they are in.

// A view is a type, and the type of a whole page is deeper than the compiler expects of anybody.
#![recursion_limit = "512"]

pub mod audit;
pub mod board;
pub mod browser;
pub mod components;
pub mod console;
mod counters;
pub mod desk;
pub mod enrol;
pub mod error;
pub mod feed;
pub mod i18n;
pub mod live;
#[cfg(feature = "ssr")]
mod qr;
pub mod query;
#[cfg(feature = "ssr")]
pub mod server;
pub mod setup;
pub mod signin;
#[cfg(feature = "hydrate")]
pub mod start;
pub mod station;
pub mod trust;
pub mod water;

pub use error::PageError;

use audit::AuditPage;
use board::BoardPage;
use components::{ToastArea, provide_toast};
use console::ConsolePage;
use counters::tallies::TalliesPage;
use desk::{
    codes::CodesPage, held::HeldPage, lanes::LanesPage, reception::ReceptionPage, sheets::SheetsPage, tags::TagsPage,
    takings::TakingsPage,
};
use enrol::EnrolPage;
use i18n::tr;
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};
use setup::SetupPage;
use signin::SignInPage;
use station::StationPage;
use trust::TrustPage;
use water::WaterPage;

/// The document around the app, as the server sends it.
#[cfg(feature = "ssr")]
pub fn shell(options: LeptosOptions) -> impl IntoView {
    use leptos_meta::{HashedStylesheet, MetaTags};

    let lang = server::provide_lang();
    view! {
        <!DOCTYPE html>
        <html lang=lang.code()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#eef6f7" />
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#041721" />
                <link
                    rel="preload"
                    href="/fonts/archivo-latin-standard-normal.woff2"
                    r#as="font"
                    r#type="font/woff2"
                    crossorigin="anonymous"
                />
                <link rel="icon" href="/favicon.svg" r#type="image/svg+xml" />
                <HashedStylesheet id="leptos" options=options.clone() />
                <AutoReload options=options.clone() />
                <HydrationScripts options />
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// Pages are sent once they are whole: readable without JavaScript, with their true status, and without a flash. What
/// they wait for is in memory or one query away.
const WHOLE: SsrMode = SsrMode::Async;

/// All pages, as the server renders them and as staff's browsers run them.
#[component]
pub fn App() -> impl IntoView {
    provide_for_pages();
    view! {
        <Frame>
            <Router>
                <Routes fallback=NotFound>
                    <Route path=path!("/") ssr=WHOLE view=BoardPage />
                    <Route path=path!("/e/:slug") ssr=WHOLE view=BoardPage />
                    <Route path=path!("/setup") ssr=WHOLE view=SetupPage />
                    <Route path=path!("/signin") ssr=WHOLE view=SignInPage />
                    <Route path=path!("/enrol") ssr=WHOLE view=EnrolPage />
                    <Route path=path!("/trust") ssr=WHOLE view=TrustPage />
                    <Route path=path!("/console") ssr=WHOLE view=ConsolePage />
                    <Route path=path!("/reception") ssr=WHOLE view=ReceptionPage />
                    <Route path=path!("/lanes") ssr=WHOLE view=LanesPage />
                    <Route path=path!("/water") ssr=WHOLE view=WaterPage />
                    <Route path=path!("/held") ssr=WHOLE view=HeldPage />
                    <Route path=path!("/tallies") ssr=WHOLE view=TalliesPage />
                    <Route path=path!("/codes") ssr=WHOLE view=CodesPage />
                    <Route path=path!("/sheets") ssr=WHOLE view=SheetsPage />
                    <Route path=path!("/tags") ssr=WHOLE view=TagsPage />
                    <Route path=path!("/takings") ssr=WHOLE view=TakingsPage />
                    <Route path=path!("/audit") ssr=WHOLE view=AuditPage />
                    <Route path=path!("/station") ssr=WHOLE view=StationPage />
                </Routes>
            </Router>
        </Frame>
    }
}

/// The board as the browser runs it; the server rendered it inside [`App`].
#[component]
pub fn BoardAlone() -> impl IntoView {
    provide_for_pages();
    view! {
        <Frame>
            <BoardPage />
        </Frame>
    }
}

/// What pages find in their context.
fn provide_for_pages() {
    provide_meta_context();
    provide_toast();
}

/// What stands around every page.
#[component]
fn Frame<V>(
    /// The page. Its type is kept: to erase it would bring a second way to hydrate, which the board can do without.
    children: TypedChildren<V>,
) -> impl IntoView
where
    V: IntoView + 'static,
{
    view! {
        <Title formatter=|page: String| document_title(&page) />
        <a class="skip-link" href="#main" rel="external">
            {tr("Skip to content", "Zum Inhalt springen")}
        </a>
        {children.into_inner()()}
        <ToastArea />
    }
}

/// The document's title on a page of that title.
fn document_title(page: &str) -> String {
    title_text(if page.is_empty() { "LapStream".to_owned() } else { format!("{page} · LapStream") })
}

/// An address that leads nowhere.
#[component]
fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    server::set_status(404);
    browser::mark_hydrated();
    view! {
        <Title text=tr("Not found", "Nicht gefunden") />
        <main id="main" class="sign-in">
            <h1>{tr("There is no such page", "Diese Seite gibt es nicht")}</h1>
            <p>
                <a href="/">{tr("To the standings", "Zum Zwischenstand")}</a>
            </p>
        </main>
    }
}

#[cfg(feature = "ssr")]
use server::{board_answer, moment_sentence, page_address, request_lang, title_text};

/// Only the server answers requests.
#[cfg(not(feature = "ssr"))]
fn request_lang() -> Option<i18n::Lang> {
    None
}

/// The browser sets the title as text, which needs no escaping.
#[cfg(not(feature = "ssr"))]
fn title_text(title: String) -> String {
    title
}

/// Path and query of the page.
#[cfg(not(feature = "ssr"))]
fn page_address() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

/// Only the server knows; what it knew is read from the page.
#[cfg(not(feature = "ssr"))]
fn board_answer(_slug: Option<&str>) -> board::BoardAnswer {
    board::BoardAnswer::Unasked
}

/// Only the server writes it; where there are scripts nobody reads it.
#[cfg(not(feature = "ssr"))]
fn moment_sentence(_now: domain::Timestamp) -> String {
    String::new()
}
