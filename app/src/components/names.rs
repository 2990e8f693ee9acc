//! A name as it stands in several places: its own script, Latin letters, the permit system, the machine-readable zone.

use crate::html::Html;
use crate::text::{key, t};
use permit::check::{latin, mrz};
use permit::draft::Draft;
use permit::forms::identity;
use permit::question::Question;

/// The spellings side by side, following what is typed.
pub fn names(draft: &Draft, h: &mut Html) {
    let typed = |question: &Question| {
        let read = question.read(draft.raw(&question.key(None))).ok().flatten();
        read.and_then(|value| value.text().map(str::to_owned))
            .unwrap_or_default()
    };
    let (surname, given) = (typed(&identity::SURNAME), typed(&identity::GIVEN_NAMES));
    let joined = |parts: [&str; 2], between: &str| {
        parts
            .iter()
            .filter(|part| !part.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(between)
    };
    let printed = joined([&latin::plain(&surname), &latin::plain(&given)], " ");
    let zone = if printed.is_empty() {
        String::new()
    } else {
        mrz::name_field(&surname, &given)
    };
    h.h2(&t(key::NAMES_TITLE))
        .raw("<div class=\"names\" aria-live=\"polite\">");
    cell(key::NAMES_NATIVE, &typed(&identity::NATIVE_NAME), "auto", h);
    cell(key::NAMES_LATIN, &joined([&surname, &given], ", "), "auto", h);
    cell(key::NAMES_PRINTED, &printed, "ltr", h);
    cell(key::NAMES_ZONE, &zone, "ltr", h);
    h.raw("</div>").p("field__hint", &t(key::NAMES_ORDER_NOTE));
}

fn cell(label: &str, name: &str, dir: &str, h: &mut Html) {
    h.raw("<div class=\"names__cell\">").p("", &t(label)).raw("<p");
    if dir == "ltr" {
        h.attr("class", "names__mrz");
    }
    // That there is none yet is said in the reader's language, and reads as that does.
    if name.is_empty() {
        h.raw(">").text(&t(key::NAMES_EMPTY));
    } else {
        h.attr("dir", dir).raw(">").text(name);
    }
    h.raw("</p></div>");
}

#[cfg(test)]
mod tests {
    use super::names;
    use crate::html::Html;
    use permit::answer::Role;
    use permit::draft::Draft;
    use permit::forms::{VERSION, identity};

    #[test]
    fn only_a_name_has_a_direction_of_its_own() {
        let shown = |draft: &Draft| {
            let mut h = Html::new();
            names(draft, &mut h);
            h.done()
        };
        let mut draft = Draft::new(VERSION);
        assert!(!shown(&draft).contains("dir="));
        draft.edit(identity::SURNAME.key(None), "Eriksson".into(), 0, Role::Applicant);
        assert!(shown(&draft).contains("<p class=\"names__mrz\" dir=\"ltr\">"));
    }
}
