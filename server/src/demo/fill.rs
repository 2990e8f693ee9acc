//! Fills a database with the demonstration, through the same functions that real people's requests come to, with a clock
//! that begins some weeks ago.

use super::answers::{self, CHINESE, Foreigner};
use super::story::{By as Doing, PEOPLE, Stage, Then, next};
use crate::clock::{self, day_in_china};
use crate::error::Error;
use crate::guard::token_hash;
use crate::mail;
use crate::organisation::letters::Sender;
use crate::sign_in::{hash, token};
use crate::staff::{password, totp};
use crate::store::organisation::{By, DecisionWish, InviteWish, MemberWish, RegisterWish};
use crate::store::sign_in::{Attempt, Request, Typed};
use crate::store::{ActionWish, Doer, NewApplication, NewStaff, Person, Store};
use permit::answer::{Key, Role};
use permit::api::SaveRequest;
use permit::api::case::ActionRequest;
use permit::api::organisation::{Invitee, MemberRole, OrganisationRequest};
use permit::api::rendering::{RenderingAnswer, RenderingText, RenderingsAnswer, RenderingsWrite};
use permit::api::staff::StaffRole;
use permit::classify::Category;
use permit::draft::Change;
use permit::forms;
use permit::lifecycle::Action;

const DAY: i64 = 86_400;
/// How many days ago the employer was registered.
const BEGAN: i64 = 40;
/// The language of everybody's letters.
const LOCALE: &str = "en";
/// A synthetic credit code, right in every digit.
const CREDIT_CODE: &str = "91350100M000100Y43";
/// Who is in charge of the employer, and who works for it.
pub const BOSS: &str = "boss@example.org";
/// A handler of the employer.
pub const HANDLER: &str = "handler@example.org";

/// Somebody of the staff, with what they sign in with.
pub struct Account {
    /// The address.
    pub email: &'static str,
    /// What they are.
    pub role: StaffRole,
    /// The password.
    pub password: String,
    /// The secret of the authenticator, in base32.
    pub secret: String,
    id: String,
}

struct Filling<'a> {
    store: &'a Store,
    sender: Sender,
    now: i64,
    boss: String,
    organisation: String,
    staff: Vec<Account>,
}

/// Fills it; who is of the staff, with what they sign in with.
///
/// # Errors
/// What a real person would be told.
pub async fn fill(store: &Store, sender: Sender, now: i64) -> Result<Vec<Account>, Error> {
    let began = now - BEGAN * DAY;
    let staff = vec![
        account(store, "officer@example.org", "Li Na", StaffRole::Officer, began).await?,
        account(store, "second@example.org", "Wang Wei", StaffRole::Officer, began).await?,
        account(
            store,
            "supervisor@example.org",
            "Zhao Min",
            StaffRole::Supervisor,
            began,
        )
        .await?,
        account(
            store,
            "helpdesk@example.org",
            "Sun Yue",
            StaffRole::Helpdesk,
            began,
        )
        .await?,
    ];
    let mut filling = Filling {
        store,
        sender,
        now,
        boss: String::new(),
        organisation: String::new(),
        staff,
    };
    filling.employer(began).await?;
    for (person, stage, _) in &PEOPLE {
        match *stage {
            Stage::Invited => filling.invite(person).await?,
            Stage::Draft => filling.draft(person).await?,
            Stage::Sent(steps, then) => filling.application(person, steps, then).await?,
        }
    }
    Ok(filling.staff)
}

async fn account(
    store: &Store,
    email: &'static str,
    name: &str,
    role: StaffRole,
    now: i64,
) -> Result<Account, Error> {
    let (password, secret) = (password::generate(), totp::base32(&clock::random::<20>()));
    let new = NewStaff {
        name: name.into(),
        email_key: email.into(),
        role,
        password_hash: password::hash(password.clone()).await?,
        totp_secret: secret.clone(),
        now,
    };
    store.add_staff(new).await?;
    let kept = store.staff_secrets(email).await?.ok_or(Error::Internal)?;
    Ok(Account {
        email,
        role,
        password,
        secret,
        id: kept.id,
    })
}

impl Filling<'_> {
    /// Somebody who signs in with the code of a letter.
    async fn person(&self, email: &str, now: i64) -> Result<Person, Error> {
        let (browser, token, code) = (token_hash(&token()), token_hash(&token()), "000000");
        let code_hash = hash(&["code", email, code]);
        let request = Request {
            email_key: email.into(),
            browser: browser.clone(),
            client: None,
            token_hash: None,
            code_hash: code_hash.clone(),
            letter: mail::code(LOCALE, email, code, 10),
            now,
        };
        self.store.ask_for_code(request).await?;
        let attempt = Attempt {
            typed: Typed {
                email_key: email.into(),
                browser,
                client: None,
                code_hash,
                old_token_hash: None,
                now,
            },
            email: email.into(),
            token_hash: token.clone(),
            shared: false,
            agent: String::new(),
        };
        self.store.sign_in(attempt).await?;
        self.store.person(&token, true, now).await?.ok_or(Error::Internal)
    }

    /// Who is in charge of the employer, at a time.
    fn by(&self, now: i64) -> By {
        By {
            organisation: self.organisation.clone(),
            person: self.boss.clone(),
            now,
            sender: self.sender.clone(),
        }
    }

    /// The employer registers, and is approved a day later.
    async fn employer(&mut self, now: i64) -> Result<(), Error> {
        self.boss = self.person(BOSS, now).await?.id;
        let about = OrganisationRequest {
            name: "Example Pumps Co., Ltd.".into(),
            credit_code: CREDIT_CODE.into(),
            address: "1 Example Road, Beijing".into(),
            phone: "010-12345678".into(),
            documents: Vec::new(),
        };
        let wish = RegisterWish {
            by: self.by(now),
            about,
            locale: LOCALE.into(),
        };
        self.organisation = self.store.register_organisation(wish).await?.id;
        let handler = MemberWish {
            by: self.by(now),
            email: HANDLER.into(),
            email_key: HANDLER.into(),
            role: MemberRole::Handler,
            handles: None,
            until: String::new(),
            locale: LOCALE.into(),
            phone: None,
        };
        let seen = self.store.put_member(handler).await?.revision;
        let approved = DecisionWish {
            organisation: self.organisation.clone(),
            officer: self.officer(Doing::Officer).to_owned(),
            approved: true,
            why: String::new(),
            seen,
            now: now + DAY,
            sender: self.sender.clone(),
        };
        self.store.decide_organisation(approved).await?;
        Ok(())
    }

    fn officer(&self, which: Doing) -> &str {
        let place = usize::from(which == Doing::Second);
        self.staff.get(place).map_or("", |account| account.id.as_str())
    }

    async fn invite(&self, person: &Foreigner) -> Result<(), Error> {
        let invitee = Invitee {
            email: person.email.into(),
            label: format!("{} {}", person.given, person.surname),
            locale: LOCALE.into(),
            post: vec![(Key::new("job_title"), "Engineer".into())],
        };
        let wish = InviteWish {
            by: self.by(self.now - DAY),
            people: vec![invitee],
            try_only: false,
        };
        self.store.invite(wish).await?;
        Ok(())
    }

    /// Saves answers into a new draft: its id and revision.
    async fn save(
        &self,
        person: &Person,
        answers: &[(&str, String)],
        now: i64,
    ) -> Result<(String, u64), Error> {
        let id = clock::id();
        let changes = answers.iter().filter_map(|(key, value)| {
            Some(Change {
                key: Key::parse(key)?,
                value: value.clone(),
                base: 0,
            })
        });
        let request = SaveRequest {
            form_version: forms::VERSION,
            known: 0,
            changes: changes.collect(),
        };
        let saved = self
            .store
            .save(id.clone(), person.id.clone(), request, now)
            .await?;
        Ok((id, saved.revision))
    }

    async fn draft(&self, person: &Foreigner) -> Result<(), Error> {
        let now = self.now - 2 * DAY;
        let who = self.person(person.email, now).await?;
        let mut answers = answers::of(person, day_in_china(now));
        answers.retain(|(key, _)| {
            !key.starts_with("declare") && !key.contains("contract") && *key != "signature"
        });
        self.save(&who, &answers, now).await?;
        Ok(())
    }

    /// The employer writes what is needed in Chinese, and the applicant confirms it: how many lines the history has then.
    async fn rendered(&self, id: &str, who: &Person, now: i64) -> Result<u32, Error> {
        let owed = self.store.renderings(id, who).await?;
        let chinese = |key: &Key| {
            let found = CHINESE.iter().find(|(known, _)| *known == key.to_string());
            found.map_or_else(String::new, |(_, chinese)| (*chinese).to_owned())
        };
        let texts = owed.list.iter().map(|one| RenderingText {
            key: one.key.clone(),
            original: one.original.clone(),
            chinese: chinese(&one.key),
        });
        let write = RenderingsWrite {
            texts: texts.collect(),
        };
        let written = self
            .store
            .propose_renderings(self.by(now), id.to_owned(), write)
            .await?;
        let answers = written.list.into_iter().map(|one| RenderingAnswer {
            key: one.key,
            chinese: one.chinese,
            confirmed: true,
            remark: String::new(),
        });
        let answer = RenderingsAnswer {
            answers: answers.collect(),
        };
        let about = (self.sender.clone(), now);
        self.store
            .answer_renderings(id.to_owned(), who.clone(), answer, about)
            .await?;
        let boss = Doer {
            role: Role::Employer,
            id: self.boss.clone(),
            organisation: self.organisation.clone(),
        };
        let case = self.store.case_for_employer(id.to_owned(), boss, now).await?;
        Ok(case.seen)
    }

    /// An application that is sent, joined by the employer, and then goes its way, a day a step.
    async fn application(&self, person: &Foreigner, steps: usize, then: Then) -> Result<(), Error> {
        // Nobody's last step is ahead of us, and what is far on began long ago.
        let mut now = self.now - DAY * i64::try_from(steps + 4).unwrap_or(BEGAN);
        let who = self.person(person.email, now).await?;
        let answers = answers::of(person, day_in_china(now));
        let (draft, revision) = self.save(&who, &answers, now).await?;
        let made = self
            .store
            .make_join_code(draft.clone(), &who, LOCALE, now)
            .await?;
        self.store.join_by_code(self.by(now), made.code).await?;
        let wish = NewApplication {
            draft_id: draft,
            person: who.id.clone(),
            email: who.email.clone(),
            revision,
            form_version: forms::VERSION,
            agreed: true,
            locale: LOCALE.into(),
            sender: self.sender.clone(),
            now,
            today: day_in_china(now),
        };
        let id = self.store.submit(wish).await?.application.id;
        let (mut seen, mut category, mut number) = (1, Category::B, 0);
        loop {
            now += DAY;
            let step = next((number, category), (steps, then), day_in_china(now));
            let Some((by, action, why)) = step else {
                return Ok(());
            };
            if matches!(action, Action::File(_)) {
                seen = self.rendered(&id, &who, now).await?;
            }
            let doer = Doer {
                role: by.role(),
                id: match by {
                    Doing::Applicant => who.id.clone(),
                    Doing::Employer => self.boss.clone(),
                    Doing::Officer | Doing::Second => self.officer(by).to_owned(),
                },
                organisation: match by.role() {
                    Role::Employer => self.organisation.clone(),
                    _ => String::new(),
                },
            };
            let request = ActionRequest {
                seen,
                action,
                why: why.into(),
                revision: 0,
                agreed: false,
            };
            let wish = ActionWish {
                application: id.clone(),
                doer,
                request,
                sender: self.sender.clone(),
                now,
            };
            let done = self.store.perform(wish).await?;
            (seen, number) = (done.seen, number + 1);
            let named = [Category::A, Category::B, Category::C];
            category = named
                .into_iter()
                .find(|one| one.letter() == done.category)
                .unwrap_or(category);
        }
    }
}
