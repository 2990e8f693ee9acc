//! Checks that need more than one answer.

use crate::answer::{Key, Value};
use crate::check::{latin, mrz};
use crate::date::{self, Date};
use crate::draft::Draft;
use crate::forms::{category, declarations, education, family, identity, post, work};
use crate::policy;
use crate::problem::{Code, Problem};
use crate::question::Question;

/// An answer, and those that it is held against here or in the history, where that can end in an error.
static HELD_AGAINST: &[(&Question, &[&Question])] = &[
    (
        &declarations::SIGNATURE,
        &[&identity::SURNAME, &identity::GIVEN_NAMES],
    ),
    (&identity::CHINESE_NAME, &[&identity::EVER_CHINESE_NATIONAL]),
    (&identity::PASSPORT_COUNTRY, &[&identity::NATIONALITY]),
    (
        &identity::PASSPORT_ISSUE_DATE,
        &[&identity::BIRTH_DATE, &identity::PASSPORT_EXPIRY_DATE],
    ),
    (&post::CONTRACT_END, &[&post::CONTRACT_START]),
    (
        &post::PERMIT_MONTHS,
        &[&post::CONTRACT_START, &post::CONTRACT_END],
    ),
    (&education::EDU_TO, &[&education::EDU_FROM]),
    (&work::WORK_TO, &[&work::WORK_FROM]),
];

/// The questions whose answers this one's is held against: who corrects one of those may have to let this one follow. (A
/// gap in the history is nobody's answer: [`crate::lifecycle::open`].)
pub fn held_against(question: &Question) -> impl Iterator<Item = &'static str> {
    HELD_AGAINST
        .iter()
        .filter(move |(held, _)| held.id == question.id)
        .flat_map(|(_, others)| others.iter().map(|other| other.id))
}

pub(super) fn judge(draft: &Draft, today: Date, problems: &mut Vec<Problem>) {
    names(draft, problems);
    passport(draft, today, problems);
    zone(draft, today, problems);
    nationality(draft, problems);
    contract(draft, today, problems);
    family(draft, today, problems);
    category(draft, problems);
    signature(draft, problems);
}

fn text(draft: &Draft, question: &Question) -> String {
    draft
        .get(question)
        .and_then(|value| value.text().map(Into::into))
        .unwrap_or_default()
}

fn day(draft: &Draft, question: &Question) -> Option<Date> {
    draft.get(question).and_then(|value| value.date())
}

fn is_blank(draft: &Draft, question: &Question, row: Option<&str>) -> bool {
    draft.raw(&question.key(row)).trim().is_empty()
}

/// Whether no name is wrong in itself: only then can it be compared with others.
fn names_are_readable(draft: &Draft) -> bool {
    [&identity::SURNAME, &identity::GIVEN_NAMES]
        .into_iter()
        .all(|question| question.read(draft.raw(&question.key(None))).is_ok())
}

/// One name is enough, but one there must be.
fn names(draft: &Draft, problems: &mut Vec<Problem>) {
    if is_blank(draft, &identity::SURNAME, None) && is_blank(draft, &identity::GIVEN_NAMES, None) {
        problems.push(Problem::new(identity::SURNAME.key(None), Code::NameMissing));
    }
    for row in family::DEPENDANTS.rows(draft) {
        if is_blank(draft, &family::DEP_SURNAME, Some(row))
            && is_blank(draft, &family::DEP_GIVEN_NAMES, Some(row))
        {
            problems.push(Problem::new(
                family::DEP_SURNAME.key(Some(row)),
                Code::NameMissing,
            ));
        }
    }
}

fn adult(today: Date) -> u32 {
    policy::limit("adult", None, today)
}

fn passport(draft: &Draft, today: Date, problems: &mut Vec<Problem>) {
    let birth = day(draft, &identity::BIRTH_DATE);
    if let Some(birth) = birth.filter(|birth| *birth <= today && date::age(*birth, today) < adult(today)) {
        let of_age = date::birthday(birth, adult(today).cast_signed());
        let problem = Problem::new(identity::BIRTH_DATE.key(None), Code::Under18);
        problems.push(problem.with("date", date::iso(of_age)));
    }
    let Some(expiry) = day(draft, &identity::PASSPORT_EXPIRY_DATE) else {
        return;
    };
    let months = i32::try_from(policy::limit("passport_months", None, today)).unwrap_or(0);
    let at_expiry = |code| {
        Problem::new(identity::PASSPORT_EXPIRY_DATE.key(None), code)
            .with("date", date::iso(expiry))
            .with("needed", date::iso(date::plus_months(today, months)))
    };
    if expiry < today {
        problems.push(at_expiry(Code::PassportExpired));
    } else if expiry < date::plus_months(today, months) {
        problems.push(at_expiry(Code::PassportExpiresSoon));
    }
    let issue = day(draft, &identity::PASSPORT_ISSUE_DATE);
    if issue.is_some_and(|issue| issue >= expiry || birth.is_some_and(|birth| issue < birth)) {
        problems.push(Problem::new(
            identity::PASSPORT_ISSUE_DATE.key(None),
            Code::PassportDatesOrder,
        ));
    }
}

/// The machine-readable zone against what was typed: hints, because transliteration and truncation are lawful.
fn zone(draft: &Draft, today: Date, problems: &mut Vec<Problem>) {
    let typed = text(draft, &identity::MRZ);
    if typed.is_empty() {
        return;
    }
    let zone = match mrz::read(&typed, today) {
        Ok(zone) => zone,
        Err(code) => {
            problems.push(Problem::new(identity::MRZ.key(None), code));
            return;
        }
    };
    zone_names(draft, &zone, problems);
    let mut differs = |question: &'static Question, typed: String, zone: String| {
        if !typed.is_empty() && !zone.is_empty() && typed != zone {
            problems.push(
                Problem::new(question.key(None), Code::MrzDiffers)
                    .with("value", typed)
                    .with("mrz", zone),
            );
        }
    };
    // The zone has room for nine characters only (domain.md 6.3).
    let number = text(draft, &identity::PASSPORT_NUMBER);
    if !(zone.passport_number.len() == 9 && number.starts_with(&zone.passport_number)) {
        differs(&identity::PASSPORT_NUMBER, number, zone.passport_number);
    }
    let nationality = mrz::country_of(&zone.nationality).unwrap_or_default();
    differs(
        &identity::NATIONALITY,
        text(draft, &identity::NATIONALITY),
        nationality.into(),
    );
    differs(
        &identity::SEX,
        text(draft, &identity::SEX),
        zone.sex.unwrap_or_default().into(),
    );
    let iso = |question| day(draft, question).map(date::iso).unwrap_or_default();
    differs(
        &identity::BIRTH_DATE,
        iso(&identity::BIRTH_DATE),
        zone.birth.map(date::iso).unwrap_or_default(),
    );
    differs(
        &identity::PASSPORT_EXPIRY_DATE,
        iso(&identity::PASSPORT_EXPIRY_DATE),
        date::iso(zone.expiry),
    );
}

/// The name in the zone against the name that was typed.
fn zone_names(draft: &Draft, zone: &mrz::Mrz, problems: &mut Vec<Problem>) {
    let (surname, given_names) = (
        text(draft, &identity::SURNAME),
        text(draft, &identity::GIVEN_NAMES),
    );
    let full = |surname: &str, given_names: &str| {
        let mut names = vec![latin::plain(surname), latin::plain(given_names)];
        names.retain(|name| !name.is_empty());
        names.join(", ")
    };
    let (name, theirs) = (
        full(&surname, &given_names),
        full(&zone.surname, &zone.given_names),
    );
    if !names_are_readable(draft) || name.is_empty() || theirs.is_empty() {
        return;
    }
    if !zone.holds_name(&surname, &given_names) {
        let problem = Problem::new(identity::SURNAME.key(None), Code::MrzNameDiffers);
        problems.push(problem.with("value", name).with("mrz", theirs));
    } else if zone.names_cut && name == theirs {
        // Filled in from the zone, which had no room for more.
        let last = if given_names.is_empty() {
            &identity::SURNAME
        } else {
            &identity::GIVEN_NAMES
        };
        problems.push(Problem::new(last.key(None), Code::MrzNamesCut).with("mrz", theirs));
    }
}

fn nationality(draft: &Draft, problems: &mut Vec<Problem>) {
    let ever = draft.raw(&identity::EVER_CHINESE_NATIONAL.key(None)) == "yes";
    if ever && is_blank(draft, &identity::CHINESE_NAME, None) {
        problems.push(Problem::new(
            identity::CHINESE_NAME.key(None),
            Code::ChineseNameNeeded,
        ));
    }
    let nationality = text(draft, &identity::NATIONALITY);
    let not_foreign = match nationality.as_str() {
        // A permit is for foreigners (Exit and Entry Administration Law, articles 41 and 89).
        "CHN" => Some(Code::NationalityChinese),
        // Employment permits for residents of Hong Kong, Macao and Taiwan ended on 28 July 2018 (State Council, 国发〔2018〕28号).
        "HKG" | "MAC" | "TWN" => Some(Code::NationalityNoPermit),
        _ => None,
    };
    if let Some(code) = not_foreign {
        problems.push(Problem::new(identity::NATIONALITY.key(None), code));
    }
    let rows = identity::PASSPORTS.rows(draft);
    let countries: Vec<&str> = rows
        .iter()
        .map(|row| draft.raw(&identity::PASSPORT_COUNTRY.key(Some(row))))
        .filter(|c| !c.is_empty())
        .collect();
    if !nationality.is_empty() && !countries.is_empty() && !countries.contains(&nationality.as_str()) {
        let problem = Problem::new(
            Key::new(identity::PASSPORTS.id),
            Code::PassportCountriesLackNationality,
        );
        problems.push(problem.with("country", nationality));
    }
}

fn contract(draft: &Draft, today: Date, problems: &mut Vec<Problem>) {
    if let Some(pay) = draft.get(&post::ANNUAL_SALARY).and_then(|value| value.number())
        && !(24_000..=20_000_000).contains(&pay)
    {
        problems.push(
            Problem::new(post::ANNUAL_SALARY.key(None), Code::PayUnusual).with("value", pay.to_string()),
        );
    }
    let (Some(start), Some(end)) = (day(draft, &post::CONTRACT_START), day(draft, &post::CONTRACT_END))
    else {
        return;
    };
    let at_end = |code| Problem::new(post::CONTRACT_END.key(None), code);
    if end < start {
        problems.push(
            at_end(Code::EndBeforeStart)
                .with("start", date::iso(start))
                .with("end", date::iso(end)),
        );
        return;
    }
    if date::days_between(start, end) < 90 {
        problems.push(at_end(Code::ContractTooShort));
    }
    if let Some(expiry) = day(draft, &identity::PASSPORT_EXPIRY_DATE).filter(|expiry| *expiry < end) {
        problems.push(at_end(Code::ContractOutlivesPassport).with("date", date::iso(expiry)));
    }
    let Some(months) = draft.get(&post::PERMIT_MONTHS).and_then(|value| value.number()) else {
        return;
    };
    let at_months =
        |code| Problem::new(post::PERMIT_MONTHS.key(None), code).with("asked", months.to_string());
    let fits = date::whole_months(start, end);
    if months > fits {
        problems.push(at_months(Code::PermitLongerThanContract).with("max", fits.max(1).to_string()));
        return;
    }
    // Only category A has more; who claims none of its routes should know.
    let usual = policy::limit("permit_months_b", None, today);
    if months > usual && draft.raw(&category::DIRECT_ROUTES.key(None)) == "none" {
        problems.push(at_months(Code::PermitLongerThanUsual).with("max", usual.to_string()));
    }
}

fn family(draft: &Draft, today: Date, problems: &mut Vec<Problem>) {
    for row in family::DEPENDANTS.rows(draft) {
        let get = |question: &Question| draft.get_in(question, Some(row));
        let birth = get(&family::DEP_BIRTH_DATE).and_then(|value| value.date());
        if get(&family::DEP_RELATION) == Some(Value::Choice("child"))
            && birth.is_some_and(|birth| date::age(birth, today) >= adult(today))
        {
            problems.push(Problem::new(
                family::DEP_BIRTH_DATE.key(Some(row)),
                Code::ChildOver18,
            ));
        }
        let expiry = get(&family::DEP_PASSPORT_EXPIRY).and_then(|value| value.date());
        if let Some(expiry) = expiry.filter(|expiry| *expiry < today) {
            let problem = Problem::new(family::DEP_PASSPORT_EXPIRY.key(Some(row)), Code::PassportExpired);
            problems.push(problem.with("date", date::iso(expiry)));
        }
    }
}

fn category(draft: &Draft, problems: &mut Vec<Problem>) {
    let claimed = draft.get(&category::HIGHEST_DEGREE);
    let rows = education::EDUCATION.rows(draft);
    let shown = |value: &Value| {
        rows.iter()
            .any(|row| draft.get_in(&education::EDU_DEGREE, Some(row)).as_ref() == Some(value))
    };
    if let Some(degree) = claimed.filter(|degree| *degree != Value::Choice("none"))
        && !rows.is_empty()
        && !shown(&degree)
    {
        problems.push(Problem::new(
            Key::new(education::EDUCATION.id),
            Code::DegreeNotInEducation,
        ));
    }
}

/// The same words as the name in the passport, in any order; accents and case do not count, and a letter with a mark may
/// be signed in any of the ways in which it is written without: Å as A or as AA.
fn signature(draft: &Draft, problems: &mut Vec<Problem>) {
    let words = |name: &str, written: fn(&str) -> String| {
        let mut words: Vec<String> = written(name).split_whitespace().map(Into::into).collect();
        crate::order::sort_by_key(&mut words, Clone::clone);
        words
    };
    let ways: [fn(&str) -> String; 2] = [latin::plain, latin::unmarked];
    let signed = text(draft, &declarations::SIGNATURE);
    let full = format!(
        "{} {}",
        text(draft, &identity::GIVEN_NAMES),
        text(draft, &identity::SURNAME)
    );
    if !signed.is_empty()
        && !full.trim().is_empty()
        && names_are_readable(draft)
        && !ways.iter().any(|way| {
            ways.iter()
                .any(|other| words(&signed, *way) == words(&full, *other))
        })
    {
        let problem = Problem::new(declarations::SIGNATURE.key(None), Code::SignatureDiffers);
        problems.push(problem.with("value", signed).with("name", full.trim()));
    }
}
