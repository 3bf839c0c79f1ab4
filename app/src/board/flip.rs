//! A row that moves is seen to move: from where it was to where it is (first, last, invert, play).

use crate::browser;
use leptos::{html, prelude::*};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// How long a row moves, in milliseconds.
const MOVE_MS: f64 = 250.0;
/// Beyond this many rows on the page none is moved: measuring all of them would cost more than it shows.
const ROWS_MAX: u32 = 600;

/// Rows with the place in the list that they were seen at, in whole pixels.
type Places = Vec<(HtmlElement, i32)>;

/// Moves the rows of one list.
#[derive(Clone)]
pub struct Flip {
    list: NodeRef<html::Ol>,
    before: Rc<RefCell<Option<Places>>>,
}

impl Flip {
    /// For the rows of this list.
    pub fn new(list: NodeRef<html::Ol>) -> Self {
        Self { list, before: Rc::default() }
    }

    /// Notes where the rows are seen, and moves them from there once the change that follows is in the page. Changes
    /// until the next frame belong to the same move.
    pub fn before_change(&self) {
        if self.before.borrow().is_some() || browser::reduced_motion() {
            return;
        }
        let Some(list) = self.list.get_untracked() else { return };
        *self.before.borrow_mut() = Some(seen_places(&list));
        let this = self.clone();
        // Reactive effects run before the next frame, so here the rows are where they belong.
        request_animation_frame(move || this.play());
    }

    fn play(&self) {
        let (Some(before), Some(list)) = (self.before.take(), self.list.get_untracked()) else { return };
        // All places are read before the first row is moved, so that the page is laid out once.
        let top = list.offset_top();
        let moves: Vec<_> = before
            .into_iter()
            .filter(|(row, _)| row.is_connected())
            .map(|(row, was)| {
                let by = was - (row.offset_top() - top);
                (row, by)
            })
            .filter(|(_, by)| by.abs() > 1)
            .collect();
        for (row, by) in moves {
            slide(&row, by);
        }
    }
}

/// Where each row is seen in its list, a move under way included.
fn seen_places(list: &Element) -> Places {
    let rows = list.children();
    if rows.length() > ROWS_MAX {
        return Vec::new();
    }
    let top = list.get_bounding_client_rect().top();
    (0..rows.length())
        .filter_map(|at| rows.item(at)?.dyn_into::<HtmlElement>().ok())
        .map(|row| {
            #[expect(clippy::cast_possible_truncation, reason = "a page is not two billion pixels long")]
            let place = (row.get_bounding_client_rect().top() - top).round() as i32;
            (row, place)
        })
        .collect()
}

fn slide(row: &HtmlElement, by: i32) {
    // Who climbs passes above who is overtaken.
    let level = i32::from(by > 0);
    let frames = format!(
        r#"{{"transform":["translateY({by}px)","none"],"zIndex":[{level},{level}],"easing":["cubic-bezier(.2,.7,.2,1)"]}}"#
    );
    // Called by name: web-sys has the Web Animations API only behind a flag for the whole build.
    let animate = js_sys::Reflect::get(row, &"animate".into()).and_then(JsCast::dyn_into::<js_sys::Function>);
    if let (Ok(frames), Ok(animate)) = (js_sys::JSON::parse(&frames), animate) {
        let _ = animate.call2(row, &frames, &MOVE_MS.into());
    }
}
