//! What a question is. The questions themselves are in [`crate::forms`].

use crate::answer::{Key, Value};
use crate::check::{self, fold::fold};
use crate::date;
use crate::draft::Draft;
use crate::problem::Code;
use crate::truth::Truth;
use crate::{country, province};

/// A version of the form: it counts up when a question is added, changed in meaning, or withdrawn.
pub type FormVersion = u32;

/// The most characters of a name in any script: surname and given names together.
pub const ANY_NAME: u16 = 200;

/// One question. Its texts hang on its id: `question.<id>.label`, `.hint`, `.help`, `.choice.<value>`.
#[derive(Debug)]
pub struct Question {
    /// Its name from table to screen; never reused for another meaning.
    pub id: &'static str,
    /// What an answer looks like.
    pub kind: Kind,
    /// When it is asked at all.
    pub asked: Condition,
    /// Whether it must be answered before submitting.
    pub required: bool,
    /// Whose answer counts in the end.
    pub owner: Owner,
    /// Whether staff see it masked.
    pub private: bool,
    /// Whether the authority needs the answer in Chinese: one in another script gets a rendering ([`crate::rendering`]).
    pub chinese: bool,
    /// The form version that introduced it.
    pub since: FormVersion,
    /// The HTML `autocomplete` token, or `""`.
    pub autocomplete: &'static str,
}

/// A question is its id.
impl PartialEq for Question {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Question {}

/// Whose answer counts. Until the employer has signed, the applicant's answer to an employer's question is an estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The applicant's own.
    Applicant,
    /// The employer's; the applicant gives an estimate for the preview.
    Employer,
}

/// What an answer looks like, and how it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of text in a format.
    Text(Format),
    /// Several lines of text, at most so many characters.
    Lines(u16),
    /// One of a few.
    Choice(&'static [&'static str]),
    /// One of many, in a list.
    Select(&'static [&'static str]),
    /// Any of a few; `"none"` excludes the others.
    Choices(&'static [&'static str]),
    /// An ISO 3166-1 alpha-3 code.
    Country,
    /// A province's code of GB/T 2260.
    Province,
    /// A civil date.
    Date(When),
    /// A month; `true` when "still going on" is an answer too.
    Month(bool),
    /// A whole number between two bounds, both included.
    Number(u32, u32),
    /// Whole yuan, at most so many.
    Yuan(u32),
    /// A declaration to agree to.
    Consent,
}

/// Where a date may lie, seen from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Anywhere.
    Any,
    /// Today or earlier.
    Past,
    /// Today or later.
    Future,
}

/// The format of a line of text; each knows how to tidy and to check it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Anything, at most so many characters.
    Plain(u16),
    /// A name in Latin letters, as in the passport.
    LatinName,
    /// A name in any script.
    AnyName,
    /// A Chinese name.
    Han,
    /// A passport number.
    PassportNumber,
    /// The two lines of the machine-readable zone.
    Mrz,
    /// An e-mail address.
    Email,
    /// A phone number with its country code.
    Phone,
    /// A mobile number of mainland China.
    ChinaMobile,
    /// A unified social credit code.
    CreditCode,
    /// An earlier work permit's number.
    PermitNumber,
}

/// When a question is asked, over answers that may be missing.
#[derive(Clone, Copy, Debug)]
pub enum Condition {
    /// Always.
    Always,
    /// When the question (outside groups, or in the same row) has this answer.
    Is(&'static str, &'static str),
    /// When it has an answer, and another one than this.
    IsNot(&'static str, &'static str),
    /// When it has one of these.
    OneOf(&'static str, &'static [&'static str]),
    /// When its answer, some of a few, has this one among them.
    Has(&'static str, &'static str),
    /// When all hold.
    All(&'static [Condition]),
}

impl Condition {
    /// Whether it holds in this draft and row. An answer that is missing or unreadable leaves it unknown.
    #[must_use]
    pub fn holds(&self, draft: &Draft, row: Option<&str>) -> Truth {
        let known = |id: &str, test: &dyn Fn(&str) -> bool| match draft.raw_here(id, row) {
            "" => Truth::Unknown,
            raw => test(raw).into(),
        };
        match *self {
            Condition::Always => Truth::Yes,
            Condition::Is(id, wanted) => known(id, &|raw| raw == wanted),
            Condition::IsNot(id, unwanted) => known(id, &|raw| raw != unwanted),
            Condition::OneOf(id, wanted) => known(id, &|raw| wanted.contains(&raw)),
            Condition::Has(id, wanted) => known(id, &|raw| raw.lines().any(|line| line == wanted)),
            Condition::All(parts) => Truth::all(parts.iter().map(|part| part.holds(draft, row))),
        }
    }

    /// The questions that it looks at.
    #[must_use]
    pub fn names(&self) -> Vec<&'static str> {
        match *self {
            Condition::Always => Vec::new(),
            Condition::Is(id, _)
            | Condition::IsNot(id, _)
            | Condition::OneOf(id, _)
            | Condition::Has(id, _) => vec![id],
            Condition::All(parts) => parts.iter().flat_map(Condition::names).collect(),
        }
    }
}

/// A question with the usual settings: asked always, optional, the applicant's own, not private, there since version 1.
#[must_use]
pub const fn question(id: &'static str, kind: Kind) -> Question {
    Question {
        id,
        kind,
        asked: Condition::Always,
        required: false,
        owner: Owner::Applicant,
        private: false,
        chinese: false,
        since: 1,
        autocomplete: "",
    }
}

impl Question {
    /// The same, but it must be answered.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same, but asked only when the condition holds.
    #[must_use]
    pub const fn when(mut self, asked: Condition) -> Self {
        self.asked = asked;
        self
    }

    /// The same, but the employer's answer counts in the end.
    #[must_use]
    pub const fn employer(mut self) -> Self {
        self.owner = Owner::Employer;
        self
    }

    /// The same, but masked from staff.
    #[must_use]
    pub const fn private(mut self) -> Self {
        self.private = true;
        self
    }

    /// The same, but the authority needs the answer in Chinese.
    #[must_use]
    pub const fn chinese(mut self) -> Self {
        self.chinese = true;
        self
    }

    /// The same, but only there since a later version of the form.
    #[must_use]
    pub const fn since(mut self, version: FormVersion) -> Self {
        self.since = version;
        self
    }

    /// The same with an HTML `autocomplete` token.
    #[must_use]
    pub const fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = token;
        self
    }

    /// Its key, in a row or outside.
    #[must_use]
    pub fn key(&self, row: Option<&str>) -> Key {
        Key::at(self.id, row)
    }

    /// Whether it is asked now: only when its condition is known to hold.
    #[must_use]
    pub fn is_asked(&self, draft: &Draft, row: Option<&str>) -> bool {
        self.asked.holds(draft, row).is_yes()
    }

    /// The choices, where there are any.
    #[must_use]
    pub fn choices(&self) -> &'static [&'static str] {
        match self.kind {
            Kind::Choice(choices) | Kind::Select(choices) | Kind::Choices(choices) => choices,
            Kind::Province => province::CODES,
            _ => &[],
        }
    }

    /// Whether its choices are names, which stand in the reader's order, `other` last.
    #[must_use]
    pub fn is_of_names(&self) -> bool {
        self.kind == Kind::Province || self.is_language("")
    }

    /// Whether a choice is the tag of a language (BCP 47): CLDR has its name, as it has those of countries.
    #[must_use]
    pub fn is_language(&self, choice: &str) -> bool {
        self.id == "teaching_language" && choice != "other"
    }

    /// The key of a choice's text. Where a choice is a route of the standard, it is the route's own short name.
    #[must_use]
    pub fn choice_key(&self, choice: &str) -> String {
        let route = choice.starts_with(|c: char| c.is_ascii_uppercase()) && choice.contains('-');
        match self.kind {
            Kind::Province => format!("province.{choice}"),
            _ if self.is_language(choice) => format!("language.{choice}"),
            _ if route => format!("rule.{choice}.short"),
            _ => format!("question.{}.choice.{choice}", self.id),
        }
    }

    /// Parses an answer as typed. Empty (or blank) text is no answer.
    ///
    /// # Errors
    /// What is wrong with it, as far as the answer alone can tell.
    pub fn read(&self, raw: &str) -> Result<Option<Value>, Code> {
        if raw.trim().is_empty() {
            return Ok(None);
        }
        read(self.kind, raw).map(Some)
    }

    /// The most characters a stored answer may have; the server refuses more, so that a draft stays small.
    #[must_use]
    pub fn longest(&self) -> usize {
        match self.kind {
            Kind::Lines(max) | Kind::Text(Format::Plain(max)) => usize::from(max).saturating_mul(2),
            Kind::Text(_) => 254,
            Kind::Choices(choices) => choices.iter().map(|choice| choice.len() + 1).sum(),
            _ => 64,
        }
    }
}

fn read(kind: Kind, raw: &str) -> Result<Value, Code> {
    let one_of = |choices: &'static [&'static str]| {
        choices
            .iter()
            .copied()
            .find(|choice| *choice == raw)
            .map(Value::Choice)
            .ok_or(Code::UnknownChoice)
    };
    match kind {
        Kind::Text(format) => read_text(format, raw).map(Value::Text),
        Kind::Lines(max) => limited(raw.trim(), max).map(Value::Text),
        Kind::Choice(choices) | Kind::Select(choices) => one_of(choices),
        Kind::Choices(choices) => {
            let picked: Vec<&str> = raw.lines().collect();
            let known: Vec<_> = choices
                .iter()
                .copied()
                .filter(|choice| picked.contains(choice))
                .collect();
            if known.len() == picked.len() {
                Ok(Value::Choices(known))
            } else {
                Err(Code::UnknownChoice)
            }
        }
        Kind::Country if country::is_country(raw) => Ok(Value::Text(raw.into())),
        Kind::Country => Err(Code::UnknownChoice),
        Kind::Province => one_of(province::CODES),
        Kind::Date(_) => date::parse(&fold(raw)).map(Value::Date),
        Kind::Month(true) if raw == "present" => Ok(Value::Present),
        Kind::Month(_) => date::parse_month(&fold(raw)).map(Value::Month),
        Kind::Number(min, max) => number(raw, min, max),
        Kind::Yuan(max) => number(raw, 0, max),
        Kind::Consent if raw == "yes" => Ok(Value::Agreed),
        Kind::Consent => Err(Code::UnknownChoice),
    }
}

fn limited(text: &str, max: u16) -> Result<String, Code> {
    if text.chars().count() > usize::from(max) {
        Err(Code::TooLong)
    } else {
        Ok(text.into())
    }
}

fn number(raw: &str, min: u32, max: u32) -> Result<Value, Code> {
    let number = check::number::whole(raw)?;
    if (min..=max).contains(&number) {
        Ok(Value::Number(number))
    } else {
        Err(Code::OutOfRange)
    }
}

fn read_text(format: Format, raw: &str) -> Result<String, Code> {
    match format {
        Format::Plain(max) => limited(&fold_blanks(raw), max),
        Format::LatinName => check::latin::latin_name(raw),
        Format::AnyName => limited(&fold_blanks(raw), ANY_NAME),
        Format::Han => check::han::han_name(raw),
        Format::PassportNumber => check::passport::passport_number(raw),
        Format::Mrz => check::mrz::lines(raw),
        Format::Email => check::email::email(raw),
        Format::Phone => check::phone::phone(raw),
        Format::ChinaMobile => check::phone::china_mobile(raw),
        Format::CreditCode => check::credit_code::credit_code(raw),
        Format::PermitNumber => check::permit_number::permit_number(raw),
    }
}

fn fold_blanks(raw: &str) -> String {
    raw.split_whitespace().collect::<Vec<_>>().join(" ")
}
