//! The camera as a scanner, where the browser has both. It is asked for only when somebody presses for it, and let go as
//! soon as the pad is closed or the page is hidden: nobody then sees what it sees, and other programs may want it. Call it
//! in the browser only.

use super::{
    js,
    number::{How, Numbers},
    offline,
};
use crate::i18n::tr;
use js_sys::{Array, JSON};
use leptos::{html, leptos_dom::helpers::IntervalHandle, prelude::*, task::spawn_local};
use std::{cell::Cell, rc::Rc, time::Duration};
use wasm_bindgen::{JsCast, JsValue};

/// How often a picture is looked at: a cap is held still for about half a second.
const LOOK_EVERY: Duration = Duration::from_millis(200);
/// The kinds of codes that are looked for: ours, and those of bought caps.
const FORMATS: &str = r#"{"formats":["qr_code","code_128","code_39","itf"]}"#;
/// Which camera: the one that does not look at the helper.
const WISH: &str = r#"{"audio":false,"video":{"facingMode":"environment"}}"#;

/// What became of the wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seeing {
    Off,
    Asking,
    On,
    /// Browsers give the camera to https alone.
    Insecure,
    /// The browser has no camera for pages, or reads no codes.
    Unsupported,
    /// It was not allowed, or another program has it.
    Refused,
}

impl Seeing {
    /// Why there is no picture, and what to do instead.
    fn why_not(self) -> Option<&'static str> {
        match self {
            Self::Off | Self::Asking | Self::On => None,
            Self::Insecure => Some(tr(
                "Browsers give the camera to https only. Type the number, or open the station’s https address.",
                "Browser geben die Kamera nur über https frei. Tippen Sie die Nummer, oder öffnen Sie die https-Adresse der Station.",
            )),
            Self::Unsupported => Some(tr(
                "This browser reads no codes by camera. Type the number, or use a scanner.",
                "Dieser Browser liest keine Codes mit der Kamera. Tippen Sie die Nummer, oder nehmen Sie einen Scanner.",
            )),
            Self::Refused => Some(tr(
                "The camera was not allowed or is in use. Allow it in the browser’s settings of this page, or type the number.",
                "Die Kamera wurde nicht erlaubt oder ist belegt. Erlauben Sie sie in den Einstellungen dieser Seite, oder tippen Sie die Nummer.",
            )),
        }
    }
}

/// The camera of an open pad.
#[derive(Clone, Copy)]
struct Sight {
    seeing: RwSignal<Seeing>,
    video: NodeRef<html::Video>,
    stream: StoredValue<Option<JsValue>, LocalStorage>,
    looks: StoredValue<Option<IntervalHandle>>,
}

impl Sight {
    /// One that is off, and let go of when the page is hidden or the pad is closed.
    fn begin() -> Self {
        let sight = Self {
            seeing: RwSignal::new(Seeing::Off),
            video: NodeRef::new(),
            stream: StoredValue::new_local(None),
            looks: StoredValue::new(None),
        };
        Effect::new(move |_| {
            let hidden = window_event_listener_untyped("visibilitychange", move |_| {
                if document().hidden() && matches!(sight.seeing.get_untracked(), Seeing::Asking | Seeing::On) {
                    sight.let_go();
                    sight.seeing.set(Seeing::Off);
                }
            });
            on_cleanup(move || hidden.remove());
        });
        on_cleanup(move || sight.let_go());
        sight
    }

    /// Asks for the camera and looks through it.
    fn ask(self, numbers: Numbers) {
        if matches!(self.seeing.get_untracked(), Seeing::Asking | Seeing::On) {
            return;
        }
        self.seeing.set(Seeing::Asking);
        // Whoever looks through it counts more than one.
        numbers.stay();
        spawn_local(async move {
            let opened = open().await;
            let Some(now) = self.seeing.try_get_untracked() else {
                // The pad was closed while the browser asked.
                return opened.iter().for_each(|(camera, _)| stop(camera));
            };
            match opened {
                Ok((camera, detector)) if now == Seeing::Asking => {
                    self.stream.try_set_value(Some(camera.clone()));
                    self.seeing.try_set(Seeing::On);
                    show(self.video, &camera);
                    self.looks.try_set_value(watch(self.video, detector, numbers, self.seeing));
                }
                Ok((camera, _)) => stop(&camera),
                Err(why) if now == Seeing::Asking => drop(self.seeing.try_set(why)),
                Err(_) => {}
            }
        });
    }

    fn let_go(self) {
        self.looks.try_update_value(|looks| looks.take().iter().for_each(IntervalHandle::clear));
        self.stream.try_update_value(|stream| stream.take().iter().for_each(stop));
    }
}

/// The button, the picture, and why there is none.
#[component]
pub fn Camera(
    /// The station's numbers.
    numbers: Numbers,
) -> impl IntoView {
    let sight = Sight::begin();
    let Sight { seeing, video, .. } = sight;
    let why = move || seeing.get().why_not().map(|why| view! { <p class="notice" role="alert">{why}</p> });
    view! {
        <div class="camera">
            <video node_ref=video muted playsinline hidden=move || seeing.get() != Seeing::On aria-label=tr("What the camera sees", "Was die Kamera sieht")></video>
            {why}
            <Show when=move || seeing.get() != Seeing::On>
                <button
                    type="button"
                    class="btn quiet wide"
                    aria-busy=move || (seeing.get() == Seeing::Asking).to_string()
                    on:click=move |_| sight.ask(numbers)
                >
                    {tr("Scan with the camera", "Mit der Kamera scannen")}
                </button>
            </Show>
        </div>
    }
}

/// The camera and what reads codes.
async fn open() -> Result<(JsValue, JsValue), Seeing> {
    let Some(devices) = js::of_navigator("mediaDevices") else {
        return Err(if offline::is_secure() { Seeing::Unsupported } else { Seeing::Insecure });
    };
    let formats = JSON::parse(FORMATS).unwrap_or(JsValue::UNDEFINED);
    // One that lacks a kind may refuse the list: then it reads what it can.
    let detector = js::make("BarcodeDetector", [formats]).or_else(|| js::make("BarcodeDetector", []));
    let detector = detector.ok_or(Seeing::Unsupported)?;
    let wish = JSON::parse(WISH).unwrap_or(JsValue::UNDEFINED);
    let camera = js::promised(&devices, "getUserMedia", [wish]).await.ok_or(Seeing::Refused)?;
    Ok((camera, detector))
}

fn show(video: NodeRef<html::Video>, camera: &JsValue) {
    if let Some(video) = video.try_get_untracked().flatten() {
        let video = JsValue::from(video);
        js::set(&video, "srcObject", camera.clone());
        js::call(&video, "play", []);
    }
}

/// Looks at the picture again and again, one look at a time, until the pad is closed.
fn watch(
    video: NodeRef<html::Video>,
    detector: JsValue,
    numbers: Numbers,
    seeing: RwSignal<Seeing>,
) -> Option<IntervalHandle> {
    let busy = Rc::new(Cell::new(false));
    let look = move || {
        if busy.replace(true) {
            return;
        }
        let (detector, busy) = (detector.clone(), busy.clone());
        spawn_local(async move {
            let codes = match video.try_get_untracked().flatten() {
                Some(picture) => js::promised(&detector, "detect", [picture.into()]).await,
                None => None,
            };
            busy.set(false);
            if seeing.try_get_untracked() != Some(Seeing::On) {
                return;
            }
            for code in codes.and_then(|codes| codes.dyn_into::<Array>().ok()).unwrap_or_default() {
                if let Some(text) = js::get(&code, "rawValue").and_then(|text| text.as_string()) {
                    numbers.take(&text, How::Seen);
                }
            }
        });
    };
    set_interval_with_handle(look, LOOK_EVERY).ok()
}

fn stop(camera: &JsValue) {
    let tracks = js::call(camera, "getTracks", []).and_then(|tracks| tracks.dyn_into::<Array>().ok());
    for track in tracks.unwrap_or_default() {
        js::call(&track, "stop", []);
    }
}
