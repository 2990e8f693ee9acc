//! The cropping tool: the picture under a frame of 3:4, moved and scaled by touch, mouse, keys and buttons.
//! Where the frame is stands in `crop`; what the tool looks like in `markup`; how the picture is drawn in `stage`.

mod markup;
mod stage;

use super::picture::canvas;
use super::prepare;
use super::refused::Refused;
use super::styles;
use crate::platform::{Timer, property, set_timeout};
use crate::text;
use js_sys::Promise;
use leptos::prelude::document;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use stage::Stage;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AddEventListenerOptions, Blob, Element, Event, EventTarget, HtmlDialogElement, KeyboardEvent,
    PointerEvent, WheelEvent,
};

/// How far a key or a button moves the picture, as a part of the frame; with Shift, further.
const STEP: f64 = 0.02;
const LEAP: f64 = 0.1;
/// How much a key or a button makes it larger.
const LARGER: f64 = 1.1;
/// So long after the last move it is said where the frame is, in milliseconds: not at every step.
const QUIET: u32 = 300;
/// What the dialog answers where a part was chosen.
const CHOSEN: &str = "use";

type Listener = Closure<dyn FnMut(Event)>;

/// Asks which part of a picture is the photo; `None` where nobody chose.
///
/// # Errors
/// Why the picture can't be shown.
pub async fn crop(file: &Blob) -> Result<Option<Blob>, Refused> {
    let picture = prepare::picture(file).await?;
    speak().await;
    styles::here().await;
    let (dialog, stage) = opened(picture).ok_or(Refused::FAILED)?;
    let tool = Rc::new(Tool {
        dialog: dialog.clone(),
        stage,
        pointers: RefCell::new(Vec::new()),
        saying: RefCell::new(None),
    });
    let closed = Promise::new(&mut |resolve, _| {
        let _ = dialog.add_event_listener_with_callback("close", resolve.unchecked_ref());
    });
    let listeners = tool.listen();
    tool.show();
    tool.say();
    let _ = JsFuture::from(closed).await;
    tool.saying.take();
    dialog.remove();
    if let Some(window) = web_sys::window() {
        for (_, listener) in listeners.iter().filter(|(name, _)| *name == "resize") {
            let _ = window.remove_event_listener_with_callback("resize", listener.as_ref().unchecked_ref());
        }
    }
    let chosen = dialog.return_value() == CHOSEN;
    let photo = if chosen { tool.stage.photo() } else { None };
    tool.stage.close();
    let Some(photo) = photo else { return Ok(None) };
    let bytes = prepare::photo_of(&photo).await.ok_or(Refused::FAILED)?;
    canvas::blob(&bytes, "image/jpeg")
        .ok_or(Refused::FAILED)
        .map(Some)
}

/// Takes up the language that is shown: this program has texts of its own.
async fn speak() {
    let root = document().document_element();
    let tag = root
        .and_then(|root| root.get_attribute("lang"))
        .unwrap_or_default();
    if text::locale() != tag
        && let Some(texts) = text::parts_of(&tag, &[text::DOCUMENTS - 1]).await
    {
        text::adopt(&tag, texts);
    }
}

/// The dialog, open.
fn opened(picture: web_sys::ImageBitmap) -> Option<(HtmlDialogElement, Stage)> {
    let dialog: HtmlDialogElement = document().create_element("dialog").ok()?.dyn_into().ok()?;
    dialog.set_class_name("dialog crop");
    for (name, value) in [
        ("aria-labelledby", "crop-title"),
        ("aria-describedby", "crop-lead"),
    ] {
        let _ = dialog.set_attribute(name, value);
    }
    dialog.set_inner_html(&markup::inside());
    document().body()?.append_child(&dialog).ok()?;
    let stage = Stage::of(&dialog, picture)?;
    dialog.show_modal().ok()?;
    Some((dialog, stage))
}

/// The tool while it is open.
struct Tool {
    dialog: HtmlDialogElement,
    stage: Stage,
    /// Fingers and the mouse, where each was last.
    pointers: RefCell<Vec<(i32, (f64, f64))>>,
    saying: RefCell<Option<Timer>>,
}

impl Tool {
    /// Listens; what is returned must live as long as the dialog.
    fn listen(self: &Rc<Self>) -> Vec<(&'static str, Listener)> {
        let mut all = Vec::new();
        let mut on = |target: &EventTarget, name: &'static str, act: fn(&Rc<Self>, &Event)| {
            let tool = self.clone();
            let listener = Listener::new(move |event: Event| act(&tool, &event));
            let options = AddEventListenerOptions::new();
            // The wheel must not move the page as well.
            options.set_passive(false);
            let call = listener.as_ref().unchecked_ref();
            let _ =
                target.add_event_listener_with_callback_and_add_event_listener_options(name, call, &options);
            all.push((name, listener));
        };
        let stage = self.stage.element.clone();
        on(&stage, "pointerdown", Self::pressed);
        on(&stage, "pointermove", Self::dragged);
        on(&stage, "pointerup", Self::released);
        on(&stage, "pointercancel", Self::released);
        on(&stage, "wheel", Self::turned);
        on(&stage, "keydown", Self::typed);
        on(&self.dialog, "click", Self::clicked);
        if let Some(window) = web_sys::window() {
            on(&window, "resize", |tool, _| tool.stage.draw());
        }
        all
    }

    /// After a change: the picture at once, the words once it is quiet.
    fn show(self: &Rc<Self>) {
        self.stage.draw();
        let tool = self.clone();
        self.saying.replace(Some(set_timeout(QUIET, move || tool.say())));
    }

    /// Says in words where the frame is, and whether it gives a photo.
    fn say(&self) {
        markup::say(&self.dialog, self.stage.crop.get());
    }

    fn moved(self: &Rc<Self>, across: f64, down: f64) {
        self.stage.crop.set(self.stage.crop.get().moved(across, down));
        self.show();
    }

    fn scaled(self: &Rc<Self>, by: f64, around: (f64, f64)) {
        self.stage.crop.set(self.stage.crop.get().scaled(by, around));
        self.show();
    }

    fn pressed(self: &Rc<Self>, event: &Event) {
        let Some(event) = event.dyn_ref::<PointerEvent>() else {
            return;
        };
        if event.button() != 0 {
            return;
        }
        let _ = self.stage.element.set_pointer_capture(event.pointer_id());
        let mut pointers = self.pointers.borrow_mut();
        pointers.retain(|(id, _)| *id != event.pointer_id());
        // A third finger does nothing.
        if pointers.len() < 2 {
            pointers.push((event.pointer_id(), self.stage.place(event)));
        }
    }

    fn released(self: &Rc<Self>, event: &Event) {
        if let Some(event) = event.dyn_ref::<PointerEvent>() {
            self.pointers
                .borrow_mut()
                .retain(|(id, _)| *id != event.pointer_id());
        }
    }

    fn dragged(self: &Rc<Self>, event: &Event) {
        let Some(event) = event.dyn_ref::<PointerEvent>() else {
            return;
        };
        let before = self.pointers.borrow().clone();
        let mut after = before.clone();
        for (id, place) in &mut after {
            if *id == event.pointer_id() {
                *place = self.stage.place(event);
            }
        }
        self.pointers.replace(after.clone());
        match (before.as_slice(), after.as_slice()) {
            ([(_, from)], [(_, to)]) => self.moved(to.0 - from.0, to.1 - from.1),
            ([(_, a), (_, b)], [(_, c), (_, d)]) => self.pinched((*a, *b), (*c, *d)),
            _ => {}
        }
    }

    /// Two fingers: what was between them stays between them. Places are parts of the frame, which is 3:4.
    fn pinched(self: &Rc<Self>, from: ((f64, f64), (f64, f64)), to: ((f64, f64), (f64, f64))) {
        let apart = |(a, b): ((f64, f64), (f64, f64))| (3.0 * (a.0 - b.0)).hypot(4.0 * (a.1 - b.1));
        let middle = |(a, b): ((f64, f64), (f64, f64))| (f64::midpoint(a.0, b.0), f64::midpoint(a.1, b.1));
        let (start, end) = (middle(from), middle(to));
        self.moved(end.0 - start.0, end.1 - start.1);
        self.scaled(apart(to) / apart(from), end);
    }

    fn turned(self: &Rc<Self>, event: &Event) {
        let Some(event) = event.dyn_ref::<WheelEvent>() else {
            return;
        };
        event.prevent_default();
        // Some count pixels, some lines of text. A notch is about a hundred pixels; a finger on a pad gives many small ones.
        let is_pixels = event.delta_mode() == WheelEvent::DOM_DELTA_PIXEL;
        let unit = if is_pixels { 1.0 } else { 33.0 };
        let by = 1.0 - (event.delta_y() * unit / 1_000.0).clamp(-0.2, 0.2);
        self.scaled(by, self.stage.place(event));
    }

    fn typed(self: &Rc<Self>, event: &Event) {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        if key.ctrl_key() || key.meta_key() || key.alt_key() {
            return;
        }
        let far = if key.shift_key() { LEAP } else { STEP };
        if self.act(&key.key(), far) {
            event.prevent_default();
        }
    }

    fn clicked(self: &Rc<Self>, event: &Event) {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let button = target.and_then(|target| target.closest("button[data-crop]").ok().flatten());
        let Some(button) = button else { return };
        match button.get_attribute("data-crop").unwrap_or_default().as_str() {
            // Said beside it why not.
            CHOSEN if self.stage.crop.get().result().is_some() => self.dialog.close_with_return_value(CHOSEN),
            CHOSEN => {}
            "cancel" => self.dialog.close(),
            act => {
                self.act(act, LEAP / 2.0);
            }
        }
    }

    /// What a key and the button of its name do; `false` for any other key.
    fn act(self: &Rc<Self>, key: &str, far: f64) -> bool {
        const MIDDLE: (f64, f64) = (0.5, 0.5);
        match key {
            "ArrowLeft" => self.moved(-far, 0.0),
            "ArrowRight" => self.moved(far, 0.0),
            "ArrowUp" => self.moved(0.0, -far),
            "ArrowDown" => self.moved(0.0, far),
            "+" | "=" => self.scaled(LARGER, MIDDLE),
            "-" | "_" => self.scaled(1.0 / LARGER, MIDDLE),
            "0" => {
                self.stage.reset();
                self.show();
            }
            _ => return false,
        }
        true
    }
}

/// A number that the browser measured.
fn number(of: &JsValue, name: &str) -> f64 {
    property(of, name).as_f64().unwrap_or(0.0)
}
