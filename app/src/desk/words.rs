//! Words of the portal that speak to the applicant ("your part", "you"), said here as they are said to others.

use crate::text::{t, t_opt};
use permit::lifecycle::correction::Owner;

/// The text of a group and name: the desk's own where it has one.
pub fn own(group: &str, name: &str) -> String {
    let key = format!("{group}.{name}");
    t_opt(&format!("desk.{key}")).unwrap_or_else(|| t(&key))
}

/// Who must act.
pub fn actor(name: &str) -> String {
    own("actor", name)
}

/// Where an application stands; empty where that is not known.
pub fn state(name: &str) -> String {
    if name.is_empty() {
        String::new()
    } else {
        own("state", name)
    }
}

/// What happened.
pub fn event(name: &str) -> String {
    own("event", name)
}

/// Who of an employer's own people will get an e-mail about one of them: the text of this key, where its side does.
pub fn hears_within(sides: &[Owner], key: &str) -> String {
    t(if sides.contains(&Owner::Employer) {
        key
    } else {
        "desk.hears.nobody"
    })
}

/// Who will get an e-mail.
pub fn hears(sides: &[Owner]) -> String {
    t(match Owner::ALL.map(|side| sides.contains(&side)) {
        [true, true] => "desk.hears.both",
        [true, false] => "desk.hears.applicant",
        [false, true] => "desk.hears.employer",
        [false, false] => "desk.hears.nobody",
    })
}
