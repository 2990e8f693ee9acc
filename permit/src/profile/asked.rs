//! Which questions of the form give a field of the profile.

use super::{DEGREES, Field, Profile};
use crate::draft::Draft;
use crate::forms::{category, declarations, education, identity, post};
use crate::question::Question;

impl Field {
    /// The questions that give it, in the order in which they are asked; none where nobody can be asked.
    #[must_use]
    pub fn questions(self) -> &'static [&'static Question] {
        match self {
            Field::AsOf | Field::ProvincialPoints => &[],
            Field::BirthDate => const { &[&identity::BIRTH_DATE] },
            Field::HighestDegree => const { &[&category::HIGHEST_DEGREE] },
            Field::RelevantWorkYears => const { &[&category::RELEVANT_WORK_YEARS] },
            Field::PositionKind => const { &[&post::POSITION_KIND] },
            Field::Claims | Field::DeniedClaims => {
                const {
                    &[
                        &category::DIRECT_ROUTES,
                        &category::ACHIEVEMENTS,
                        &category::ENCOURAGED_POSTS,
                        &category::ENTREPRENEUR,
                        &post::SPECIAL_ROUTES,
                        &post::OCCUPATION,
                    ]
                }
            }
            Field::WorkPlace => const { &[&post::WORK_PROVINCE, &post::WORK_CITY_CODE] },
            Field::AnnualSalary => const { &[&post::ANNUAL_SALARY] },
            Field::Postdoc => const { &[&category::DIRECT_ROUTES] },
            Field::MonthsPerYear => const { &[&post::MONTHS_PER_YEAR] },
            Field::VocationalLevel => const { &[&category::VOCATIONAL_LEVEL] },
            Field::ChineseLevel => const { &[&category::CHINESE_LEVEL, &identity::EVER_CHINESE_NATIONAL] },
            Field::Background => const { &[&category::BACKGROUND] },
            Field::Nationality => const { &[&identity::NATIONALITY] },
            Field::TeachingLanguage => const { &[&post::TEACHING_LANGUAGE] },
            Field::LanguageTeachingYears => const { &[&post::LANGUAGE_TEACHING_YEARS] },
            Field::TeachingQualification => const { &[&post::TEACHING_QUALIFICATION] },
            Field::DegreeCountry => const { &[&education::EDU_COUNTRY] },
            Field::DegreeDate => const { &[&education::EDU_TO] },
            Field::DegreeMark => const { &[&education::EDU_MARK] },
            Field::StayDays => const { &[&post::CONTRACT_START, &post::CONTRACT_END] },
            Field::OldIndustrialBase | Field::SpecialArea => const { &[&post::SPECIAL_AREA] },
            Field::NoCriminalRecord => const { &[&declarations::DECLARE_NO_CRIME] },
            Field::Healthy => const { &[&declarations::DECLARE_HEALTH] },
            Field::EmployerInChina => const { &[&post::EMPLOYER_NAME] },
        }
    }

    /// The row of a draft in which its questions stand: that of the school which awarded the highest degree. `None`
    /// where they are asked once, or no row fits.
    #[must_use]
    pub fn row(self, draft: &Draft) -> Option<&str> {
        match self {
            Field::DegreeCountry | Field::DegreeDate | Field::DegreeMark => Profile::degree_row(draft),
            _ => None,
        }
    }
}

/// The questions that claim or deny a route; none where only its other needs decide.
#[must_use]
pub fn claim_questions(route: &str) -> &'static [&'static Question] {
    let within = |question: &Question| question.choices().contains(&route);
    if route == "A-I" {
        const { &[&category::DIRECT_ROUTES] }
    } else if route == "B-1.1" {
        const { &[&post::OCCUPATION] }
    } else if within(&category::ACHIEVEMENTS) {
        const { &[&category::DIRECT_ROUTES, &category::ACHIEVEMENTS] }
    } else if within(&category::ENCOURAGED_POSTS) {
        const { &[&category::DIRECT_ROUTES, &category::ENCOURAGED_POSTS] }
    } else if within(&category::ENTREPRENEUR) {
        const { &[&category::DIRECT_ROUTES, &category::ENTREPRENEUR] }
    } else if within(&post::SPECIAL_ROUTES) {
        const { &[&post::SPECIAL_ROUTES] }
    } else {
        &[]
    }
}

impl Profile {
    /// The row of the school that awarded the highest degree.
    #[must_use]
    pub fn degree_row(draft: &Draft) -> Option<&str> {
        let highest = draft.get(&category::HIGHEST_DEGREE)?;
        let highest = DEGREES.iter().find(|known| highest.text() == Some(**known))?;
        let is_it = |row: &&str| {
            let degree = draft.get_in(&education::EDU_DEGREE, Some(row));
            degree.is_some_and(|degree| degree.text() == Some(*highest))
        };
        education::EDUCATION.rows(draft).into_iter().find(is_it)
    }
}
