//! What a tap sounds and feels like, for those who look at the water. Call it in the browser only.

use super::js;
use std::cell::RefCell;
use wasm_bindgen::JsValue;

thread_local! {
    /// What plays sounds. Browsers start it only once somebody has touched the page.
    static PLAYER: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// Something to be heard and felt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// A tap was taken.
    Taken,
    /// A tap did not count.
    NotCounted,
    /// Somebody is overdue in the water, or needs help.
    Alarm,
}

impl Sign {
    /// Pitch in hertz, and how long it sounds, in seconds.
    const fn tone(self) -> (f64, f64) {
        match self {
            Self::Taken => (1_320.0, 0.07),
            Self::NotCounted => (220.0, 0.35),
            Self::Alarm => (880.0, 0.9),
        }
    }

    /// How long it shakes, in milliseconds.
    const fn shake_ms(self) -> i32 {
        match self {
            Self::Taken => 35,
            Self::NotCounted => 250,
            Self::Alarm => 600,
        }
    }
}

/// Whether this tablet can shake.
pub fn can_shake() -> bool {
    js::of_navigator("vibrate").is_some()
}

/// Whether this tablet can sound.
pub fn can_sound() -> bool {
    js::global("AudioContext").is_some()
}

/// Shakes the tablet.
pub fn shake(sign: Sign) {
    if let Some(navigator) = js::global("navigator") {
        js::call(&navigator, "vibrate", [sign.shake_ms().into()]);
    }
}

/// Plays a short tone, loud at once and fading, so that it does not crack.
pub fn sound(sign: Sign) {
    const LOUDNESS: f64 = 0.4;
    const SILENT: f64 = 0.001;
    let played = PLAYER.with_borrow_mut(|player| {
        if player.is_none() {
            *player = js::make("AudioContext", []);
        }
        let player = player.as_ref()?;
        // It sleeps after the tablet has slept.
        js::call(player, "resume", []);
        let (pitch_hz, lasts_s) = sign.tone();
        let now_s = js::get(player, "currentTime")?.as_f64()?;
        let (tone, volume) = (js::call(player, "createOscillator", [])?, js::call(player, "createGain", [])?);
        js::set(&js::get(&tone, "frequency")?, "value", pitch_hz);
        let gain = js::get(&volume, "gain")?;
        js::call(&gain, "setValueAtTime", [LOUDNESS.into(), now_s.into()])?;
        js::call(&gain, "exponentialRampToValueAtTime", [SILENT.into(), (now_s + lasts_s).into()])?;
        js::call(&tone, "connect", [volume.clone()])?;
        js::call(&volume, "connect", [js::get(player, "destination")?])?;
        js::call(&tone, "start", [])?;
        js::call(&tone, "stop", [(now_s + lasts_s).into()])
    });
    // A tablet without a loudspeaker counts all the same.
    drop(played);
}
