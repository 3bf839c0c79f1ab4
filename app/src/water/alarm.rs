//! The sound of an alarm, for as long as there is one and nobody has silenced it here.

use crate::station::{
    feel::{self, Sign},
    js,
};
use leptos::{leptos_dom::helpers::IntervalHandle, prelude::*};
use std::time::Duration;

/// How often it sounds.
const SOUND_EVERY: Duration = Duration::from_secs(2);

/// Sounds while `wanted`, for as long as the current owner lives.
pub fn sound_while(wanted: Memo<bool>) {
    Effect::new(move |_| {
        if !wanted.get() {
            return;
        }
        let sound = || {
            if may_sound() {
                feel::sound(Sign::Alarm);
                feel::shake(Sign::Alarm);
            }
        };
        sound();
        let interval = set_interval_with_handle(sound, SOUND_EVERY).ok();
        on_cleanup(move || interval.iter().for_each(IntervalHandle::clear));
    });
}

/// Whether this page may sound: browsers are silent until somebody has touched the page. Of those that do not tell it is
/// assumed.
pub fn may_sound() -> bool {
    let touched = js::of_navigator("userActivation").and_then(|touched| js::get(&touched, "hasBeenActive"));
    touched.is_none_or(|touched| touched.is_truthy())
}
