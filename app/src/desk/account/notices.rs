//! Which e-mails somebody gets about applications: which, when, and in which language.

use crate::desk::call;
use crate::desk::fields;
use crate::desk::languages;
use crate::desk::listen::{self, Values};
use crate::desk::state::{Data, State};
use crate::html::Html;
use crate::platform;
use crate::text::{t, t_with};
use permit::api::notice::{MORNING, NoticeKind, NoticeSettings};
use permit::api::path;

/// The page below its heading.
pub fn html(state: &State, settings: &NoticeSettings, h: &mut Html) {
    h.p("lead", &t("account.notices_lead"))
        .raw("<form data-form=\"notices\">");
    let (may, must): (Vec<_>, Vec<_>) = NoticeKind::ALL.into_iter().partition(|kind| kind.can_be_off());
    h.raw("<fieldset class=\"field\"><legend class=\"field__label\">")
        .text(&t("account.notices_which"))
        .raw("</legend>")
        .p("field__hint", &t("account.notices_must"))
        .raw("<ul>");
    for kind in must {
        h.raw("<li>").text(&name(kind)).raw("</li>");
    }
    h.raw("</ul>");
    for kind in may {
        let wanted = !settings.off.contains(&kind);
        fields::choice("checkbox", ("wanted", kind.name()), &name(kind), wanted, h);
    }
    h.raw("</fieldset><fieldset class=\"field\"><legend class=\"field__label\">")
        .text(&t("account.notices_when"))
        .raw("</legend>");
    for (value, words, daily) in [
        ("at_once", "account.notices_at_once", false),
        ("daily", "account.notices_daily", true),
    ] {
        fields::choice("radio", ("pace", value), &t(words), settings.daily == daily, h);
    }
    h.raw("</fieldset>");
    let hours: Vec<_> = (0..24_u8)
        .map(|hour| (hour.to_string(), platform::hour_text(hour)))
        .collect();
    fields::select(
        "hour",
        &t("account.notices_hour"),
        &hours,
        &settings.hour.to_string(),
        h,
    );
    languages::select(
        &t("account.notices_language"),
        Some(&t("account.notices_any_language")),
        &settings.locale,
        h,
    );
    let email = state.person.as_ref().map(|person| person.email.clone());
    let values = [("email", email.unwrap_or_default())];
    h.p("field__hint", &t_with("account.notices_where", &values));
    fields::submit(&t("account.notices_save"), state.busy, h);
    h.raw("</form>");
}

fn name(kind: NoticeKind) -> String {
    t(&format!("notice.kind.{}", kind.name()))
}

/// What the form says.
fn wish(values: &Values) -> NoticeSettings {
    let wanted = values.all("wanted");
    NoticeSettings {
        locale: values.get("locale").into(),
        daily: values.get("pace") == "daily",
        hour: values.get("hour").parse().unwrap_or(MORNING),
        off: NoticeKind::ALL
            .into_iter()
            .filter(|kind| kind.can_be_off() && !wanted.contains(&kind.name()))
            .collect(),
    }
}

/// Keeps what the form says.
pub async fn save(values: &Values) {
    let visit = listen::begin();
    match call::send::<NoticeSettings>("PUT", path::NOTICES, &wish(values)).await {
        Ok(kept) => listen::done(visit, |state| {
            state.data = Data::Notices(kept);
            state.said = t("account.notices_saved");
        }),
        Err(failed) => listen::failed(visit, failed),
    }
}

#[cfg(test)]
mod tests {
    use super::wish;
    use crate::desk::listen::Values;
    use permit::api::notice::{MORNING, NoticeKind, NoticeSettings};

    #[test]
    fn what_is_not_ticked_is_done_without_and_what_must_come_stays() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let values = Values(vec![
            pair("wanted", "invitation"),
            pair("pace", "daily"),
            pair("hour", "6"),
            pair("locale", "zh-Hans"),
        ]);
        let expected = NoticeSettings {
            locale: "zh-Hans".into(),
            daily: true,
            hour: 6,
            off: vec![NoticeKind::Progress, NoticeKind::Road],
        };
        assert_eq!(wish(&values), expected);
        let nothing = wish(&Values::default());
        assert_eq!(
            (nothing.daily, nothing.hour, nothing.off.len()),
            (false, MORNING, 3)
        );
    }
}
