//! Makes the document look like new HTML by changing what differs: elements keep their identity, and so the focus, the
//! cursor, a half-composed word, an open detail and the scroll position stay. (Leptos's own views cost twice the
//! budget of a first visit on this form: see ARCHITECTURE.md.)

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, Node};

/// Belongs to the person, not to the HTML: what is typed, ticked, unfolded.
const LIVE: &[&str] = &["open", "value", "checked"];
/// Marks an element whose inside is the same as long as this attribute is.
const STILL: &str = "data-still";

/// Makes the inside of `root` look like `html`.
pub fn morph(root: &Element, html: &str) {
    let Ok(new) = document().create_element("template") else {
        return;
    };
    new.set_inner_html(html);
    let content = crate::platform::property(&new, "content");
    if let Ok(content) = content.dyn_into::<Node>() {
        children(root, &content);
    }
}

fn element(node: &Node) -> Option<&Element> {
    node.dyn_ref()
}

/// What tells elements of one parent apart.
fn identity(node: &Node) -> String {
    element(node).map(Element::id).unwrap_or_default()
}

/// Whether one may become the other.
fn same_kind(one: &Node, other: &Node) -> bool {
    one.node_name() == other.node_name() && identity(one) == identity(other)
}

fn children(old: &Node, new: &Node) {
    let mut here = old.first_child();
    let mut wanted = new.first_child();
    while let Some(want) = wanted {
        // Inserting takes the node out of the template, so look ahead first.
        wanted = want.next_sibling();
        let mut found = here.clone().filter(|node| same_kind(node, &want));
        if found.is_none() {
            let id = identity(&want);
            let mut next = here.as_ref().and_then(Node::next_sibling);
            while let (None, false, Some(node)) = (&found, id.is_empty(), &next) {
                found = Some(node.clone()).filter(|node| same_kind(node, &want));
                next = node.next_sibling();
            }
            if let Some(moved) = &found {
                let _ = old.insert_before(moved, here.as_ref());
            }
        } else {
            here = found.as_ref().and_then(Node::next_sibling);
        }
        match found {
            Some(node) => become_like(&node, &want),
            None => {
                let _ = old.insert_before(&want, here.as_ref());
            }
        }
    }
    while let Some(node) = here {
        here = node.next_sibling();
        let _ = old.remove_child(&node);
    }
}

fn become_like(old: &Node, new: &Node) {
    let (Some(old_element), Some(new_element)) = (element(old), element(new)) else {
        if old.node_value() != new.node_value() {
            old.set_node_value(new.node_value().as_deref());
        }
        return;
    };
    let still = new_element.get_attribute(STILL);
    if still.is_some() && still == old_element.get_attribute(STILL) {
        attributes(old_element, new_element);
        return;
    }
    attributes(old_element, new_element);
    children(old, new);
}

fn attributes(old: &Element, new: &Element) {
    let names = |of: &Element| {
        of.get_attribute_names()
            .iter()
            .filter_map(|name| name.as_string())
            .collect::<Vec<_>>()
    };
    let wanted = names(new);
    for name in names(old) {
        if !wanted.contains(&name) && !LIVE.contains(&name.as_str()) {
            let _ = old.remove_attribute(&name);
        }
    }
    for name in wanted {
        let value = new.get_attribute(&name).unwrap_or_default();
        if !LIVE.contains(&name.as_str()) && old.get_attribute(&name).as_deref() != Some(&value) {
            let _ = old.set_attribute(&name, &value);
        }
    }
}
