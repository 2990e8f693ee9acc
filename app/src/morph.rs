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

/// Makes the inside of `root` look like `html`. What holds the focus is neither moved nor made anew as long as it is
/// wanted: everything else goes round it.
pub fn morph(root: &Element, html: &str) {
    let Ok(new) = document().create_element("template") else {
        return;
    };
    new.set_inner_html(html);
    let content = crate::platform::property(&new, "content");
    if let Ok(content) = content.dyn_into::<Node>() {
        let focus = document().active_element();
        children(root, &content, focus.as_deref());
    }
}

fn element(node: &Node) -> Option<&Element> {
    node.dyn_ref()
}

/// Only nodes of one kind become each other: of one tag and id; without an id, of one tag and first class. An option is
/// what it stands for: in another language it has another name, in another place.
fn kind(node: &Node) -> String {
    let name = node.node_name();
    let Some(element) = element(node) else {
        return name;
    };
    if name == "OPTION" {
        return name + "=" + &element.get_attribute("value").unwrap_or_default();
    }
    let id = element.id();
    // A part of a date has another id in another language.
    if id.is_empty() || element.has_attribute("data-part") {
        let class = element.get_attribute("class").unwrap_or_default();
        name + "." + class.split(' ').next().unwrap_or_default()
    } else {
        name + "#" + &id
    }
}

fn children(old: &Node, new: &Node, focus: Option<&Node>) {
    let mut here = old.first_child();
    let mut wanted = new.first_child();
    while let Some(want) = wanted {
        // Inserting takes the node out of the template, so look ahead first.
        wanted = want.next_sibling();
        let sought = kind(&want);
        let mut found = here.clone();
        while let Some(node) = found.take_if(|node| kind(node) != sought) {
            found = node.next_sibling();
        }
        let Some(node) = found else {
            let _ = old.insert_before(&want, here.as_ref());
            continue;
        };
        if node.contains(focus) {
            // It stays, and what stands before it goes behind it.
            let behind = node.next_sibling();
            while let Some(other) = here.take_if(|other| *other != node) {
                here = other.next_sibling();
                let _ = old.insert_before(&other, behind.as_ref());
            }
        }
        if here.as_ref() == Some(&node) {
            here = node.next_sibling();
        } else {
            let _ = old.insert_before(&node, here.as_ref());
        }
        become_like(&node, &want, focus);
    }
    while let Some(node) = here {
        here = node.next_sibling();
        let _ = old.remove_child(&node);
    }
}

fn become_like(old: &Node, new: &Node, focus: Option<&Node>) {
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
    children(old, new, focus);
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
