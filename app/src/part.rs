//! The state, in parts. Whatever changes wakes the one effect that draws the screen, so a part needs no subscribers of
//! its own: a signal for each would cost the browser 40 KB more code for the same screens.

use leptos::prelude::*;
use std::cell::{Cell, Ref, RefCell};

thread_local! {
    static CHANGED: Cell<Option<RwSignal<()>>> = const { Cell::new(None) };
}

/// What [`changed`] wakes: the effect that draws follows it. Made once, inside of Leptos's owner.
pub fn changes() -> RwSignal<()> {
    let signal = RwSignal::new(());
    CHANGED.set(Some(signal));
    signal
}

/// Something changed that is to be seen.
pub fn changed() {
    if let Some(signal) = CHANGED.get() {
        signal.notify();
    }
}

struct Kept<T> {
    version: Cell<u32>,
    value: RefCell<T>,
}

/// A part of the state. It lives as long as the page, and is cheap to hand on.
pub struct Part<T: 'static>(&'static Kept<T>);

impl<T> Clone for Part<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> std::marker::Copy for Part<T> {}

impl<T> Part<T> {
    /// Makes it; only at the start, for it is never given back.
    pub fn new(value: T) -> Self {
        Self(Box::leak(Box::new(Kept {
            version: Cell::new(0),
            value: RefCell::new(value),
        })))
    }

    /// Looks at it. Not to be held while something may change it.
    pub fn read(self) -> Ref<'static, T> {
        self.0.value.borrow()
    }

    /// Asks it something.
    pub fn with<R>(self, ask: impl FnOnce(&T) -> R) -> R {
        ask(&self.read())
    }

    /// Puts another value in.
    pub fn set(self, value: T) {
        self.update(|old| *old = value);
    }

    /// Puts another value in and returns the one before, where nobody sees it: the screen is not drawn for it.
    pub fn replace(self, value: T) -> T {
        self.0.value.replace(value)
    }

    /// Changes it, and returns what the change says.
    pub fn update<R>(self, change: impl FnOnce(&mut T) -> R) -> R {
        let said = change(&mut self.0.value.borrow_mut());
        self.0.version.set(self.0.version.get().wrapping_add(1));
        changed();
        said
    }
}

impl<T: Clone> Part<T> {
    /// A copy of it.
    pub fn get(self) -> T {
        self.read().clone()
    }
}

/// What follows from a part: made anew when it is asked for after a change.
pub struct Derived<S: 'static, T: 'static> {
    source: Part<S>,
    make: fn(&S) -> T,
    made: Part<Option<(u32, T)>>,
}

impl<S, T> Clone for Derived<S, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S, T> std::marker::Copy for Derived<S, T> {}

impl<S, T> Derived<S, T> {
    /// What `make` makes of the source.
    pub fn new(source: Part<S>, make: fn(&S) -> T) -> Self {
        Self {
            source,
            make,
            made: Part::new(None),
        }
    }

    /// Looks at it.
    pub fn read(self) -> Ref<'static, T> {
        let version = self.source.0.version.get();
        let fresh = matches!(&*self.made.read(), Some((of, _)) if *of == version);
        if !fresh {
            let value = (self.make)(&self.source.read());
            self.made.0.value.replace(Some((version, value)));
        }
        Ref::map(self.made.read(), |made| match made {
            Some((_, value)) => value,
            None => unreachable!("it was made just now"),
        })
    }

    /// Asks it something.
    pub fn with<R>(self, ask: impl FnOnce(&T) -> R) -> R {
        ask(&self.read())
    }
}

#[cfg(test)]
mod tests {
    use super::{Derived, Part};

    #[test]
    fn what_follows_is_made_anew_after_a_change_only() {
        let count = Part::new(1);
        let double = Derived::new(count, |count| count * 2);
        assert_eq!((*double.read(), *double.read()), (2, 2));
        count.update(|count| *count += 1);
        assert_eq!(*double.read(), 4);
    }
}
