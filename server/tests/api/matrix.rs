//! Every route as everybody: who is let in is what the table of routes says, and nobody else gets or changes anything.

use super::support::{Answer, complete};
use super::world::{ACTORS, Actor, World};
use axum::http::StatusCode;
use permit::api::path;
use server::routes::{API, Who};
use std::collections::BTreeSet;

/// What a route is about.
#[derive(Clone, Copy, PartialEq)]
enum About {
    /// Nothing of anybody, or each one's own.
    All,
    /// Something of Anna's: other applicants don't even learn that it is there.
    Annas,
    /// What one member of the staff has, such as a draft that they opened: others don't get it.
    Opened,
    /// Something of the employer's: its people get in, and nobody of another one.
    Employers,
    /// The same, and no agent's: its registration.
    Registered,
    /// The same, and only of who is in charge: its people.
    InCharge,
    /// An invitation with Anna's draft: it takes the letter's secret, and the draft.
    Letters,
}
use About::{All, Annas, Employers, InCharge, Letters, Opened, Registered};

/// A line for each route of the table.
const MATRIX: &[(&str, &str, About)] = &[
    ("POST", path::SIGN_IN_CODES, All),
    ("POST", path::SESSION, All),
    ("GET", path::SESSION, All),
    ("DELETE", path::SESSION, All),
    ("GET", path::DRAFTS, All),
    ("GET", path::DRAFT, Annas),
    ("PATCH", path::DRAFT, Annas),
    ("DELETE", path::DRAFT, Annas),
    ("POST", path::DRAFT_APPLICATION, Annas),
    ("GET", path::APPLICATIONS, All),
    ("GET", path::APPLICATION, Annas),
    ("POST", path::APPLICATION_ACTIONS, Annas),
    ("GET", path::APPLICATION_RENDERINGS, Annas),
    ("PATCH", path::APPLICATION_RENDERINGS, Annas),
    ("GET", path::DRAFT_FORM, Annas),
    ("GET", path::DRAFT_PACKAGE, Annas),
    ("GET", path::APPLICATION_FORM, Annas),
    ("GET", path::APPLICATION_PACKAGE, Annas),
    ("GET", path::APPLICATION_RECEIPT, Annas),
    ("GET", path::APPLICATION_LETTER, Annas),
    ("GET", path::EMPLOYER_CASE_LETTER, Employers),
    ("GET", path::DESK_CASE_LETTER, All),
    ("GET", path::NOTICES, All),
    ("PUT", path::NOTICES, All),
    ("GET", path::VERIFY, All),
    ("GET", path::VERIFY_LETTER, All),
    ("GET", path::DESK_CASES, All),
    ("GET", path::DESK_CASE, All),
    ("GET", path::DESK_STATISTICS, All),
    ("POST", path::DESK_CASE_ACTIONS, All),
    ("GET", path::DESK_CASE_FILE, All),
    ("GET", path::EVENTS, All),
    ("POST", path::MAIL_BOUNCES, All),
    ("POST", path::ORGANISATIONS, All),
    ("GET", path::ORGANISATIONS, All),
    ("GET", path::ORGANISATION, Employers),
    ("PUT", path::ORGANISATION, Registered),
    ("POST", path::MEMBERS, InCharge),
    ("DELETE", path::MEMBER, InCharge),
    ("GET", path::ORGANISATION_HISTORY, Employers),
    ("GET", path::INVITATIONS, Employers),
    ("POST", path::INVITATIONS, Employers),
    ("GET", path::INVITATION, Employers),
    ("PUT", path::INVITATION, Employers),
    ("DELETE", path::INVITATION, Employers),
    ("POST", path::INVITATION_LETTER, Employers),
    ("POST", path::REMINDERS, Employers),
    ("GET", path::POSTS, Employers),
    ("POST", path::POSTS, Employers),
    ("PUT", path::POST, Employers),
    ("DELETE", path::POST, Employers),
    ("GET", path::ORGANISATION_FILE, Employers),
    ("PUT", path::ORGANISATION_FILE, Registered),
    ("DELETE", path::ORGANISATION_FILE, Registered),
    ("GET", path::PART, Employers),
    ("PATCH", path::PART, Employers),
    ("POST", path::JOIN, Employers),
    ("GET", path::EMPLOYER_CASES, Employers),
    ("GET", path::EMPLOYER_CASES_CSV, Employers),
    ("GET", path::EMPLOYER_CASE, Employers),
    ("POST", path::EMPLOYER_CASE_ACTIONS, Employers),
    ("GET", path::EMPLOYER_CASE_PACKAGE, Employers),
    ("GET", path::EMPLOYER_RENDERINGS, Employers),
    ("PATCH", path::EMPLOYER_RENDERINGS, Employers),
    ("POST", path::INVITED_ANSWER, Letters),
    ("GET", path::DRAFT_EMPLOYER, Annas),
    ("POST", path::DRAFT_EMPLOYER, Annas),
    ("DELETE", path::DRAFT_EMPLOYER, Annas),
    ("POST", path::DRAFT_EMPLOYER_LETTER, Annas),
    ("GET", path::INVITED, All),
    ("GET", path::DESK_ORGANISATIONS, All),
    ("GET", path::DESK_EMPLOYERS, All),
    ("POST", path::DESK_ORGANISATION_DECISION, All),
    ("GET", path::DESK_ORGANISATION_FILE, All),
    ("OPTIONS", path::UPLOADS, All),
    ("POST", path::UPLOADS, All),
    ("HEAD", path::UPLOAD, Annas),
    ("PATCH", path::UPLOAD, Annas),
    ("DELETE", path::UPLOAD, Annas),
    ("GET", path::FILES, All),
    ("GET", path::FILE, Annas),
    ("DELETE", path::FILE, Annas),
    ("POST", path::CLASSIFY, All),
    ("GET", path::OPENAPI, All),
    ("POST", path::STAFF_SESSION, All),
    ("GET", path::STAFF_SESSION, All),
    ("DELETE", path::STAFF_SESSION, All),
    ("POST", path::DRAFT_SUPPORT_CODE, Annas),
    ("DELETE", path::DRAFT_SUPPORT_CODE, Annas),
    ("GET", path::DRAFT_ACCESS, Annas),
    ("GET", path::DRAFT_NOTES, Annas),
    ("POST", path::DRAFT_NOTE, Annas),
    ("POST", path::PART_SUPPORT_CODE, Employers),
    ("DELETE", path::PART_SUPPORT_CODE, Employers),
    ("GET", path::PART_ACCESS, Employers),
    ("GET", path::PART_NOTES, Employers),
    ("POST", path::PART_NOTE, Employers),
    ("POST", path::HELPDESK_VIEWS, All),
    ("GET", path::HELPDESK_VIEW, Opened),
    ("POST", path::HELPDESK_REVEAL, Opened),
    ("POST", path::HELPDESK_NOTES, Opened),
    ("POST", path::HELPDESK_SEARCH, All),
    ("GET", path::PASSKEYS, All),
    ("POST", path::PASSKEYS, All),
    ("PUT", path::PASSKEY, Annas),
    ("DELETE", path::PASSKEY, Annas),
    ("POST", path::PASSKEY_CREATION, All),
    ("POST", path::PASSKEY_REQUEST, All),
    ("POST", path::PASSKEY_SESSION, All),
    ("GET", path::STAFF_PASSKEYS, All),
    ("POST", path::STAFF_PASSKEYS, All),
    ("PUT", path::STAFF_PASSKEY, Opened),
    ("DELETE", path::STAFF_PASSKEY, Opened),
    ("POST", path::STAFF_PASSKEY_CREATION, All),
    ("POST", path::STAFF_PASSKEY_REQUEST, All),
    ("POST", path::STAFF_PASSKEY_SESSION, All),
    ("GET", path::SESSIONS, All),
    ("DELETE", path::SESSIONS, All),
    ("DELETE", path::OWN_SESSION, Annas),
    ("GET", path::STAFF_SESSIONS, All),
    ("DELETE", path::STAFF_SESSIONS, All),
    ("DELETE", path::STAFF_OWN_SESSION, Opened),
    ("POST", path::RECOVERY_CODES, All),
    ("POST", path::RECOVERY, All),
    ("GET", path::RECOVERY, All),
    ("DELETE", path::RECOVERY, All),
    ("POST", path::RECOVERY_STOP, All),
    ("GET", path::HELPDESK_RECOVERIES, All),
    ("POST", path::HELPDESK_RECOVERY, All),
    ("GET", path::HELP, All),
    ("POST", path::HELP, All),
    ("GET", path::HELP_THREAD, Annas),
    ("POST", path::HELP_MESSAGES, Annas),
    ("POST", path::HELP_CLOSING, Annas),
    ("GET", path::HELPDESK_REQUESTS, All),
    ("GET", path::HELPDESK_REQUEST, All),
    ("POST", path::HELPDESK_REQUEST_MESSAGES, All),
    ("POST", path::HELPDESK_REQUEST_STEPS, All),
];

/// The status with which somebody is refused; `None` for who is let in.
fn refusal(who: Who, about: About, actor: Actor) -> Option<StatusCode> {
    use Actor::{Agent, Anna, Bo, Boss, Chief, Former, Handler, Helper, Reviewer, Rival};
    let (unknown, not_there) = (Some(StatusCode::UNAUTHORIZED), Some(StatusCode::NOT_FOUND));
    match (who, about, actor) {
        (Who::Anybody, ..) => None,
        // Nobody applies who works for the employer, nor whose mandate has run out.
        (Who::Person, Letters, Boss | Handler | Agent | Former) => Some(StatusCode::CONFLICT),
        (Who::Person, Annas | Letters, Bo | Boss | Handler | Agent | Former | Rival) => not_there,
        (Who::Person, Employers | Registered | InCharge, Anna | Bo | Former | Rival) => not_there,
        (Who::Person, Registered, Agent) | (Who::Person, InCharge, Handler | Agent) => {
            Some(StatusCode::FORBIDDEN)
        }
        (Who::Person, _, Anna | Bo | Boss | Handler | Agent | Former | Rival) => None,
        (Who::Staff, Opened, Reviewer | Chief) => not_there,
        (Who::Staff, _, Helper | Reviewer | Chief) => None,
        (Who::Desk | Who::Reads | Who::Acts, _, Reviewer | Chief) => None,
        (Who::Reads, _, Actor::TokenReads)
        | (Who::Acts, _, Actor::TokenActs)
        | (Who::Follows, _, Actor::TokenFollows)
        | (Who::Bounces, _, Actor::TokenBounces) => None,
        (Who::Helpdesk, _, Helper | Chief) => None,
        (Who::Desk | Who::Reads | Who::Acts, _, Helper) | (Who::Helpdesk, _, Reviewer) => {
            Some(StatusCode::FORBIDDEN)
        }
        // A token that holds and does not open this.
        (
            Who::Reads | Who::Acts | Who::Follows | Who::Bounces,
            _,
            Actor::TokenReads | Actor::TokenActs | Actor::TokenFollows | Actor::TokenBounces,
        ) => Some(StatusCode::FORBIDDEN),
        _ => unknown,
    }
}

/// Nothing in it is Anna's.
fn holds_nothing_of_anna_s(answer: &Answer) -> bool {
    let private = ["Eriksson", "anna@example.org"];
    let all = complete();
    let number = all
        .iter()
        .find(|(key, _)| key == "passport_number")
        .map(|(_, value)| value.as_str());
    private
        .into_iter()
        .chain(number)
        .all(|text| !answer.text.contains(text))
}

#[test]
fn every_route_has_a_line_in_the_matrix() {
    let routes: BTreeSet<_> = API.iter().map(|(method, path, _)| (*method, *path)).collect();
    let lines: BTreeSet<_> = MATRIX.iter().map(|(method, path, _)| (*method, *path)).collect();
    assert_eq!(lines, routes);
    assert_eq!(MATRIX.len(), lines.len(), "each once");
}

fn who(method: &str, path: &str) -> Who {
    let found = API
        .iter()
        .find(|(its_method, its_path, _)| (*its_method, *its_path) == (method, path));
    found.unwrap_or_else(|| panic!("{method} {path} is no route")).2
}

#[tokio::test]
async fn who_is_not_let_in_gets_nothing_and_changes_nothing() {
    let world = World::new().await;
    let before = world.everything().await;
    let mut tried = 0;
    for (method, path, about) in MATRIX {
        for actor in ACTORS {
            if let Some(expected) = refusal(who(method, path), *about, actor) {
                let answer = world.tries(actor, method, path).await;
                assert_eq!(
                    answer.status, expected,
                    "{method} {path} as {actor:?}: {}",
                    answer.text
                );
                assert!(holds_nothing_of_anna_s(&answer), "{method} {path} as {actor:?}");
                tried += 1;
            }
        }
    }
    assert!(tried > 400, "{tried}");
    assert_eq!(world.everything().await, before);
}

#[tokio::test]
async fn who_is_let_in_gets_in_and_another_applicant_sees_only_their_own() {
    for (method, path, about) in MATRIX {
        // Each in a world of its own: some of it ends what others need.
        let mut world = World::new().await;
        let who = who(method, path);
        if path.ends_with("/letter.pdf") {
            world.issue_letter().await;
        }
        for actor in ACTORS {
            if refusal(who, *about, actor).is_none() {
                // What one of the employer's people deletes is there for the next one too.
                if *method == "DELETE" && matches!(actor, Actor::Handler | Actor::Agent) {
                    world = World::new().await;
                }
                let answer = world.tries(actor, method, path).await;
                let shut = [
                    StatusCode::UNAUTHORIZED,
                    StatusCode::FORBIDDEN,
                    StatusCode::NOT_FOUND,
                    StatusCode::METHOD_NOT_ALLOWED,
                ];
                // Of a letter that there isn't anybody may learn that there is none.
                let is_open = !shut.contains(&answer.status)
                    || (who == Who::Anybody && answer.status == StatusCode::NOT_FOUND);
                assert!(
                    is_open && !answer.status.is_server_error(),
                    "{method} {path} as {actor:?}: {}",
                    answer.text
                );
                let is_theirs = matches!(
                    actor,
                    Actor::Anna
                        | Actor::Boss
                        | Actor::Handler
                        | Actor::Agent
                        | Actor::Helper
                        | Actor::Reviewer
                        | Actor::Chief
                        | Actor::TokenReads
                        | Actor::TokenActs
                );
                assert!(
                    is_theirs || holds_nothing_of_anna_s(&answer),
                    "{method} {path} as {actor:?}"
                );
            }
        }
    }
}
