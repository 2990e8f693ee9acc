//! The posts that an organisation keeps: their list, the form of one, and how one is chosen elsewhere.

use super::{of, part};
use crate::desk::call;
use crate::desk::fields;
use crate::desk::listen::{self, Values};
use crate::desk::page::Page;
use crate::desk::show;
use crate::desk::state::{self, Data, State};
use crate::html::Html;
use crate::platform;
use crate::text::{self, t, t_with};
use permit::answer::{Key, Role};
use permit::api::employer::{PostRequest, PostTemplate};
use permit::api::organisation::Invitee;
use permit::api::path;
use permit::draft::Draft;
use permit::forms;

/// The list.
pub fn list(organisation: &str, all: &[PostTemplate], h: &mut Html) {
    let tag = text::locale();
    let to = |id: &str| Page::Post(organisation.into(), id.into()).path(&tag);
    h.p("lead", &t("desk.posts_lead"));
    if all.is_empty() {
        h.p("", &t("desk.posts_none"));
    }
    h.raw("<ul class=\"list\">");
    for one in all {
        let when = [("when", platform::date_time_text(one.updated_at))];
        h.raw("<li>")
            .link("", &to(&one.id), &one.name)
            .raw(" <span class=\"field__note\">")
            .text(&t_with("desk.post_changed", &when))
            .raw("</span></li>");
    }
    h.raw("</ul><p>")
        .link("button", &to("new"), &t("desk.post_new"))
        .raw("</p>");
}

/// The answers of a post as a draft.
fn draft(post: Option<&PostTemplate>) -> Draft {
    let mut draft = Draft::new(forms::VERSION);
    for (key, value) in post.into_iter().flat_map(|post| &post.answers) {
        draft.edit(key.clone(), value.clone(), 0, Role::Employer);
    }
    draft
}

/// The form of a post, or of a new one.
pub fn form(state: &State, organisation: &str, post: Option<&PostTemplate>, h: &mut Html) {
    h.raw("<p>")
        .link(
            "back-link",
            &Page::Posts(organisation.into()).path(&text::locale()),
            &t("desk.posts"),
        )
        .raw("</p><form data-form=\"post\" novalidate>");
    let name = post.map_or("", |post| post.name.as_str());
    fields::filled("name", &t("desk.post_name"), name, h);
    let draft = draft(post);
    for question in part::questions(&draft) {
        part::field(question, draft.raw(&question.key(None)), h);
    }
    fields::submit(&t("desk.save"), state.busy, h);
    h.raw("</form>");
    if post.is_some() {
        h.raw("<p><button type=\"button\" class=\"link-button\" data-act=\"post-drop\"")
            .flag("disabled", state.busy)
            .raw(">")
            .text(&t("desk.post_drop"))
            .raw("</button></p>");
    }
}

/// One of them taken over into a part, and that part kept as one.
pub fn kept(posts: &[PostTemplate], part: &Draft, busy: bool, h: &mut Html) {
    if !posts.is_empty() {
        h.raw("<details><summary>")
            .text(&t("desk.post_take"))
            .raw("</summary><form data-form=\"take-post\">")
            .p("", &t("desk.post_take_lead"));
        choose(posts, h);
        fields::submit(&t("desk.post_take"), busy, h);
        h.raw("</form></details>");
    }
    if !part.entries.is_empty() {
        h.raw("<details><summary>")
            .text(&t("desk.post_keep"))
            .raw("</summary><form data-form=\"keep-post\">")
            .p("", &t("desk.post_keep_lead"));
        fields::within("keep", h, |h| {
            fields::line("name", &t("desk.post_name"), "text", true, h);
        });
        fields::submit(&t("desk.post_keep"), busy, h);
        h.raw("</form></details>");
    }
}

/// The field in which one is chosen, where there is any.
pub fn choose(posts: &[PostTemplate], h: &mut Html) {
    if posts.is_empty() {
        return;
    }
    let none = [(String::new(), t("desk.post_none"))];
    let all = posts.iter().map(|post| (post.id.clone(), post.name.clone()));
    let all: Vec<_> = none.into_iter().chain(all).collect();
    fields::select("post", &t("desk.post_choose"), &all, "", h);
}

/// The answers of the post that was chosen in a form; none where none was.
pub fn chosen(values: &Values) -> Vec<(Key, String)> {
    let id = values.get("post");
    state::with(|state| {
        let posts = match &state.data {
            Data::Invitations(_, _, posts) | Data::Part(_, _, posts) => posts.as_slice(),
            _ => &[],
        };
        let found = posts.iter().find(|post| post.id == id);
        found.map(|post| post.answers.clone()).unwrap_or_default()
    })
}

/// What is said of a place within its province.
const WITHIN: [&str; 3] = ["work_city_code", "work_city", "special_area"];

/// Puts a post into each row; what the row says itself counts. Of a row in another place than the post's, nothing is said
/// that holds for the post's alone.
pub fn put_into(mut people: Vec<Invitee>, post: &[(Key, String)]) -> Vec<Invitee> {
    let province = Key::new("work_province");
    for person in &mut people {
        let place = person.post.iter().find(|(key, _)| *key == province);
        let differs =
            |(_, own): &(Key, String)| post.iter().any(|(key, value)| *key == province && value != own);
        let elsewhere = place.is_some_and(differs);
        for (key, value) in post {
            let is_said = person.post.iter().any(|(own, _)| own == key);
            let is_the_place_s = elsewhere && WITHIN.contains(&key.question.as_str());
            if !(is_said || is_the_place_s) {
                person.post.push((key.clone(), value.clone()));
            }
        }
    }
    people
}

/// Keeps the post on screen, or deletes it.
pub async fn act(organisation: &str, words: &[&str], values: &Values) {
    let Page::Post(_, id) = state::with(|state| state.page.clone()) else {
        return;
    };
    let visit = listen::begin();
    let one = of(path::POST, organisation).replace("{post}", &id);
    let outcome = match words {
        ["post"] => {
            let (method, address) = if id == "new" {
                ("POST", of(path::POSTS, organisation))
            } else {
                ("PUT", one)
            };
            let wish = PostRequest {
                name: values.get("name").into(),
                answers: part::answers(values),
            };
            let kept = call::send::<PostTemplate>(method, &address, &wish).await;
            kept.map(drop)
        }
        _ => call::act("DELETE", &one).await,
    };
    match outcome {
        Ok(()) => {
            listen::done(visit, |_| {});
            show::go(Page::Posts(organisation.into()), Some(false)).await;
            state::update(|state| state.said = t("account.done"));
            show::draw();
        }
        Err(failed) => listen::failed(visit, failed),
    }
}

#[cfg(test)]
mod tests {
    use super::put_into;
    use permit::answer::Key;
    use permit::api::organisation::Invitee;

    #[test]
    fn what_a_row_says_itself_counts() {
        let pair = |key: &str, value: &str| (Key::new(key), value.to_owned());
        let row = |post: Vec<(Key, String)>| Invitee {
            email: String::new(),
            label: String::new(),
            locale: String::new(),
            post,
        };
        let post = [pair("job_title", "Engineer"), pair("work_city", "Fuzhou")];
        let people = put_into(
            vec![row(vec![pair("job_title", "Chief")]), row(Vec::new())],
            &post,
        );
        assert_eq!(
            people[0].post,
            [pair("job_title", "Chief"), pair("work_city", "Fuzhou")]
        );
        assert_eq!(people[1].post, post);
    }

    #[test]
    fn no_city_of_the_post_is_said_of_another_province() {
        let pair = |key: &str, value: &str| (Key::new(key), value.to_owned());
        let post = [
            pair("work_province", "350000"),
            pair("work_city", "Fuzhou"),
            pair("job_title", "Engineer"),
        ];
        for (province, cities) in [("350000", 1), ("110000", 0)] {
            let row = Invitee {
                email: String::new(),
                label: String::new(),
                locale: String::new(),
                post: vec![pair("work_province", province)],
            };
            let people = put_into(vec![row], &post);
            let said = |key: &str| {
                people[0]
                    .post
                    .iter()
                    .filter(|(own, _)| own.question == key)
                    .count()
            };
            assert_eq!(
                (said("work_province"), said("work_city"), said("job_title")),
                (1, cities, 1)
            );
        }
    }
}
