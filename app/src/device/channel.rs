//! Messages between the tabs of this browser.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

/// A channel that other tabs of this origin hear; this tab does not hear itself. Without support it is silent.
pub struct Channel(Option<Open>);

struct Open {
    channel: BroadcastChannel,
    _on_message: Closure<dyn Fn(MessageEvent)>,
}

impl Channel {
    /// Opens the channel; it closes when dropped.
    pub fn open(name: &str, on_message: impl Fn(String) + 'static) -> Self {
        Self(BroadcastChannel::new(name).ok().map(|channel| {
            let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                if let Some(message) = event.data().as_string() {
                    on_message(message);
                }
            });
            channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
            Open {
                channel,
                _on_message: listener,
            }
        }))
    }

    /// Tells the other tabs.
    pub fn send(&self, message: &str) {
        if let Some(open) = &self.0 {
            // It fails only for what can't be cloned, and a text can.
            let _ = open.channel.post_message(&message.into());
        }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}
