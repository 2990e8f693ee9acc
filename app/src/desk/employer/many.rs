//! Many invitations at once: the rows of a spreadsheet, and what they would come to.

use crate::components::message;
use crate::desk::words;
use crate::html::Html;
#[cfg(not(test))]
use crate::text;
use crate::text::{t, t_opt, t_with};
use permit::answer::Key;
use permit::api::organisation::{InviteRequest, Invited, Invitee, RowProblem};
use permit::lifecycle::{Matter, hears_of};

/// What a spreadsheet's rows would come to, with what is wrong; nothing was sent.
pub fn preview(request: &InviteRequest, invited: &Invited, busy: bool, h: &mut Html) {
    let count = request.people.len().to_string();
    h.raw("<h2 tabindex=\"-1\" id=\"preview\">")
        .text(&t_with("desk.invite_preview", &[("count", count)]))
        .raw("</h2><ol>");
    for (place, person) in request.people.iter().enumerate() {
        h.raw("<li><bdi>")
            .text(&person.label)
            .raw("</bdi> &lt;<bdi>")
            .text(&person.email)
            .raw("</bdi>&gt;");
        let mine = |one: &&RowProblem| usize::try_from(one.row) == Ok(place);
        for problem in invited.problems.iter().filter(mine) {
            let what =
                t_opt(&format!("desk.problem.{}", problem.code)).unwrap_or_else(|| t("desk.problem.other"));
            let name = Key::parse(&problem.key).map(|key| message::name_of(&key));
            let name = if problem.key == "email" {
                t("desk.invite_email")
            } else {
                name.unwrap_or_default()
            };
            h.raw("<p class=\"field__error\">")
                .text(&name)
                .raw(": ")
                .text(&what)
                .raw("</p>");
        }
        h.raw("</li>");
    }
    h.raw("</ol>");
    if invited.problems.is_empty() {
        h.p("field__hint", &words::hears(hears_of(Matter::Invitation)));
    }
    h.raw("<p class=\"cluster\">");
    if invited.problems.is_empty() {
        h.raw("<button type=\"button\" class=\"button\" data-act=\"send-all\"")
            .flag("disabled", busy)
            .raw(">")
            .text(&t("desk.invite_send_all"))
            .raw("</button>");
    } else {
        h.raw("<strong>").text(&t("desk.invite_wrong")).raw("</strong> ");
    }
    h.button("button button--secondary", "forget", &t("app.cancel"))
        .raw("</p>");
}

/// The rows of a spreadsheet that was pasted: address, name, language, position; with tabs or commas between, a line each.
/// A first line without an address is a heading.
pub fn rows(pasted: &str, locale: &str) -> Vec<Invitee> {
    let known = |tag: &str| text_tags().iter().any(|known| known == tag);
    let mut people = Vec::new();
    for (place, line) in pasted.lines().enumerate() {
        let separator = if line.contains('\t') { '\t' } else { ',' };
        let cells: Vec<&str> = line
            .split(separator)
            .map(|cell| cell.trim().trim_matches('"').trim())
            .collect();
        let cell = |place: usize| cells.get(place).copied().unwrap_or_default();
        if line.trim().is_empty() || (place == 0 && !cell(0).contains('@')) {
            continue;
        }
        let mut post = Vec::new();
        if !cell(3).is_empty() {
            post.push((Key::new("job_title"), cell(3).to_owned()));
        }
        people.push(Invitee {
            email: cell(0).into(),
            label: cell(1).into(),
            locale: if known(cell(2)) {
                cell(2).into()
            } else {
                locale.into()
            },
            post,
        });
    }
    people
}

#[cfg(not(test))]
fn text_tags() -> Vec<String> {
    text::config()
        .locales
        .iter()
        .map(|locale| locale.tag.clone())
        .collect()
}

#[cfg(test)]
fn text_tags() -> Vec<String> {
    vec!["en".into(), "zh-Hans".into()]
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn a_pasted_spreadsheet_becomes_rows() {
        let pasted =
            "E-mail\tName\tLanguage\tPosition\nanna@example.org\tAnna\ten\tEngineer\n\nbo@example.org\tBo\n";
        let people = rows(pasted, "zh-Hans");
        assert_eq!(people.len(), 2);
        assert_eq!(
            (people[0].email.as_str(), people[0].locale.as_str()),
            ("anna@example.org", "en")
        );
        assert_eq!(people[0].post[0].1, "Engineer");
        assert_eq!(
            (people[1].label.as_str(), people[1].locale.as_str()),
            ("Bo", "zh-Hans")
        );
        assert!(people[1].post.is_empty());
        let commas = rows("\"anna@example.org\", \"Anna\", xx", "en");
        assert_eq!(
            (commas[0].label.as_str(), commas[0].locale.as_str()),
            ("Anna", "en")
        );
        // A row that can't be right is kept: the server says what is wrong with it.
        assert_eq!(rows("x@example.org\nnot an address", "en").len(), 2);
    }
}
