//! What several pages are made of.

mod button;
mod clock;
mod conn;
mod dialog;
mod field;
mod held_reason;
mod language;
mod local_time;
mod needs_script;
mod pin_pad;
mod problem;
mod qr;
mod question;
mod set_moment;
mod shift;
mod staff;
mod toast;
mod top;

pub use button::{ActionButton, Submit};
pub use clock::{Countdown, RaceClock, clock_state_text, server_time};
pub use conn::ConnPill;
pub use dialog::{Dialog, open_while};
pub use field::{Choices, TextField};
pub use held_reason::held_reason_text;
pub use language::LanguageLinks;
pub use local_time::LocalTime;
pub use needs_script::NeedsScript;
pub use pin_pad::PinPad;
pub use problem::{FieldError, Refusal};
pub use qr::QrCode;
pub use question::Question;
pub use set_moment::SetMoment;
pub use shift::ShiftButtons;
pub use staff::{Desk, Opened, StaffLive, StaffPage, follow_event, home};
pub use toast::{Toast, ToastArea, provide_toast, use_toast};
pub use top::TopBar;
