//! The pages whose code arrives when one of them is opened: all but the board.
//!
//! They share one chunk. With a chunk a page, whatever some pages share becomes a chunk for that very set of pages, and
//! opening one page took some seventy requests.

use crate::{
    console::ConsolePage,
    desk::{held::HeldPage, lanes::LanesPage, reception::ReceptionPage},
    enrol::EnrolPage,
    setup::SetupPage,
    signin::SignInPage,
    station::StationPage,
};
use leptos::prelude::*;
use leptos_router::LazyRoute;

macro_rules! routes {
    ($($(#[$doc:meta])* $route:ident shows $page:ident),* $(,)?) => {
        #[derive(Clone, Copy)]
        enum Page { $($route),* }

        #[lazy]
        fn page_view(page: Page) -> AnyView {
            match page { $(Page::$route => view! { <$page /> }.into_any()),* }
        }

        $(
            $(#[$doc])*
            pub struct $route;

            impl LazyRoute for $route {
                fn data() -> Self {
                    Self
                }

                async fn view(_: Self) -> AnyView {
                    page_view(Page::$route).await
                }
            }
        )*
    };
}

routes! {
    /// `/setup`
    Setup shows SetupPage,
    /// `/signin`
    SignIn shows SignInPage,
    /// `/enrol`
    Enrol shows EnrolPage,
    /// `/console`
    Console shows ConsolePage,
    /// `/reception`
    Reception shows ReceptionPage,
    /// `/lanes`
    Lanes shows LanesPage,
    /// `/held`
    Held shows HeldPage,
    /// `/station`
    Station shows StationPage,
}
