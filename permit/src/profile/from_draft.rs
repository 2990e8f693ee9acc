//! A profile from the answers of a draft.

use super::{BACKGROUND, CHINESE, DEGREES, POSITIONS, Profile, Short, TEACHING_QUALIFICATIONS, VOCATIONAL};
use crate::answer::Value;
use crate::date::{self, Date};
use crate::draft::Draft;
use crate::forms::{category, declarations, education, identity, post};
use crate::question::Question;

impl Profile {
    /// What the answers of a draft say on a day.
    #[must_use]
    pub fn of(draft: &Draft, as_of: Date) -> Self {
        let number = |question: &Question| draft.get(question).and_then(|value| value.number());
        let day = |question: &Question| draft.get(question).and_then(|value| value.date());
        let text = |question: &Question| draft.get(question).and_then(|value| Short::new(value.text()?));
        let agreed = |question: &Question| (draft.get(question) == Some(Value::Agreed)).then_some(true);
        let mut profile = Self {
            as_of: Some(as_of),
            work_place: work_place(draft),
            nationality: text(&identity::NATIONALITY),
            birth_date: day(&identity::BIRTH_DATE),
            annual_salary_cny: number(&post::ANNUAL_SALARY),
            highest_degree: picked(draft, &category::HIGHEST_DEGREE, DEGREES)
                .and_then(|degree| DEGREES.iter().position(|known| *known == degree)),
            vocational_level: picked(draft, &category::VOCATIONAL_LEVEL, VOCATIONAL),
            relevant_work_years: number(&category::RELEVANT_WORK_YEARS),
            months_per_year_in_china: number(&post::MONTHS_PER_YEAR),
            background: background(draft),
            stay_days: stay(draft),
            position_kind: picked(draft, &post::POSITION_KIND, POSITIONS),
            teaching_language: text(&post::TEACHING_LANGUAGE),
            language_teaching_years: number(&post::LANGUAGE_TEACHING_YEARS),
            teaching_qualification: picked(draft, &post::TEACHING_QUALIFICATION, TEACHING_QUALIFICATIONS),
            no_criminal_record: agreed(&declarations::DECLARE_NO_CRIME),
            healthy: agreed(&declarations::DECLARE_HEALTH),
            employer_in_china: draft.get(&post::EMPLOYER_NAME).map(|_| true),
            ..Self::default()
        };
        place(&mut profile, draft);
        chinese(&mut profile, draft);
        degree(&mut profile, draft);
        claims(&mut profile, draft);
        profile
    }
}

fn choice(draft: &Draft, question: &Question) -> Option<&'static str> {
    match draft.get(question) {
        Some(Value::Choice(choice)) => Some(choice),
        _ => None,
    }
}

fn choices(draft: &Draft, question: &Question) -> Option<Vec<&'static str>> {
    match draft.get(question) {
        Some(Value::Choices(chosen)) => Some(chosen),
        _ => None,
    }
}

/// The answer as the contract's list has it.
fn picked(draft: &Draft, question: &Question, of: &'static [&'static str]) -> Option<&'static str> {
    let chosen = choice(draft, question)?;
    of.iter().copied().find(|known| *known == chosen)
}

fn background(draft: &Draft) -> Option<[bool; 4]> {
    let chosen = choices(draft, &category::BACKGROUND)?;
    let mut items = [false; 4];
    for (name, item) in BACKGROUND.iter().zip(&mut items) {
        *item = chosen.contains(name);
    }
    Some(items)
}

/// The days of the contract, the first and the last counted.
fn stay(draft: &Draft) -> Option<u32> {
    let from = draft.get(&post::CONTRACT_START)?.date()?;
    let to = draft.get(&post::CONTRACT_END)?.date()?;
    u32::try_from(date::days_between(from, to).checked_add(1)?).ok()
}

/// The city, where it has rules of its own; else its province.
fn work_place(draft: &Draft) -> Option<Short> {
    let province = Short::new(draft.get(&post::WORK_PROVINCE)?.text()?)?;
    let city = choice(draft, &post::WORK_CITY_CODE).filter(|city| {
        let (Some(one), Some(other)) = (city.get(..2), province.as_str().get(..2)) else {
            return false;
        };
        post::WORK_CITY_CODE.is_asked(draft, None) && one == other
    });
    city.and_then(Short::new).or(Some(province))
}

fn place(profile: &mut Profile, draft: &Draft) {
    match choice(draft, &post::SPECIAL_AREA) {
        // Version 2 asked for both lists in one, and may have meant the other.
        Some("yes") => profile.special_area = Some(true),
        Some("old_industrial_base") => profile.old_industrial_base = Some(true),
        Some("no") => {
            profile.special_area = Some(false);
            profile.old_industrial_base = Some(false);
        }
        // Elsewhere no list counts: the region decides.
        _ if draft.get(&post::WORK_PROVINCE).is_some() && !post::SPECIAL_AREA.is_asked(draft, None) => {
            profile.special_area = Some(false);
            profile.old_industrial_base = Some(false);
        }
        _ => {}
    }
}

/// Everybody who once was a Chinese national has all the points.
fn chinese(profile: &mut Profile, draft: &Draft) {
    profile.chinese_level = picked(draft, &category::CHINESE_LEVEL, CHINESE);
    match choice(draft, &identity::EVER_CHINESE_NATIONAL) {
        Some("yes") => profile.chinese_level = Some("former_chinese_national"),
        Some(_) => {}
        None => profile.may_be_former_national = true,
    }
}

/// Country, day and mark of the highest degree, from the school that awarded it.
fn degree(profile: &mut Profile, draft: &Draft) {
    let Some(row) = Profile::degree_row(draft) else {
        return;
    };
    let of = |question| draft.get_in(question, Some(row));
    profile.degree_country = of(&education::EDU_COUNTRY).and_then(|value| Short::new(value.text()?));
    profile.degree_mark_percent = of(&education::EDU_MARK).and_then(|value| value.number());
    if let Some(Value::Month(month)) = of(&education::EDU_TO) {
        // Of this month, nobody knows the day: it is taken to be over.
        profile.degree_date = date::parse(&format!("{}-01", month.iso())).ok().map(|first| {
            let last = date::plus_days(date::plus_months(first, 1), -1);
            if first <= profile.day() {
                last.min(profile.day())
            } else {
                last
            }
        });
    }
}

/// What was ticked is claimed; what was not, where the question was answered, is denied.
fn claims(profile: &mut Profile, draft: &Draft) {
    let routes = choices(draft, &category::DIRECT_ROUTES);
    if let Some(routes) = &routes {
        profile.postdoc_high_level = Some(routes.contains(&"young_talent"));
        if routes.contains(&"talent_plan") {
            profile.claims.add("A-I");
        } else {
            profile.denied_claims.add("A-I");
        }
    }
    for (route, question) in [
        ("achievement", &category::ACHIEVEMENTS),
        ("encouraged_post", &category::ENCOURAGED_POSTS),
        ("entrepreneur", &category::ENTREPRENEUR),
    ] {
        let Some(routes) = &routes else { continue };
        match choices(draft, question) {
            _ if !routes.contains(&route) => deny(profile, question, &[]),
            Some(chosen) => {
                claim(profile, &chosen);
                deny(profile, question, &chosen);
            }
            None => {}
        }
    }
    if let Some(occupation) = choice(draft, &post::OCCUPATION) {
        let teaches = profile.position_kind == Some("language_teacher");
        if post::SPECIAL_SECTORS.contains(&occupation) && !teaches {
            profile.claims.add("B-1.1");
        } else if occupation != "other" || teaches {
            profile.denied_claims.add("B-1.1");
        }
    }
    if let Some(chosen) = choices(draft, &post::SPECIAL_ROUTES) {
        claim(profile, &chosen);
        deny(profile, &post::SPECIAL_ROUTES, &chosen);
    }
}

fn claim(profile: &mut Profile, ids: &[&str]) {
    for id in ids {
        profile.claims.add(id);
    }
}

fn deny(profile: &mut Profile, question: &Question, but: &[&str]) {
    for id in question.choices().iter().filter(|id| !but.contains(id)) {
        profile.denied_claims.add(id);
    }
}

#[cfg(test)]
mod tests {
    use super::Profile;
    use crate::answer::{Key, Role};
    use crate::date::Date;
    use crate::draft::Draft;
    use crate::forms;

    fn place(answers: &[(&str, &str)]) -> Option<String> {
        let mut draft = Draft::new(forms::VERSION);
        for (question, answer) in answers {
            draft.edit(Key::new(question), (*answer).to_owned(), 0, Role::Applicant);
        }
        let profile = Profile::of(&draft, Date::constant(2026, 11, 25));
        profile.work_place.map(|place| place.to_string())
    }

    #[test]
    fn a_city_with_rules_of_its_own_takes_its_province_s_place() {
        let guangdong = ("work_province", "440000");
        let is = |answers: &[(&str, &str)], code: &str| assert_eq!(place(answers).as_deref(), Some(code));
        is(&[guangdong], "440000");
        is(&[guangdong, ("work_city_code", "440300")], "440300");
        is(&[guangdong, ("work_city_code", "other")], "440000");
        // What was chosen for another province before stays underneath.
        is(
            &[("work_province", "320000"), ("work_city_code", "440300")],
            "320000",
        );
        assert_eq!(place(&[("work_city_code", "440300")]), None);
    }
}
