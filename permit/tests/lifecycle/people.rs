//! The people of the stories (all invented), and what they do, in words.

use permit::answer::{Key, Role};
use permit::classify::Category;
use permit::date::{Date, days_between, parse};
use permit::lifecycle::correction::{IfLate, Item, Owner, Pin, Reason, Round};
use permit::lifecycle::record::Letter;
use permit::lifecycle::{Action, By, Case, Denied, EventKind, Terms};

/// Somebody: a role, and who it is.
pub type Person = (Role, &'static str);

pub const ANNA: Person = (Role::Applicant, "anna");
pub const WORKS: Person = (Role::Employer, "example machines");
pub const LI: Person = (Role::Officer, "li");
pub const WANG: Person = (Role::Officer, "wang");
pub const ZHAO: Person = (Role::Supervisor, "zhao");
pub const PORTAL: Person = (Role::System, "");

pub fn date(raw: &str) -> Date {
    parse(raw).unwrap_or_else(|_| panic!("not a date: {raw}"))
}

/// Ten in the morning of a day in China, in seconds since 1970 UTC.
pub fn morning(day: Date) -> i64 {
    days_between(Date::constant(1970, 1, 1), day) * 24 * 3600 + 2 * 3600
}

/// Somebody does something on a day, for a reason.
pub fn tries(
    case: &mut Case,
    day: &str,
    (role, person): Person,
    action: Action,
    why: &str,
) -> Result<EventKind, Denied> {
    let at = morning(date(day));
    let by = By {
        role,
        person,
        at,
        why,
    };
    case.perform(action, &by).map(|record| record.event.kind)
}

/// Somebody does something on a day, and it must be possible.
pub fn does(case: &mut Case, day: &str, who: Person, action: Action) -> EventKind {
    because(case, day, who, action, "")
}

/// The same, with a reason.
pub fn because(case: &mut Case, day: &str, who: Person, action: Action, why: &str) -> EventKind {
    let shown = format!("{action:?}");
    tries(case, day, who, action, why)
        .unwrap_or_else(|denied| panic!("{day} {who:?} {shown}: {denied:?} in {:?}", case.state()))
}

/// An answer that must be corrected.
pub fn answer(question: &str, owner: Owner, reason: Reason, due: &str) -> Item {
    Item {
        pin: Pin::Question(Key::new(question)),
        owner,
        reason,
        note: String::new(),
        due: date(due),
    }
}

/// A document that must be corrected.
pub fn document(id: &str, owner: Owner, reason: Reason, due: &str) -> Item {
    Item {
        pin: Pin::Document(id.into()),
        ..answer("surname", owner, reason, due)
    }
}

/// The authority's list; late, the case goes back.
pub fn list(items: &[Item]) -> Action {
    Action::Return(Round {
        items: items.to_vec(),
        if_late: IfLate::GoesBack,
    })
}

pub fn letter(valid_until: &str) -> Letter {
    Letter {
        number: "TEST-LETTER-1".into(),
        permit: "TEST-PERMIT-1".into(),
        valid_until: date(valid_until),
        months: 12,
        employer: "Example Machines".into(),
        authority: "The authority".into(),
    }
}

/// A case whose preview named category B.
pub fn case() -> Case {
    Case::new(Some(Category::B), Vec::new())
}

/// A case that was filed on a day.
pub fn filed(day: &str) -> Case {
    let mut case = case();
    does(&mut case, day, ANNA, Action::Ready);
    does(&mut case, day, WORKS, Action::Sign);
    does(&mut case, day, WORKS, Action::File(None));
    case
}

/// A case whose preliminary review began on the day of filing.
pub fn in_pre_review(day: &str) -> Case {
    let mut case = filed(day);
    does(&mut case, day, LI, Action::StartPreReview);
    case
}

/// A case that is under review from a day on.
pub fn under_review(day: &str) -> Case {
    let mut case = in_pre_review(day);
    does(&mut case, day, LI, Action::PassPreReview);
    does(&mut case, day, LI, Action::Accept("R-1".into()));
    does(&mut case, day, LI, Action::StartReview);
    case
}

/// A case that was approved on a day, with its letter.
pub fn approved(day: &str) -> Case {
    let mut case = under_review(day);
    does(&mut case, day, LI, Action::Approve(Category::B));
    does(&mut case, day, LI, Action::IssueLetter(letter("2026-12-31")));
    case
}

/// The nation's limits, for category B.
pub fn nation() -> Terms<'static> {
    Terms {
        place: None,
        on: date("2026-03-02"),
        category: Some(Category::B),
    }
}
