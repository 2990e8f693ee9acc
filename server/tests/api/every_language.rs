//! Every letter that the portal sends and every paper that it makes, once in each language that there is. (That every answer
//! stands on the form in each of them is in `papers`.)

use super::papers::{draft, run, solid, stands};
use super::support::{NOW, config};
use permit::api::notice::NoticeKind;
use permit::api::organisation::MemberRole;
use permit::classify::Category;
use permit::date;
use permit::lifecycle::{EventKind, record};
use serde::Serialize;
use serde_json::Value;
use server::locales::{all, date_text, is_right_to_left};
use server::mail::{self, PasskeyNews};
use server::news::{self, News, Todo};
use server::organisation::letters::{self, Sender};
use server::package::case::{Case, Sent};
use server::package::contents::Item;
use server::package::fonts::Fonts;
use server::package::letter::{Issued, Standing, letter};
use server::package::list::list;
use server::package::receipt::receipt;
use server::package::typeset::{Paper, typeset};
use server::package::words::Words;
use server::recovery;
use server::store::Letter;
use std::collections::BTreeSet;

const TO: &str = "anna@example.org";
const URL: &str = "https://portal.example.org";
const AUTHORITY: &str = "Bureau of Utopia";
const COMPANY: &str = "Example Pumps Co., Ltd.";
const REFERENCE: &str = "WP-2222-2222-22";
const CODE: &str = "482915";
const SECRET: &str = "c2VjcmV0";
const DAY: &str = "2027-03-01";

/// A letter, its kind, and the values that must stand in it.
struct Made {
    kind: &'static str,
    letter: Letter,
    values: Vec<String>,
}

fn made(kind: &'static str, letter: Letter, values: &[&str]) -> Made {
    let values = values.iter().map(|value| (*value).to_owned()).collect();
    Made { kind, letter, values }
}

fn sender() -> Sender {
    Sender {
        url: URL.into(),
        authority: AUTHORITY.into(),
    }
}

/// The day as a letter in this language says it, where it says one.
fn day(tag: &str, is_said: bool) -> String {
    let said = is_said.then(|| date_text(tag, date::parse(DAY).unwrap()));
    said.unwrap_or_default()
}

/// The letters to somebody about their account, their draft and what the helpdesk did.
fn of_people(tag: &str) -> Vec<Made> {
    let page = |path: &str| format!("{URL}/{tag}/{path}");
    let keys = page("account/passkeys");
    let passkey = |news| mail::passkey(tag, TO, news, URL, "account/passkeys");
    let case = page("applications/1");
    vec![
        made("code", mail::code(tag, TO, CODE, 10), &[CODE, "10"]),
        made(
            "recovery_code",
            mail::recovery_code(tag, TO, CODE, 10),
            &[CODE, "10"],
        ),
        made(
            "receipt",
            mail::receipt(tag, TO, REFERENCE, &case, AUTHORITY),
            &[REFERENCE, &case, AUTHORITY],
        ),
        made("opened", mail::opened(tag, TO, URL), &[&page("applications")]),
        made(
            "help_answered",
            mail::help_answered(tag, TO, URL, "7"),
            &[&page("account/help/7")],
        ),
        made("passkey_added", passkey(PasskeyNews::Added), &[&keys]),
        made("passkey_removed", passkey(PasskeyNews::Removed), &[&keys]),
    ]
}

/// The letters about organisations and invitations.
fn of_organisations(tag: &str) -> Vec<Made> {
    let (sender, to) = (sender(), (tag, TO));
    let employer = format!("{URL}/{tag}/employer");
    let page = |path: &str| format!("{URL}/{tag}{path}");
    let mut all = vec![
        made(
            "invitation",
            letters::invitation(&sender, to, COMPANY, SECRET),
            &[COMPANY, &page(&format!("/invitations/{SECRET}")), AUTHORITY],
        ),
        made(
            "invitation_ended",
            letters::invitation_ended(&sender, to, COMPANY),
            &[COMPANY, &page(""), AUTHORITY],
        ),
        made(
            "member_ended",
            letters::member_ended(&sender, to, COMPANY),
            &[COMPANY, AUTHORITY],
        ),
    ];
    for handles in [false, true] {
        for role in MemberRole::ALL {
            let is = letters::Standing {
                role,
                handles,
                until: DAY,
            };
            let day = day(tag, role == MemberRole::Agent);
            let said = [COMPANY, employer.as_str(), AUTHORITY, day.as_str()];
            all.push(made("member", letters::member(&sender, to, COMPANY, is), &said));
            let letter = letters::member_changed(&sender, to, COMPANY, is);
            all.push(made("member_changed", letter, &said));
        }
    }
    all
}

/// The letters of the way back for who lost a mailbox.
fn of_recovery(tag: &str) -> Vec<Made> {
    use recovery::News;
    let page = |path: &str| format!("{URL}/{tag}/{path}");
    let (stop, sign_in, home) = (
        page(&format!("account/stop/{SECRET}")),
        page("account/sign-in"),
        page(""),
    );
    let day = day(tag, true);
    let one = |kind, news, values: &[&str]| made(kind, recovery::news(&sender(), (tag, TO), news), values);
    vec![
        one("recovery_asked", News::Asked(SECRET), &[&stop, AUTHORITY]),
        one(
            "recovery_waiting",
            News::Waiting(SECRET, DAY),
            &[&stop, &day, AUTHORITY],
        ),
        one(
            "recovery_granted",
            News::Granted(DAY),
            &[&sign_in, &day, AUTHORITY],
        ),
        one("recovery_stopped", News::Stopped, &[&home, AUTHORITY]),
        one("recovery_done", News::Done, &[&sign_in, AUTHORITY]),
        one("recovery_failed", News::Failed, &[&home, AUTHORITY]),
        one("recovery_overtaken", News::Overtaken, &[&home, AUTHORITY]),
    ]
}

/// The letters about applications, invitations and drafts: each kind of news, with whatever there is to do, and all in one.
fn of_news(tag: &str) -> Vec<Made> {
    let (sender, to) = (sender(), (tag, TO));
    let (case, notices) = (
        format!("{URL}/{tag}/applications/1"),
        format!("{URL}/{tag}/account/notices"),
    );
    let tell = |what: &str, todo: Todo| News {
        kind: NoticeKind::ALL[0],
        what: what.to_owned(),
        about: REFERENCE.into(),
        todo,
        path: "/applications/1".into(),
    };
    let events = EventKind::ALL.into_iter();
    let mut what: Vec<String> = events
        .flat_map(|kind| [news::event(kind), news::event_for_others(kind)])
        .collect();
    let others = all()["en"].keys().filter(|key| key.starts_with("news."));
    what.extend(others.filter(|key| !key.ends_with(".subject")).cloned());
    assert!(what.len() > 2 * EventKind::ALL.len(), "{what:?}");
    let mut made_of: Vec<Made> = Vec::new();
    for what in &what {
        for todo in [
            Todo::By(DAY.into()),
            Todo::Takes("3".into()),
            Todo::Open,
            Todo::Nothing,
            Todo::Unsaid,
        ] {
            let day = day(tag, matches!(todo, Todo::By(_)));
            let letter = news::at_once(&sender, to, &tell(what, todo));
            made_of.push(made(
                "news",
                letter,
                &[REFERENCE, &case, &notices, AUTHORITY, &day],
            ));
        }
    }
    // More than one letter lists.
    let many = what.iter().cycle().take(302);
    let many = many.map(|what| tell(what, Todo::By(DAY.into()))).collect();
    made_of.push(made(
        "digest",
        news::daily(&sender, to, many),
        &[REFERENCE, &case, &notices, AUTHORITY, &day(tag, true), "302"],
    ));
    made_of
}

fn every_letter(tag: &str) -> Vec<Made> {
    let all = [
        of_people(tag),
        of_organisations(tag),
        of_recovery(tag),
        of_news(tag),
    ];
    all.into_iter().flatten().collect()
}

/// Without the marks around a value that reads in the other direction.
fn bare(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

/// What a letter says beside its values, in pieces of two words or more: one alone may be the same in two languages.
fn pieces(made: &Made) -> BTreeSet<String> {
    let mut text = bare(&format!("{}\n{}", made.letter.subject, made.letter.body));
    for value in made.values.iter().filter(|value| !value.is_empty()) {
        text = text.replace(value.as_str(), " ");
    }
    let ends = ['.', ':', ';', '!', '?', '\n', '。', '：'];
    let pieces = text.split(ends).map(str::trim);
    let is_said =
        |piece: &&str| piece.split_whitespace().count() > 1 && piece.chars().any(char::is_alphabetic);
    pieces.filter(is_said).map(str::to_owned).collect()
}

#[test]
fn every_letter_is_whole_in_every_language() {
    let english = every_letter("en");
    // Whoever adds a letter adds it here.
    let subjects = all()["en"].keys();
    let known: BTreeSet<&str> = subjects
        .filter_map(|key| key.strip_prefix("mail.")?.strip_suffix(".subject"))
        .collect();
    let here: BTreeSet<&str> = english.iter().map(|made| made.kind).collect();
    assert_eq!(here, known);
    for tag in all().keys().copied() {
        let dir = if is_right_to_left(tag) { "rtl" } else { "ltr" };
        for (made, in_english) in every_letter(tag).iter().zip(&english) {
            let (kind, letter) = (made.kind, &made.letter);
            let (subject, body) = (&letter.subject, &letter.body);
            assert_eq!((letter.locale.as_str(), letter.recipient.as_str()), (tag, TO));
            assert!(
                !subject.trim().is_empty() && !subject.contains(['\n', '\r']),
                "{tag} {kind}: {subject}"
            );
            let said = bare(&format!("{subject}\n{body}"));
            let is_key = |word: &str| {
                ["mail.", "news.", "event."]
                    .iter()
                    .any(|key| word.starts_with(key))
            };
            assert!(
                !said.contains("{{") && !said.contains("}}") && !said.split_whitespace().any(is_key),
                "{tag} {kind}: {said}"
            );
            for value in &made.values {
                assert!(said.contains(value.as_str()), "{tag} {kind}: {value}: {said}");
            }
            let html = mail::html(letter);
            assert!(
                html.contains(&format!("<html lang=\"{tag}\" dir=\"{dir}\">")),
                "{html}"
            );
            if tag != "en" {
                let (here, there) = (pieces(made), pieces(in_english));
                let left: Vec<_> = here.intersection(&there).collect();
                assert!(left.is_empty(), "{tag} {kind} is partly in English: {left:?}");
            }
        }
    }
}

/// Files of two documents and of none.
fn items() -> Vec<Item> {
    let item = |slot: &str, kind: &str, pages| Item {
        slot: slot.into(),
        name: format!("01-{slot}-1.{kind}"),
        original: "Scan of Åsa.pdf".into(),
        kind: kind.into(),
        bytes: 12_345_678,
        pages,
        sha256: "0123456789abcdef".repeat(4),
        owner: "anna".into(),
        seal: String::new(),
    };
    vec![
        item("passport", "pdf", 2),
        item("photo", "jpeg", 1),
        item("none", "pdf", 1),
    ]
}

fn issued(tag: &str, standing: Standing) -> Issued {
    let family = [
        ("has_dependants", "yes"),
        ("dependants@d1", "1"),
        ("dep_relation@d1", "child"),
        ("dep_surname@d1", "Eriksson"),
        ("dep_given_names@d1", "Nils"),
    ];
    Issued {
        letter: record::Letter {
            number: "NL-2222-2222".into(),
            permit: "110000260001".into(),
            valid_until: date::parse(DAY).unwrap(),
            months: 24,
            employer: COMPANY.into(),
            authority: AUTHORITY.into(),
        },
        replaces: Some("NL-3333-3333".into()),
        code: "ABCD-2345".into(),
        reference: REFERENCE.into(),
        locale: tag.into(),
        draft: draft(&family).draft,
        employer: COMPANY.into(),
        category: Some(Category::B),
        issued_at: NOW,
        standing,
    }
}

/// Every text of a paper, but what is drawn: the square with its description, and the mark across a page.
fn texts(content: &Value, out: &mut Vec<String>) {
    match content {
        Value::String(text) => out.push(text.clone()),
        Value::Array(all) => all.iter().for_each(|one| texts(one, out)),
        Value::Object(all) => {
            let written = |name: &str| !matches!(name, "code" | "alt" | "mark");
            for (_, one) in all.iter().filter(|(name, _)| written(name)) {
                texts(one, out);
            }
        }
        _ => {}
    }
}

/// Whether words stand there in two pieces: the end of a page cuts a paragraph once.
fn stands_cut(read: &str, words: &str) -> bool {
    let words = solid(words);
    words.char_indices().any(|(at, _)| {
        let (before, after) = words.split_at(at);
        read.contains(before) && read.contains(after)
    })
}

/// Typesets a paper and reads it back.
fn can_be_read<T: Serialize>(tag: &str, paper: &Paper<T>, fonts: &'static Fonts) {
    let name = paper.template;
    let pdf = typeset(paper, fonts).unwrap();
    // As the words follow each other in the file, and not as they lie beside each other on the page.
    let read = solid(&run("pdftotext", &["-raw"], &pdf, &["-"]));
    for wrong in [
        "pdf.",
        "document.case.",
        "document.note.",
        "step.limit",
        "{{",
        "\u{fffd}",
    ] {
        assert!(!read.contains(wrong), "{tag} {name}: {wrong}: {read}");
    }
    let mut all = Vec::new();
    texts(&serde_json::to_value(&paper.content).unwrap(), &mut all);
    assert!(all.len() > 20, "{tag} {name}: {all:?}");
    // The numbers of the pages are filled in where it is typeset.
    for words in all.iter().filter(|words| !words.contains("{{")) {
        assert!(
            stands(&read, words, is_right_to_left(tag)) || stands_cut(&read, words),
            "{tag} {name}: {words}: {read}"
        );
    }
}

#[test]
fn every_paper_can_be_read_in_every_language() {
    let fonts = Fonts::of(&config(&[]).fonts);
    for tag in all().keys() {
        let words = Words::of(tag);
        let mut case = Case::of_draft(draft(&[]));
        can_be_read(tag, &list(&case, &items(), words), fonts);
        case.sent = Some(Sent {
            reference: REFERENCE.into(),
            at: NOW,
            hash: "0123456789abcdef".repeat(4),
        });
        can_be_read(tag, &receipt(&case, 1_234, URL, words).unwrap(), fonts);
        for standing in [Standing::Holds, Standing::Expired] {
            let letter = letter(&issued(tag, standing), URL, AUTHORITY).unwrap();
            can_be_read(tag, &letter, fonts);
        }
    }
}
