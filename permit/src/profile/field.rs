//! The fields of a profile by their names: for what was used, what is missing, and what might be changed.

use super::{CHINESE, DEGREES, Profile, Short};

macro_rules! fields {
    ($($(#[$doc:meta])* $field:ident = $name:literal,)*) => {
        /// A field of a profile, in the order in which one would ask for it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Field { $($(#[$doc])* $field,)* }

        impl Field {
            /// All of them.
            pub const ALL: &[Field] = &[$(Field::$field),*];

            /// The name in JSON.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Field::$field => $name),* }
            }
        }
    };
}

fields! {
    /// The day of the rules.
    AsOf = "as_of",
    /// The day of birth.
    BirthDate = "birth_date",
    /// The highest degree.
    HighestDegree = "highest_degree",
    /// Years of related work.
    RelevantWorkYears = "relevant_work_years",
    /// The kind of position.
    PositionKind = "position_kind",
    /// Claimed routes.
    Claims = "claims",
    /// Routes that are not theirs.
    DeniedClaims = "denied_claims",
    /// The place of work.
    WorkPlace = "work_place",
    /// Pay.
    AnnualSalary = "annual_salary_cny",
    /// Post-doctoral research.
    Postdoc = "postdoc_high_level",
    /// Months in China a year.
    MonthsPerYear = "months_per_year_in_china",
    /// The vocational qualification.
    VocationalLevel = "vocational_level",
    /// Chinese.
    ChineseLevel = "chinese_level",
    /// The background.
    Background = "background",
    /// The nationality.
    Nationality = "nationality",
    /// The language that is taught.
    TeachingLanguage = "teaching_language",
    /// Years of language teaching.
    LanguageTeachingYears = "language_teaching_years",
    /// What makes up for them.
    TeachingQualification = "teaching_qualification",
    /// Where the degree is from.
    DegreeCountry = "degree_country",
    /// When it was awarded.
    DegreeDate = "degree_date",
    /// The average mark.
    DegreeMark = "degree_mark_percent",
    /// Days of the stay.
    StayDays = "stay_days",
    /// An old industrial base.
    OldIndustrialBase = "old_industrial_base",
    /// Another special area.
    SpecialArea = "special_area",
    /// What the province adds.
    ProvincialPoints = "provincial_points",
    /// No criminal record.
    NoCriminalRecord = "no_criminal_record",
    /// Health.
    Healthy = "healthy",
    /// An employer.
    EmployerInChina = "employer_in_china",
}

impl Field {
    #[expect(
        clippy::as_conversions,
        reason = "a field's place among all: far fewer than 32"
    )]
    const fn bit(self) -> u32 {
        1 << (self as u32)
    }

    /// The field of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.name() == name)
    }

    /// Whether a profile has it.
    #[must_use]
    pub fn is_known(self, of: &Profile) -> bool {
        match self {
            Field::AsOf => of.as_of.is_some(),
            Field::BirthDate => of.birth_date.is_some(),
            Field::HighestDegree => of.highest_degree.is_some(),
            Field::RelevantWorkYears => of.relevant_work_years.is_some(),
            Field::PositionKind => of.position_kind.is_some(),
            Field::Claims => of.claims != super::Routes::default(),
            Field::DeniedClaims => of.denied_claims != super::Routes::default(),
            Field::WorkPlace => of.work_place.is_some(),
            Field::AnnualSalary => of.annual_salary_cny.is_some(),
            Field::Postdoc => of.postdoc_high_level.is_some(),
            Field::MonthsPerYear => of.months_per_year_in_china.is_some(),
            Field::VocationalLevel => of.vocational_level.is_some(),
            Field::ChineseLevel => of.chinese_level.is_some(),
            Field::Background => of.background.is_some(),
            Field::Nationality => of.nationality.is_some(),
            Field::TeachingLanguage => of.teaching_language.is_some(),
            Field::LanguageTeachingYears => of.language_teaching_years.is_some(),
            Field::TeachingQualification => of.teaching_qualification.is_some(),
            Field::DegreeCountry => of.degree_country.is_some(),
            Field::DegreeDate => of.degree_date.is_some(),
            Field::DegreeMark => of.degree_mark_percent.is_some(),
            Field::StayDays => of.stay_days.is_some(),
            Field::OldIndustrialBase => of.old_industrial_base.is_some(),
            Field::SpecialArea => of.special_area.is_some(),
            Field::ProvincialPoints => of.provincial_points.is_some(),
            Field::NoCriminalRecord => of.no_criminal_record.is_some(),
            Field::Healthy => of.healthy.is_some(),
            Field::EmployerInChina => of.employer_in_china.is_some(),
        }
    }
}

impl Field {
    /// Whether nothing is left to ask for it.
    #[must_use]
    pub fn is_settled(self, of: &Profile) -> bool {
        let open = self == Field::ChineseLevel && of.may_be_former_national;
        self.is_known(of) && !open
    }
}

/// Some fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fields(u32);

impl Fields {
    /// Adds a field.
    pub fn add(&mut self, field: Field) {
        self.0 |= field.bit();
    }

    /// Whether a field is among them.
    #[must_use]
    pub fn contains(self, field: Field) -> bool {
        self.0 & field.bit() != 0
    }

    /// Whether one of these is among them.
    #[must_use]
    pub const fn any_of(self, fields: Fields) -> bool {
        self.0 & fields.0 != 0
    }

    /// Whether all of these are among them.
    #[must_use]
    pub const fn all_of(self, fields: Fields) -> bool {
        self.0 & fields.0 == fields.0
    }

    /// What is in both.
    #[must_use]
    pub const fn and(self, fields: Fields) -> Self {
        Self(self.0 & fields.0)
    }

    /// What is in one of them.
    #[must_use]
    pub const fn or(self, fields: Fields) -> Self {
        Self(self.0 | fields.0)
    }

    /// What is in this and not in the other.
    #[must_use]
    pub const fn without(self, fields: Fields) -> Self {
        Self(self.0 & !fields.0)
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl FromIterator<Field> for Fields {
    fn from_iter<I: IntoIterator<Item = Field>>(fields: I) -> Self {
        let mut all = Self::default();
        fields.into_iter().for_each(|field| all.add(field));
        all
    }
}

/// One thing that could be otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Another level of Chinese.
    Chinese(&'static str),
    /// A qualification for teaching languages.
    TeachingQualification(&'static str),
    /// More months in China a year.
    Months(u32),
    /// Pay in yuan a year.
    Salary(u32),
    /// A vocational qualification.
    Vocational(&'static str),
    /// Another kind of position.
    Position(&'static str),
    /// Another place of work.
    Place(&'static str),
    /// More years of work.
    WorkYears(u32),
    /// A higher degree, by its rank.
    Degree(usize),
    /// A patent beside what is there.
    Patent,
}

impl Change {
    /// The field that it changes.
    #[must_use]
    pub const fn field(self) -> Field {
        match self {
            Change::Chinese(_) => Field::ChineseLevel,
            Change::TeachingQualification(_) => Field::TeachingQualification,
            Change::Months(_) => Field::MonthsPerYear,
            Change::Salary(_) => Field::AnnualSalary,
            Change::Vocational(_) => Field::VocationalLevel,
            Change::Position(_) => Field::PositionKind,
            Change::Place(_) => Field::WorkPlace,
            Change::WorkYears(_) => Field::RelevantWorkYears,
            Change::Degree(_) => Field::HighestDegree,
            Change::Patent => Field::Background,
        }
    }

    /// Makes it so.
    pub fn apply(self, to: &mut Profile) {
        match self {
            Change::Chinese(level) => {
                to.chinese_level = CHINESE.iter().copied().find(|known| *known == level);
            }
            Change::TeachingQualification(kind) => to.teaching_qualification = Some(kind),
            Change::Months(months) => to.months_per_year_in_china = Some(months),
            Change::Salary(yuan) => to.annual_salary_cny = Some(yuan),
            Change::Vocational(level) => to.vocational_level = Some(level),
            Change::Position(kind) => to.position_kind = Some(kind),
            Change::Place(code) => to.work_place = Short::new(code),
            Change::WorkYears(years) => to.relevant_work_years = Some(years),
            Change::Degree(rank) => to.highest_degree = Some(rank.min(DEGREES.len() - 1)),
            Change::Patent => {
                let mut items = to.background.unwrap_or_default();
                let [_, _, patent, _] = &mut items;
                *patent = true;
                to.background = Some(items);
            }
        }
    }
}
