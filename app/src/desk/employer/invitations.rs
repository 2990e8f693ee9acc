//! Whom an organisation invites: one person, sixty from a spreadsheet, or somebody who brings a code.

use super::columns::Sheet;
use super::many::{self, Tried};
use super::{joined, of, posts, reminders};
use crate::desk::call::{self, Failed};
use crate::desk::fields;
use crate::desk::languages;
use crate::desk::listen::{self, Values};
use crate::desk::page::Page;
use crate::desk::show;
use crate::desk::state::{self, State};
use crate::desk::table;
use crate::desk::words;
use crate::html::Html;
use crate::platform;
use crate::text::{self, t, t_with};
use permit::answer::Key;
use permit::api::employer::{InvitationPage, PostTemplate};
use permit::api::organisation::{Invitation, InviteRequest, Invited, Invitee, JoinRequest, Organisation};
use permit::api::path;
use permit::lifecycle::{Matter, hears_of};

/// The states by which the list is filtered.
const STATES: [&str; 5] = ["sent", "accepted", "submitted", "declined", "ended"];

/// What the page shows.
pub struct Listed<'a> {
    /// Whose invitations.
    pub organisation: &'a Organisation,
    /// A page of them.
    pub page: &'a InvitationPage,
    /// The posts that are kept.
    pub posts: &'a [PostTemplate],
    /// The query of the address.
    pub query: &'a str,
}

impl Listed<'_> {
    /// The list, and the three ways to somebody new; or what would be sent.
    pub fn html(&self, state: &State, h: &mut Html) {
        super::organisations::standing(self.organisation, h);
        if let Some(tried) = &state.tried {
            many::preview(tried, state.busy, h);
            return;
        }
        if let Some((request, reminded)) = &state.reminding {
            reminders::html(request, reminded, state.busy, h);
            return;
        }
        let asks = !self.query.is_empty();
        if self.page.total == 0 && !asks {
            h.p("", &t("desk.invitations_none"));
        } else {
            self.filter(h);
            self.list(state.busy, h);
        }
        self.invite(state.busy, h);
    }

    fn path(&self, query: &str) -> String {
        Page::Invitations(self.organisation.id.clone(), query.into()).path(&text::locale())
    }

    fn filter(&self, h: &mut Html) {
        let any = [(String::new(), t("desk.any"))];
        let states = STATES.map(|name| (name.to_owned(), t(&format!("invitation.state.{name}"))));
        let states: Vec<_> = any.into_iter().chain(states).collect();
        h.raw("<form class=\"filter cluster\" data-form=\"filter\" role=\"search\">");
        let now = table::value(self.query, "state");
        fields::select("state", &t("desk.column.state"), &states, &now, h);
        h.raw("<div class=\"field\"><label class=\"field__label\" for=\"f-search\">")
            .text(&t("desk.invite_search"))
            .raw("</label><input class=\"input\" type=\"search\" name=\"search\" id=\"f-search\" dir=\"auto\" autocomplete=\"off\"")
            .attr("value", &table::value(self.query, "search"))
            .raw("></div><button class=\"button button--secondary\">")
            .text(&t("desk.filter"))
            .raw("</button></form>");
        let count = |number: u64| platform::number_text(u32::try_from(number).unwrap_or(u32::MAX));
        h.raw("<p role=\"status\">")
            .text(&t_with("desk.invite_count", &[("count", count(self.page.total))]))
            .raw("</p>");
        if self.page.unanswered > 0 {
            let values = [
                ("count", count(self.page.unanswered)),
                ("due", count(self.page.due)),
            ];
            h.raw("<p>")
                .text(&t_with("desk.remind_count", &values))
                .raw(" ")
                .link("", &self.path("state=sent"), &t("desk.remind_show"))
                .raw("</p>");
        }
    }

    fn list(&self, busy: bool, h: &mut Html) {
        if self.page.rows.is_empty() {
            h.p("", &t("desk.invite_nobody"));
            return;
        }
        h.raw("<form data-form=\"remind\">");
        if self.page.rows.iter().any(joined::is_open) {
            joined::hears(h);
        }
        h.raw("<div class=\"table-wrap\" tabindex=\"0\" role=\"region\" aria-labelledby=\"invitations-title\"><table class=\"table\"><caption class=\"visually-hidden\" id=\"invitations-title\">")
            .text(&t("desk.invitations"))
            .raw("</caption><thead><tr>");
        let waits = self.page.rows.iter().any(|one| one.state == "sent");
        if waits {
            h.raw("<th scope=\"col\">")
                .text(&t("desk.remind_pick"))
                .raw("</th>");
        }
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
        for one in &self.page.rows {
            self.row(one, waits, busy, h);
        }
        h.raw("</tbody></table></div>");
        if waits {
            h.raw("<p class=\"cluster\"><button class=\"button button--secondary\"")
                .flag("disabled", busy)
                .raw(">")
                .text(&t("desk.remind_picked"))
                .raw("</button><button type=\"button\" class=\"button button--secondary\" data-act=\"remind-all\"")
                .flag("disabled", busy || self.page.due == 0)
                .raw(">")
                .text(&t("desk.remind_all"))
                .raw("</button></p>");
        }
        h.raw("</form>");
        let to = |page: u32| self.path(&table::changed(self.query, "page", &page.to_string()));
        table::pages((self.page.page, self.page.pages), &to, h);
    }

    fn row(&self, one: &Invitation, waits: bool, busy: bool, h: &mut Html) {
        let tag = text::locale();
        let id = &self.organisation.id;
        let part = Page::Part(id.clone(), one.id.clone()).path(&tag);
        let name = name_of(one);
        h.raw("<tr>");
        if waits {
            h.raw("<td>");
            if one.state == "sent" {
                h.raw("<input type=\"checkbox\" name=\"pick\"")
                    .attr("value", &one.id)
                    .attr("id", &format!("f-pick-{}", one.id))
                    .attr(
                        "aria-label",
                        &t_with("desk.remind_one", &[("name", name.to_owned())]),
                    )
                    .raw(">");
            }
            h.raw("</td>");
        }
        h.raw("<th scope=\"row\">")
            .link("", &part, name)
            .raw("</th><td><bdi>")
            .text(&one.email)
            .raw("</bdi></td><td>")
            .text(&t(&format!("invitation.state.{}", one.state)))
            .raw("</td><td>")
            .text(&platform::date_time_text(one.sent_at))
            .raw("</td><td><div class=\"cluster\">");
        if let Some(application) = &one.application {
            let case = Page::OwnCase(id.clone(), application.clone()).path(&tag);
            h.link("", &case, &t("desk.to_application"));
        }
        joined::buttons(one, busy, h);
        h.raw("</div></td></tr>");
    }

    fn invite(&self, busy: bool, h: &mut Html) {
        h.h2(&t("desk.invite_one"))
            .raw("<form class=\"box\" data-form=\"invite\">");
        fields::line("email", &t("desk.invite_email"), "email", true, h);
        fields::line("label", &t("desk.invite_label"), "text", true, h);
        languages::select(&t("app.language"), None, &text::locale(), h);
        posts::choose(self.posts, h);
        fields::line("job_title", &t("question.job_title.label"), "text", false, h);
        let hears = words::hears(hears_of(Matter::Invitation));
        h.p("field__hint", &hears);
        fields::submit(&t("desk.invite_send"), busy, h);
        h.raw("</form><details><summary>")
            .text(&t("desk.invite_many"))
            .raw("</summary><form data-form=\"try\">");
        many::ask(h);
        fields::within("many", h, |h| posts::choose(self.posts, h));
        fields::submit(&t("desk.invite_try"), busy, h);
        h.raw("</form></details><details><summary>")
            .text(&t("desk.join"))
            .raw("</summary><form data-form=\"join\">")
            .p("", &t("desk.join_lead"));
        fields::line("code", &t("desk.join_code"), "text", true, h);
        h.p("field__hint", &hears);
        fields::submit(&t("desk.join"), busy, h);
        h.raw("</form></details>");
    }
}

/// What the employer calls the person, or the address.
pub fn name_of(one: &Invitation) -> &str {
    if one.label.is_empty() {
        &one.email
    } else {
        &one.label
    }
}

/// Does what a button or a form says.
pub async fn act(organisation: &str, words: &[&str], values: &Values) {
    let invitations = of(path::INVITATIONS, organisation);
    match words {
        ["invite"] => {
            let mut person = Invitee {
                email: values.get("email").into(),
                label: values.get("label").into(),
                locale: values.get("locale").into(),
                post: Vec::new(),
            };
            let job = values.get("job_title");
            if !job.is_empty() {
                person.post.push((Key::new("job_title"), job.to_owned()));
            }
            let one = Sheet {
                people: posts::put_into(vec![person], &posts::chosen(values)),
                ..Sheet::default()
            };
            invite(&invitations, one, false).await;
        }
        ["try"] => match many::read(values).await {
            Ok(mut sheet) => {
                sheet.people = posts::put_into(sheet.people, &posts::chosen(values));
                invite(&invitations, sheet, true).await;
                platform::dom::focus_soon("preview");
            }
            Err(why) => listen::failed(listen::begin(), Failed::named(why)),
        },
        ["send-all"] => {
            let tried = state::with(|state| state.tried.clone());
            if let Some(tried) = tried {
                invite(&invitations, tried.sheet, false).await;
            }
        }
        ["forget"] => {
            state::update(|state| {
                state.tried = None;
                state.reminding = None;
            });
            show::again().await;
            platform::dom::focus_heading();
        }
        [verb @ ("resend" | "end"), id] => joined::ask(organisation, verb, id).await,
        [verb, ..] if verb.starts_with("remind") => reminders::act(organisation, verb, values).await,
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
async fn invite(path: &str, mut sheet: Sheet, try_only: bool) {
    let visit = listen::begin();
    let people = std::mem::take(&mut sheet.people);
    let request = InviteRequest { people, try_only };
    let outcome = call::send::<Invited>("POST", path, &request).await;
    sheet.people = request.people;
    match outcome {
        Ok(invited) if try_only || !invited.problems.is_empty() => {
            listen::done(visit, |state| state.tried = Some(Tried { sheet, invited }));
        }
        Ok(_) => {
            if state::is_here(visit) {
                state::update(|state| state.tried = None);
            }
            listen::then_again(visit, Ok(())).await;
        }
        Err(failed) => listen::failed(visit, failed),
    }
}
