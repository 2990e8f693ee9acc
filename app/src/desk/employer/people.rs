//! An organisation itself, and its people.

use super::{about, of, papers};
use crate::desk::call::{self, Failed};
use crate::desk::fields;
use crate::desk::languages;
use crate::desk::listen::{self, Values};
use crate::desk::page::Page;
use crate::desk::show;
use crate::desk::state::{self, Data, State};
use crate::desk::words;
use crate::html::Html;
use crate::platform;
use crate::text::{self, t, t_with};
use leptos::wasm_bindgen::JsCast;
use permit::api::organisation::{Member, MemberRequest, MemberRole, Organisation};
use permit::api::path;
use permit::date;
use permit::lifecycle::{Matter, hears_of};
use web_sys::HtmlInputElement;

/// The page below its heading.
pub fn html(state: &State, organisation: &Organisation, h: &mut Html) {
    let in_charge = organisation.role == Some(MemberRole::InCharge);
    super::organisations::standing(organisation, h);
    if !organisation.warning.is_empty() {
        h.p(
            "field__warning",
            &t(&format!("organisation.warning.{}", organisation.warning)),
        );
    }
    h.h2(&t("desk.people"));
    let own = state.person.as_ref().map_or("", |person| person.email.as_str());
    list(organisation, own, state.busy, h);
    if in_charge {
        add(state.busy, h);
    }
    about::html(state, organisation, h);
    papers::html(state, organisation, h);
}

/// The members; `own` is the address of who looks.
fn list(organisation: &Organisation, own: &str, busy: bool, h: &mut Html) {
    let in_charge = organisation.role == Some(MemberRole::InCharge);
    h.raw("<ul class=\"rows\">");
    for member in &organisation.members {
        h.raw("<li class=\"rows__item\"><p><strong><bdi>")
            .text(&member.email)
            .raw("</bdi></strong></p>");
        let role = t(&format!("member.role.{}", member.role.name()));
        h.p("", &role);
        let is_own = member.email.to_lowercase() == own.to_lowercase();
        if member.role == MemberRole::InCharge {
            handles(member, in_charge, is_own, busy, h);
        }
        if !member.phone.is_empty() {
            h.raw("<p><bdi>").text(&member.phone).raw("</bdi></p>");
        }
        if let Ok(day) = date::parse(&member.until) {
            let until = [("date", platform::date_text(day))];
            h.p("", &t_with("desk.member_until", &until));
        }
        let cases = [("count", platform::number_text(member.cases))];
        h.p("field__note", &t_with("desk.member_cases", &cases));
        if in_charge || is_own {
            end(organisation, member, is_own, busy, h);
        }
        h.raw("</li>");
    }
    h.raw("</ul>");
}

/// Whether a person in charge handles applications too, and the box for who may say so.
fn handles(member: &Member, may: bool, is_own: bool, busy: bool, h: &mut Html) {
    if !may {
        if member.handles {
            h.p("", &t("desk.member_handles"));
        }
        return;
    }
    h.raw("<form")
        .attr("data-form", &format!("member-handles {}", member.id))
        .raw(">");
    fields::within(&member.id, h, |h| {
        fields::tick(
            "handles",
            &t("desk.member_handles"),
            &member.email,
            member.handles,
            h,
        );
    });
    if !is_own {
        hears("desk.hears.member", h);
    }
    h.raw("<button class=\"button button--secondary\"")
        .flag("disabled", busy)
        .raw(">")
        .text(&t("desk.save"))
        .hidden_text(&member.email)
        .raw("</button></form>");
}

/// Who can take over on a day (ISO 8601): anybody else whose mandate has not ended. Who leaves by themselves may leave it to
/// who is in charge.
fn successors(members: &[Member], leaving: &Member, is_own: bool, today: &str) -> Vec<(String, String)> {
    let can = |one: &&Member| one.id != leaving.id && (one.until.is_empty() || one.until.as_str() >= today);
    let others = members.iter().filter(can);
    let others = others.map(|one| (one.id.clone(), one.email.clone()));
    let whoever = is_own && leaving.role != MemberRole::InCharge;
    let first = whoever.then(|| (String::new(), t("desk.member_to_in_charge")));
    first.into_iter().chain(others).collect()
}

/// Who leaves hands over what they took care of.
fn end(organisation: &Organisation, member: &Member, is_own: bool, busy: bool, h: &mut Html) {
    let today = date::iso(platform::today_in_china());
    let others = successors(&organisation.members, member, is_own, &today);
    if others.is_empty() {
        return;
    }
    let (form, name) = if is_own {
        ("member-leave", "desk.member_leave")
    } else {
        ("member-end", "desk.member_end")
    };
    h.raw("<details><summary>").text(&t(name));
    if !is_own {
        h.hidden_text(&member.email);
    }
    h.raw("</summary><form")
        .attr("data-form", &format!("{form} {}", member.id))
        .raw(">");
    if is_own {
        h.p("", &t("desk.member_leave_lead"));
    }
    fields::within(&member.id, h, |h| {
        fields::select("to", &t("desk.member_to"), &others, "", h);
    });
    // Who leaves knows it.
    hears(
        if is_own {
            "desk.hears.takes_over"
        } else {
            "desk.hears.successor"
        },
        h,
    );
    fields::submit(&t(name), busy, h);
    h.raw("</form></details>");
}

/// Who of the organisation gets an e-mail about it: these words, as far as anybody does.
fn hears(words: &str, h: &mut Html) {
    h.p(
        "field__hint",
        &words::hears_within(hears_of(Matter::Member), words),
    );
}

fn add(busy: bool, h: &mut Html) {
    h.raw("<details><summary>")
        .text(&t("desk.member_add"))
        .raw("</summary><form data-form=\"member\">")
        .p("", &t("desk.member_lead"));
    fields::line("email", &t("desk.member_email"), "email", true, h);
    let roles =
        MemberRole::ALL.map(|role| (role.name().to_owned(), t(&format!("member.role.{}", role.name()))));
    fields::select(
        "role",
        &t("desk.member_role"),
        &roles,
        MemberRole::Handler.name(),
        h,
    );
    // The list has a box of this name for each person in charge.
    fields::within("member", h, |h| {
        fields::tick("handles", &t("desk.member_handles_label"), "", false, h);
    });
    fields::line("until", &t("desk.member_until_label"), "date", false, h);
    // The office's own number has a field of this name on the same page.
    fields::within("member", h, |h| {
        fields::line("phone", &t("desk.member_phone"), "tel", false, h);
    });
    h.p("field__note", &t("desk.member_phone_hint"));
    languages::select(&t("app.language"), None, &text::locale(), h);
    hears("desk.hears.member", h);
    fields::submit(&t("desk.member_add"), busy, h);
    h.raw("</form></details>");
}

/// Makes somebody a member, ends a membership, or changes what the organisation says of itself.
pub async fn act(organisation: &str, words: &[&str], values: &Values) {
    match words {
        ["member"] => {
            let Some(role) = MemberRole::named(values.get("role")) else {
                return;
            };
            // The list has a box that takes it away from a member: this one only gives it.
            let gives = !values.get("handles").is_empty();
            let wish = MemberRequest {
                email: values.get("email").into(),
                role,
                handles: gives.then_some(true),
                until: values.get("until").into(),
                locale: values.get("locale").into(),
                phone: Some(values.get("phone"))
                    .filter(|phone| !phone.is_empty())
                    .map(str::to_owned),
            };
            let visit = listen::begin();
            let path = of(path::MEMBERS, organisation);
            now(visit, call::send("POST", &path, &wish).await).await;
        }
        ["member-handles", member] => {
            let Some(email) = email_of(member) else { return };
            // What else is known of the person stays as it is.
            let wish = MemberRequest {
                email,
                role: MemberRole::InCharge,
                handles: Some(!values.get("handles").is_empty()),
                until: String::new(),
                locale: String::new(),
                phone: None,
            };
            let visit = listen::begin();
            let path = of(path::MEMBERS, organisation);
            now(visit, call::send("POST", &path, &wish).await).await;
        }
        [verb @ ("member-end" | "member-leave"), member] => {
            let visit = listen::begin();
            let path = of(path::MEMBER, organisation).replace("{member}", member);
            let path = format!("{path}?to={}", values.get("to"));
            let outcome = call::act("DELETE", &path).await;
            if *verb == "member-leave" && outcome.is_ok() {
                left(visit).await;
            } else {
                listen::then_again(visit, outcome).await;
            }
        }
        ["about"] => about::change(organisation, values).await,
        _ => {}
    }
}

/// The address of a member on the page.
fn email_of(member: &str) -> Option<String> {
    state::with(|state| match &state.data {
        Data::Organisation(one, _) => {
            let found = one.members.iter().find(|other| other.id == member);
            found.map(|member| member.email.clone())
        }
        _ => None,
    })
}

/// Who left sees nothing of the organisation any more: on to the others.
async fn left(visit: u32) {
    if state::is_here(visit) {
        show::go(Page::Employer, Some(false)).await;
        state::update(|state| state.said = t("account.done"));
        show::draw();
    }
}

/// Drawing leaves each box to the person: it begins from what is stored now, and one that was left alone shows that.
fn tick_as_stored(members: &[Member]) {
    for member in members {
        let id = format!("f-{}-handles", member.id);
        let found = platform::dom::by_id(&id).and_then(|found| found.dyn_into::<HtmlInputElement>().ok());
        if let Some(tick) = found {
            if tick.checked() == tick.default_checked() {
                tick.set_checked(member.handles);
            }
            tick.set_default_checked(member.handles);
        }
    }
}

/// The organisation as it is now.
pub async fn now(visit: u32, outcome: Result<Organisation, Failed>) {
    match outcome {
        Ok(organisation) => {
            let members = organisation.members.clone();
            listen::done(visit, |state| {
                state.data.put_organisation(organisation);
                state.said = t("account.done");
            });
            tick_as_stored(&members);
            show::clear_form();
            platform::dom::focus_heading();
            // What was just done stands in the history, too.
            show::again().await;
        }
        Err(failed) => listen::failed(visit, failed),
    }
}

#[cfg(test)]
mod tests {
    use super::successors;
    use permit::api::organisation::{Member, MemberRole};

    #[test]
    fn nobody_takes_over_whose_mandate_has_ended() {
        let member = |id: &str, role, until: &str| Member {
            id: id.into(),
            email: format!("{id}@pumps.example"),
            role,
            until: until.into(),
            cases: 0,
            phone: String::new(),
            handles: role == MemberRole::Handler,
        };
        let all = [
            member("boss", MemberRole::InCharge, ""),
            member("handler", MemberRole::Handler, ""),
            member("lapsed", MemberRole::Agent, "2026-11-23"),
            member("agent", MemberRole::Agent, "2026-11-24"),
        ];
        let ids = |leaving: &Member, is_own: bool| -> Vec<String> {
            let found = successors(&all, leaving, is_own, "2026-11-24").into_iter();
            found.map(|(id, _)| id).collect()
        };
        assert_eq!(ids(&all[1], false), ["boss", "agent"]);
        assert_eq!(ids(&all[1], true), ["", "boss", "agent"]);
        assert_eq!(ids(&all[0], true), ["handler", "agent"]);
    }
}
