//! What may be missing in a browser, called by name: on plain HTTP half of the browser is not there, and a page that
//! counts must not stop over it. Call it in the browser only.

use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A property, if there is one that is not null.
pub fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(object, &name.into()).ok()?;
    (!value.is_null() && !value.is_undefined()).then_some(value)
}

/// Something of the browser's global scope.
pub fn global(name: &str) -> Option<JsValue> {
    get(&window(), name)
}

/// Something of the navigator.
pub fn of_navigator(name: &str) -> Option<JsValue> {
    get(&window().navigator(), name)
}

/// Calls a method; none where there is none, or it throws.
pub fn call<const N: usize>(object: &JsValue, name: &str, arguments: [JsValue; N]) -> Option<JsValue> {
    let method: Function = get(object, name)?.dyn_into().ok()?;
    method.apply(object, &Array::from_iter(arguments)).ok()
}

/// Calls a method and waits for what it promised; none where it has none, throws, or breaks its promise.
pub async fn promised<const N: usize>(object: &JsValue, name: &str, arguments: [JsValue; N]) -> Option<JsValue> {
    kept(call(object, name, arguments)?).await
}

/// Waits for a promise; none if it is none, or is broken.
pub async fn kept(promise: JsValue) -> Option<JsValue> {
    JsFuture::from(promise.dyn_into::<Promise>().ok()?).await.ok()
}

/// Makes something of the browser's by its name.
pub fn make<const N: usize>(name: &str, arguments: [JsValue; N]) -> Option<JsValue> {
    let made: Function = global(name)?.dyn_into().ok()?;
    Reflect::construct(&made, &Array::from_iter(arguments)).ok()
}

/// Sets a property, where the object lets it be set.
pub fn set(object: &JsValue, name: &str, value: impl Into<JsValue>) {
    let _ = Reflect::set(object, &name.into(), &value.into());
}
