//! Whom an organisation invites: one person, sixty from a spreadsheet, or somebody who brings a code.

use super::of;
use crate::components::message;
use crate::desk::call;
use crate::desk::fields;
use crate::desk::listen::{self, Values};
use crate::desk::page::Page;
use crate::desk::show;
use crate::desk::state::{self, State};
use crate::html::Html;
use crate::platform;
use crate::text::{self, t, t_opt, t_with};
use permit::answer::Key;
use permit::api::organisation::{
    Invitation, InviteRequest, Invited, Invitee, JoinRequest, Organisation, RowProblem,
};
use permit::api::path;

/// The list, and the three ways to somebody new.
pub fn html(state: &State, organisation: &Organisation, all: &[Invitation], h: &mut Html) {
    super::organisations::standing(organisation, h);
    if let Some((request, invited)) = &state.tried {
        preview(request, invited, state.busy, h);
        return;
    }
    list(&organisation.id, all, state.busy, h);
    h.h2(&t("desk.invite_one"))
        .raw("<form class=\"box\" data-form=\"invite\">");
    fields::line("email", &t("desk.invite_email"), "email", true, h);
    fields::line("label", &t("desk.invite_label"), "text", true, h);
    fields::select(
        "locale",
        &t("app.language"),
        &super::languages(),
        &text::locale(),
        h,
    );
    fields::line("job_title", &t("question.job_title.label"), "text", false, h);
    fields::submit(&t("desk.invite_send"), state.busy, h);
    h.raw("</form><details><summary>")
        .text(&t("desk.invite_many"))
        .raw("</summary><form data-form=\"try\">")
        .p("", &t("desk.invite_many_lead"));
    fields::lines("rows", &t("desk.invite_rows"), true, h);
    fields::submit(&t("desk.invite_try"), state.busy, h);
    h.raw("</form></details><details><summary>")
        .text(&t("desk.join"))
        .raw("</summary><form data-form=\"join\">")
        .p("", &t("desk.join_lead"));
    fields::line("code", &t("desk.join_code"), "text", true, h);
    fields::submit(&t("desk.join"), state.busy, h);
    h.raw("</form></details>");
}

fn list(organisation: &str, all: &[Invitation], busy: bool, h: &mut Html) {
    if all.is_empty() {
        h.p("", &t("desk.invitations_none"));
        return;
    }
    let tag = text::locale();
    h.raw("<div class=\"table-wrap\" tabindex=\"0\" role=\"region\" aria-labelledby=\"invitations-title\"><table class=\"table\"><caption class=\"visually-hidden\" id=\"invitations-title\">")
        .text(&t("desk.invitations"))
        .raw("</caption><thead><tr>");
    for column in [
        "desk.invite_label",
        "desk.invite_email",
        "desk.column.state",
        "desk.invite_sent",
        "desk.invite_do",
    ] {
        h.raw("<th scope=\"col\">").text(&t(column)).raw("</th>");
    }
    h.raw("</tr></thead><tbody>");
    for one in all {
        let part = Page::Part(organisation.into(), one.id.clone()).path(&tag);
        let name = if one.label.is_empty() {
            &one.email
        } else {
            &one.label
        };
        h.raw("<tr><th scope=\"row\">")
            .link("", &part, name)
            .raw("</th><td><bdi>")
            .text(&one.email)
            .raw("</bdi></td><td>")
            .text(&t(&format!("invitation.state.{}", one.state)))
            .raw("</td><td>")
            .text(&platform::date_time_text(one.sent_at))
            .raw("</td><td class=\"cluster\">");
        if let Some(application) = &one.application {
            let case = Page::OwnCase(organisation.into(), application.clone()).path(&tag);
            h.link("", &case, &t("desk.to_application"));
        }
        let button = |act: &str, words: &str, h: &mut Html| {
            h.raw("<button type=\"button\" class=\"link-button\"")
                .attr("data-act", &format!("{act} {}", one.id))
                .flag("disabled", busy)
                .raw(">")
                .text(&t(words))
                .hidden_text(name)
                .raw("</button>");
        };
        if one.state == "sent" {
            button("resend", "desk.invite_again", h);
        }
        if matches!(one.state.as_str(), "sent" | "accepted") {
            button("end", "desk.invite_end", h);
        }
        h.raw("</td></tr>");
    }
    h.raw("</tbody></table></div>");
}

/// What a spreadsheet's rows would come to, with what is wrong; nothing was sent.
fn preview(request: &InviteRequest, invited: &Invited, busy: bool, h: &mut Html) {
    let count = request.people.len().to_string();
    h.h2(&t_with("desk.invite_preview", &[("count", count)]))
        .raw("<ol>");
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
    h.raw("</ol><p class=\"cluster\">");
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
fn rows(pasted: &str, locale: &str) -> Vec<Invitee> {
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

/// Does what a button or a form says.
pub async fn act(organisation: &str, words: &[&str], values: &Values) {
    let invitations = of(path::INVITATIONS, organisation);
    let one = |path: &str, id: &str| of(path, organisation).replace("{invitation}", id);
    match words {
        ["invite"] => {
            let job = values.get("job_title");
            let post = if job.is_empty() {
                Vec::new()
            } else {
                vec![(Key::new("job_title"), job.to_owned())]
            };
            let person = Invitee {
                email: values.get("email").into(),
                label: values.get("label").into(),
                locale: values.get("locale").into(),
                post,
            };
            invite(&invitations, vec![person], false).await;
        }
        ["try"] => invite(&invitations, rows(values.get("rows"), &text::locale()), true).await,
        ["send-all"] => {
            let tried = state::update(|state| state.tried.take());
            if let Some((request, _)) = tried {
                invite(&invitations, request.people, false).await;
            }
        }
        ["forget"] => {
            state::update(|state| state.tried = None);
            show::draw();
        }
        ["resend", id] => {
            let visit = listen::begin();
            listen::then_again(visit, call::act("POST", &one(path::INVITATION_LETTER, id)).await).await;
        }
        ["end", id] => {
            let visit = listen::begin();
            listen::then_again(visit, call::act("DELETE", &one(path::INVITATION, id)).await).await;
        }
        ["join"] => {
            let visit = listen::begin();
            let wish = JoinRequest {
                code: values.get("code").into(),
            };
            let outcome = call::send::<Invitation>("POST", &of(path::JOIN, organisation), &wish).await;
            listen::then_again(visit, outcome.map(drop)).await;
        }
        _ => {}
    }
}

/// Invites, or only tries; what is wrong is shown with the rows.
async fn invite(path: &str, people: Vec<Invitee>, try_only: bool) {
    let visit = listen::begin();
    let request = InviteRequest { people, try_only };
    match call::send::<Invited>("POST", path, &request).await {
        Ok(invited) if try_only || !invited.problems.is_empty() => {
            listen::done(visit, |state| state.tried = Some((request, invited)));
        }
        Ok(_) => listen::then_again(visit, Ok(())).await,
        Err(failed) => listen::failed(visit, failed),
    }
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
