//! An organisation itself: what it says of itself, and its people.

use super::{of, papers};
use crate::desk::call::{self, Failed};
use crate::desk::fields;
use crate::desk::listen::{self, Values};
use crate::desk::show;
use crate::desk::state::{self, Data, State};
use crate::html::Html;
use crate::platform;
use crate::text::{self, t, t_with};
use permit::api::organisation::{Member, MemberRequest, MemberRole, Organisation, OrganisationRequest};
use permit::api::path;
use permit::date;

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
    list(organisation, in_charge, state.busy, h);
    if in_charge {
        add(state.busy, h);
    }
    about(state, organisation, h);
    papers::html(state, organisation, h);
}

fn list(organisation: &Organisation, in_charge: bool, busy: bool, h: &mut Html) {
    h.raw("<ul class=\"rows\">");
    for member in &organisation.members {
        h.raw("<li class=\"rows__item\"><p><strong><bdi>")
            .text(&member.email)
            .raw("</bdi></strong></p>");
        let role = t(&format!("member.role.{}", member.role.name()));
        h.p("", &role);
        if let Ok(day) = date::parse(&member.until) {
            let until = [("date", platform::date_text(day))];
            h.p("", &t_with("desk.member_until", &until));
        }
        let cases = [("count", platform::number_text(member.cases))];
        h.p("field__note", &t_with("desk.member_cases", &cases));
        if in_charge {
            end(organisation, member, busy, h);
        }
        h.raw("</li>");
    }
    h.raw("</ul>");
}

/// Who leaves hands over what they took care of.
fn end(organisation: &Organisation, member: &Member, busy: bool, h: &mut Html) {
    let others: Vec<(String, String)> = organisation
        .members
        .iter()
        .filter(|other| other.id != member.id)
        .map(|other| (other.id.clone(), other.email.clone()))
        .collect();
    if others.is_empty() {
        return;
    }
    h.raw("<details><summary>")
        .text(&t("desk.member_end"))
        .hidden_text(&member.email)
        .raw("</summary><form")
        .attr("data-form", &format!("member-end {}", member.id))
        .raw(">");
    fields::within(&member.id, h, |h| {
        fields::select("to", &t("desk.member_to"), &others, "", h);
    });
    fields::submit(&t("desk.member_end"), busy, h);
    h.raw("</form></details>");
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
    fields::line("until", &t("desk.member_until_label"), "date", false, h);
    fields::select(
        "locale",
        &t("app.language"),
        &super::languages(),
        &text::locale(),
        h,
    );
    fields::submit(&t("desk.member_add"), busy, h);
    h.raw("</form></details>");
}

fn about(state: &State, organisation: &Organisation, h: &mut Html) {
    let about = &organisation.about;
    let may = organisation.role.is_some_and(|role| role != MemberRole::Agent);
    h.h2(&t("desk.about")).raw("<dl class=\"summary\">");
    let lines = [
        ("name", "desk.organisation_name", &about.name),
        ("credit_code", "desk.credit_code", &about.credit_code),
        ("address", "desk.address", &about.address),
        ("phone", "desk.phone", &about.phone),
    ];
    for (_, label, value) in lines {
        h.fact(&t(label), value);
    }
    h.raw("</dl>");
    if !may {
        return;
    }
    h.raw("<details")
        .flag("open", organisation.state == "returned")
        .raw("><summary>")
        .text(&t("desk.about_change"))
        .raw("</summary><form data-form=\"about\">")
        .p("", &t("desk.about_lead"));
    for (name, label, value) in lines {
        fields::filled(name, &t(label), value, h);
    }
    fields::submit(&t("desk.save"), state.busy, h);
    h.raw("</form></details>");
}

/// Makes somebody a member, ends a membership, or changes what the organisation says of itself.
pub async fn act(organisation: &str, words: &[&str], values: &Values) {
    match words {
        ["member"] => {
            let Some(role) = MemberRole::named(values.get("role")) else {
                return;
            };
            let wish = MemberRequest {
                email: values.get("email").into(),
                role,
                until: values.get("until").into(),
                locale: values.get("locale").into(),
            };
            let visit = listen::begin();
            let path = of(path::MEMBERS, organisation);
            now(visit, call::send("POST", &path, &wish).await);
        }
        ["member-end", member] => {
            let visit = listen::begin();
            let path = of(path::MEMBER, organisation).replace("{member}", member);
            let path = format!("{path}?to={}", values.get("to"));
            listen::then_again(visit, call::act("DELETE", &path).await).await;
        }
        ["about"] => {
            let documents = state::with(|state| match &state.data {
                Data::Organisation(one) => one.about.documents.clone(),
                _ => Vec::new(),
            });
            let wish = request(values, documents);
            let visit = listen::begin();
            let path = of(path::ORGANISATION, organisation);
            now(visit, call::send("PUT", &path, &wish).await);
        }
        _ => {}
    }
}

/// What a form says of an organisation.
pub fn request(values: &Values, documents: Vec<String>) -> OrganisationRequest {
    OrganisationRequest {
        name: values.get("name").into(),
        credit_code: values.get("credit_code").into(),
        address: values.get("address").into(),
        phone: values.get("phone").into(),
        documents,
    }
}

/// The organisation as it is now.
fn now(visit: u32, outcome: Result<Organisation, Failed>) {
    match outcome {
        Ok(organisation) => {
            listen::done(visit, |state| {
                state.data = Data::Organisation(Box::new(organisation));
                state.said = t("account.done");
            });
            show::clear_form();
            platform::dom::focus_heading();
        }
        Err(failed) => listen::failed(visit, failed),
    }
}

#[cfg(test)]
mod tests {
    use super::request;
    use crate::desk::listen::Values;

    #[test]
    fn what_proves_a_registration_stays_with_it() {
        let values = Values(vec![("name".into(), " 星河 ".into())]);
        let wish = request(&values, vec!["f1".into()]);
        assert_eq!((wish.name.as_str(), wish.documents.len()), ("星河", 1));
    }
}
