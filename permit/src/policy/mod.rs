//! The dated rules: the standard's routes, its points table, limits, and what cities change. Read from the files of
//! `permit/policy` when the portal is built; a new baseline or a new city is one file there, and no code.
//!
//! Which files hold is a matter of the place and the day ([`Rules::at`]), so an old application keeps its rules.

use crate::classify::Category;
use crate::date::Date;

include!(concat!(env!("OUT_DIR"), "/policy.rs"));

/// How sure a figure or a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// Seen in a source that is named beside it.
    Sourced,
    /// From memory.
    Recalled,
    /// Doubtful, conflicting or local: never shown as certain.
    Uncertain,
}

impl Confidence {
    /// The name on the wire and in text keys: `confidence.<name>`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Confidence::Sourced => "sourced",
            Confidence::Recalled => "recalled",
            Confidence::Uncertain => "uncertain",
        }
    }
}

/// Who decides where the text leaves it open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The city, by its own practice.
    City,
    /// The State, by its quota.
    Quota,
}

/// A figure with where it is from.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    /// The figure.
    pub value: u32,
    /// Keys of the domain notes' sources.
    pub source: &'static str,
    /// How sure it is.
    pub confidence: Confidence,
}

/// The rules of one jurisdiction from one day on.
#[derive(Debug)]
pub struct RuleSet {
    /// Its name.
    pub id: &'static str,
    /// Six digits of GB/T 2260; `000000` is the nation.
    pub jurisdiction: &'static str,
    /// The version of the file.
    pub version: &'static str,
    /// The first day on which it holds: year, month, day.
    pub valid_from: (i16, i8, i8),
    /// The wage that salary multiples are taken of.
    pub baseline: Option<Baseline>,
    /// The routes to a category.
    pub routes: &'static [Route],
    /// The place of the first of them among all routes of all files.
    pub first_route: usize,
    /// What else counts under a route here.
    pub additions: &'static [Addition],
    /// What the jurisdiction does not ask of some.
    pub waivers: &'static [Waiver],
    /// Whose mother tongue a language is.
    pub mother_tongues: &'static [MotherTongue],
    /// The documents of an application.
    pub documents: &'static [DocumentRule],
    /// Whose documents carry an apostille.
    pub apostille: Option<Apostille>,
}

/// Whose documents carry an apostille for China, and whose do not; a country on neither list may be either.
#[derive(Debug)]
pub struct Apostille {
    /// Countries, ISO 3166-1 alpha-3.
    pub party: &'static [&'static str],
    /// The same.
    pub not_party: &'static [&'static str],
}

/// Deadlines, ages and validities of a jurisdiction, by name. They stand apart from [`RuleSet`], so that who needs only
/// these does not carry the rules.
#[derive(Debug)]
pub struct LimitSet {
    /// As in [`RuleSet`].
    pub jurisdiction: &'static str,
    /// As in [`RuleSet`].
    pub valid_from: (i16, i8, i8),
    /// The figures.
    pub limits: &'static [(&'static str, Figure)],
}

/// The limit of this name that holds at a place (six digits of GB/T 2260, if known) on a day: the most local one.
#[must_use]
pub fn figure(name: &str, place: Option<&str>, on: Date) -> Option<Figure> {
    let day = (on.year(), on.month(), on.day());
    let mut found: Option<(usize, &LimitSet, Figure)> = None;
    for set in &LIMIT_SETS {
        let near = set.jurisdiction.trim_end_matches("00");
        let holds = place.unwrap_or_default().starts_with(near) && (near.is_empty() || set.valid_from <= day);
        let named = set.limits.iter().find(|(known, _)| *known == name);
        if let (true, Some((_, figure))) = (holds, named) {
            let rank = |set: &LimitSet, near: usize| (near, set.valid_from);
            if found
                .as_ref()
                .is_none_or(|(best, of, _)| rank(of, *best) < rank(set, near.len()))
            {
                found = Some((near.len(), set, *figure));
            }
        }
    }
    found.map(|(.., figure)| figure)
}

/// The same limit's value; 0 where there is none.
#[must_use]
pub fn limit(name: &str, place: Option<&str>, on: Date) -> u32 {
    figure(name, place, on).map_or(0, |figure| figure.value)
}

/// The local average wage of the year before, in yuan a year.
#[derive(Clone, Copy, Debug)]
pub struct Baseline {
    /// Six times, as published.
    pub six_times: u32,
    /// Four times, as published.
    pub four_times: u32,
    /// Once.
    pub average: u32,
    /// Keys of sources.
    pub source: &'static str,
    /// How sure it is.
    pub confidence: Confidence,
}

impl Baseline {
    /// So many times the wage.
    #[must_use]
    pub const fn times(&self, times: u32) -> u32 {
        match times {
            6 => self.six_times,
            4 => self.four_times,
            times => self.average.saturating_mul(times),
        }
    }
}

/// The points table (计分赋值表).
#[derive(Clone, Copy, Debug)]
pub struct PointsTable {
    /// Points for category A.
    pub a: u32,
    /// Points for category B.
    pub b: u32,
    /// The most that the province may add at its discretion.
    pub local: u32,
    /// By pay in yuan a year.
    pub salary: Table,
    /// The most that degree or qualification give; the better one counts.
    pub education_max: u32,
    /// By degree.
    pub degree: Levels,
    /// By vocational qualification.
    pub vocational: Levels,
    /// By whole years of related work.
    pub work_years: Table,
    /// By months of work in China a year.
    pub months: Table,
    /// The most that Chinese gives.
    pub chinese_max: u32,
    /// By the proof of Chinese.
    pub chinese: Levels,
    /// The most that the place gives.
    pub place_max: u32,
    /// Beginnings of the codes of the western region.
    pub western: &'static [&'static str],
    /// Beginnings of the codes of the north-east.
    pub north_east: &'static [&'static str],
    /// By age in completed years.
    pub age: Table,
    /// What any one item of the background gives.
    pub background_max: u32,
}

/// Points by name.
pub type Levels = &'static [(&'static str, u32)];

/// The points of a level; none for an unknown one.
#[must_use]
pub fn level(levels: Levels, name: &str) -> u32 {
    levels
        .iter()
        .find(|(known, _)| *known == name)
        .map_or(0, |(_, points)| *points)
}

/// A table of brackets, without gap or overlap, from 0 on.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// The most that it gives.
    pub max: u32,
    /// The brackets, lowest first.
    pub brackets: &'static [Bracket],
    /// How sure it is.
    pub confidence: Confidence,
}

/// A bracket: from `from` (included) up to the next one's.
#[derive(Clone, Copy, Debug)]
pub struct Bracket {
    /// The lowest value.
    pub from: u32,
    /// What it gives.
    pub points: u32,
}

impl Table {
    /// What it gives for a value.
    #[must_use]
    pub fn points(&self, value: u32) -> u32 {
        let fitting = self.brackets.iter().rev().find(|bracket| bracket.from <= value);
        fitting.map_or(0, |bracket| bracket.points)
    }
}

/// A route to a category: everything it needs must be met.
#[derive(Debug)]
pub struct Route {
    /// Its id in the standard; its text is `rule.<id>`.
    pub id: &'static str,
    /// Where it leads.
    pub category: Category,
    /// The official Chinese words.
    pub official: &'static str,
    /// Whether those words were read in a source, or stand here from memory.
    pub wording: Confidence,
    /// The text it stands in, its place there, and keys of the domain notes' sources.
    pub citation: &'static str,
    /// How sure the rule is.
    pub confidence: Confidence,
    /// What it needs.
    pub needs: &'static [Need],
    /// Whether it needs a claim and nothing else.
    pub only_claim: bool,
}

/// One thing that a route needs.
#[derive(Debug)]
pub enum Need {
    /// This.
    One(Test),
    /// All of one of these lists.
    Any(&'static [&'static [Test]]),
}

/// A test of a profile.
#[derive(Debug)]
pub enum Test {
    /// The person claims this route, and shows evidence.
    Claim,
    /// At least this degree (its rank in [`crate::profile::DEGREES`]).
    Degree(usize),
    /// At least so many whole years of related work.
    WorkYears(u32),
    /// One of these vocational qualifications.
    Vocational(&'static [&'static str]),
    /// One of these kinds of position.
    Position(&'static [&'static str]),
    /// Pay of at least so many times the local average wage.
    SalaryTimes(u32),
    /// The points of this category.
    Points(Category),
    /// Of age, and not older than this; beyond it somebody may decide, or nobody.
    Age {
        /// The oldest age in completed years.
        at_most: u32,
        /// Who decides beyond it.
        beyond: Option<Who>,
    },
    /// Post-doctoral research at a high-level institution.
    Postdoc,
    /// Teaches the mother tongue of the country of nationality.
    MotherTongue,
    /// At least so many years of language teaching.
    TeachingYears(u32),
    /// A degree, licence or certificate that makes up for teaching experience.
    TeachingQualification,
    /// The degree is from this country.
    DegreeIn(&'static str),
    /// A graduate of a high-level university abroad.
    TopUniversity,
    /// The degree is not older than so many months.
    Graduated(u32),
    /// An average mark of at least so many per cent.
    Mark(u32),
    /// A stay of at most so many days.
    Stay(u32),
    /// Somebody decides, whatever the answers.
    Discretion(Who),
}

/// What else a jurisdiction counts under a route of the standard.
#[derive(Debug)]
pub struct Addition {
    /// Its id; its text is `rule.<id>`.
    pub id: &'static str,
    /// The route.
    pub to: &'static str,
    /// Keys of sources.
    pub source: &'static str,
    /// How sure it is.
    pub confidence: Confidence,
}

/// What a jurisdiction does not ask of people who meet this.
#[derive(Debug)]
pub struct Waiver {
    /// Its id; its text is `rule.<id>`. It waives the years of work.
    pub id: &'static str,
    /// Keys of sources.
    pub source: &'static str,
    /// How sure it is.
    pub confidence: Confidence,
    /// What it needs.
    pub needs: &'static [Test],
}

/// Whose mother tongue a language is.
#[derive(Debug)]
pub struct MotherTongue {
    /// The language's tag.
    pub language: &'static str,
    /// Countries, ISO 3166-1 alpha-3.
    pub countries: &'static [&'static str],
    /// How sure it is.
    pub confidence: Confidence,
}

/// A document of the application; its texts are `document.<id>.title` and `.text`.
#[derive(Debug)]
pub struct DocumentRule {
    /// Its name.
    pub id: &'static str,
    /// Who supplies it: `supplier.<name>`.
    pub supplier: &'static str,
    /// Whether it needs a Chinese translation, unless it is Chinese.
    pub translation: bool,
    /// Whether it must be authenticated or carry an apostille, when issued abroad.
    pub authentication: bool,
    /// Whether a promise does before entry.
    pub promise: bool,
    /// Whether a promise does for category A, unless the category rests on it.
    pub promise_a: bool,
    /// The fields that it proves.
    pub basis: &'static [&'static str],
    /// The limit that says how many months it stays valid; empty for ever.
    pub months: &'static str,
    /// Keys of sources.
    pub source: &'static str,
    /// How sure it is.
    pub confidence: Confidence,
}

/// The rules of a place on a day: the nation's, with what the province and the city change.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    national: &'static RuleSet,
    table: &'static PointsTable,
    local: [Option<&'static RuleSet>; 2],
    adult: u32,
}

/// The newest rule set of a jurisdiction that holds on a day.
fn newest(jurisdiction: &str, day: (i16, i8, i8)) -> Option<&'static RuleSet> {
    let mut found: Option<&RuleSet> = None;
    for set in RULE_SETS.iter().filter(|set| set.jurisdiction == jurisdiction) {
        let newer = found.is_none_or(|found| found.valid_from < set.valid_from);
        if set.valid_from <= day && newer {
            found = Some(set);
        }
    }
    found
}

impl Rules {
    /// The rules that hold at a place (six digits of GB/T 2260, if known) on a day. Before the first national standard
    /// the first one stands in.
    #[must_use]
    pub fn at(place: Option<&str>, on: Date) -> Self {
        let day = (on.year(), on.month(), on.day());
        let standard = STANDARDS.iter().rev().find(|(set, _)| set.valid_from <= day);
        let (national, table) = standard.unwrap_or(&FIRST_STANDARD);
        let local = |digits: usize| {
            let start = place.and_then(|place| place.get(..digits))?;
            let code = [start, "000000"].concat();
            newest(code.get(..6)?, day)
        };
        let (province, city) = (local(2), local(4));
        let same = matches!((province, city), (Some(one), Some(other)) if one.id == other.id);
        Self {
            national,
            table,
            local: [if same { None } else { province }, city],
            adult: limit("adult", None, on),
        }
    }

    /// The sets that hold here, the most local first.
    fn sets(&self) -> impl Iterator<Item = &'static RuleSet> {
        let [province, city] = self.local;
        [city, province, Some(self.national)].into_iter().flatten()
    }

    /// The national standard that holds.
    #[must_use]
    pub fn standard(&self) -> &'static RuleSet {
        self.national
    }

    /// The versions of all sets that hold, the nation's first: an application keeps this name.
    #[must_use]
    pub fn version(&self) -> String {
        let mut version = self.national.version.to_owned();
        for set in self.local.into_iter().flatten() {
            version.push('+');
            version.push_str(set.id);
            version.push('@');
            version.push_str(set.version);
        }
        version
    }

    /// The standard's id and [`Rules::version`]: what an application keeps.
    #[must_use]
    pub fn name(&self) -> String {
        [self.national.id, "/", &self.version()].concat()
    }

    /// The youngest age to work.
    #[must_use]
    pub fn adult(&self) -> u32 {
        self.adult
    }

    /// The points table.
    #[must_use]
    pub fn table(&self) -> &'static PointsTable {
        self.table
    }

    /// The wage that multiples are taken of; `None` where the city decides.
    #[must_use]
    pub fn baseline(&self) -> Option<Baseline> {
        self.local
            .into_iter()
            .rev()
            .flatten()
            .find_map(|set| set.baseline)
    }

    /// All routes, the nation's and then the place's own, each with its place among those of all files.
    pub fn routes(&self) -> impl Iterator<Item = (usize, &'static Route)> {
        let [province, city] = self.local;
        let sets = [Some(self.national), province, city].into_iter().flatten();
        sets.flat_map(|set| {
            set.routes
                .iter()
                .enumerate()
                .map(move |(place, route)| (set.first_route + place, route))
        })
    }

    /// What else counts under a route here.
    pub fn additions(&self, route: &str) -> impl Iterator<Item = &'static Addition> {
        self.sets()
            .flat_map(|set| set.additions)
            .filter(move |addition| addition.to == route)
    }

    /// What is waived here.
    pub fn waivers(&self) -> impl Iterator<Item = &'static Waiver> {
        self.sets().flat_map(|set| set.waivers)
    }

    /// Whether a language is the mother tongue of a country's people; `None` where no list names the language.
    #[must_use]
    pub fn is_mother_tongue(&self, language: &str, country: &str) -> Option<bool> {
        let mut of_language = self
            .sets()
            .flat_map(|set| set.mother_tongues)
            .filter(|tongue| tongue.language == language)
            .peekable();
        of_language.peek()?;
        Some(of_language.any(|tongue| tongue.countries.contains(&country)))
    }

    /// Whether a document of this country carries an apostille; `None` where no list names the country.
    #[must_use]
    pub fn has_apostille(&self, country: &str) -> Option<bool> {
        let lists = self.sets().find_map(|set| set.apostille.as_ref())?;
        if lists.party.contains(&country) {
            Some(true)
        } else {
            lists.not_party.contains(&country).then_some(false)
        }
    }

    /// The documents of an application.
    pub fn documents(&self) -> impl Iterator<Item = &'static DocumentRule> {
        self.sets().flat_map(|set| set.documents)
    }
}

/// Every route of every file, in order: a claim is one of them.
pub fn all_routes() -> impl Iterator<Item = &'static Route> {
    RULE_SETS.iter().flat_map(|set| set.routes)
}
