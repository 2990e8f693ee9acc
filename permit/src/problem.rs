//! Something in a draft that a person should put right, or should know.

use crate::answer::Key;
use crate::api::WireProblem;

/// How much a problem weighs. Only errors stop a submission; nothing ever stops a save.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The application can't be submitted like this.
    Error,
    /// Probably a mistake, or something that the authority will ask about; the person may go on.
    Warning,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal $severity:ident,)+) => {
        /// What is wrong. Its sentence is the text `problem.<name>` in every language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])* $variant,)+ }

        impl Code {
            /// Every code there is, for tests and documentation.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)+];

            /// The name on the wire and in the text key.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)+ }
            }

            /// Whether it stops a submission.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)+ }
            }
        }
    };
}

impl Code {
    /// Whether a rule of the authority's says so, and not the form alone: its Chinese text is offered then.
    #[must_use]
    pub const fn is_of_rule(self) -> bool {
        matches!(
            self,
            Code::ChineseNameNeeded
                | Code::PassportExpiresSoon
                | Code::Under18
                | Code::NationalityChinese
                | Code::NationalityNoPermit
                | Code::PassportCountriesLackNationality
                | Code::NotOwn
                | Code::PermitLongerThanContract
                | Code::PermitLongerThanUsual
                | Code::ContractTooShort
                | Code::ChildOver18
        )
    }
}

codes! {
    /// A question that must be answered has no answer.
    Missing = "missing" Error,
    /// A consent that must be given has not been ticked.
    NotAgreed = "not_agreed" Error,
    /// Longer than `max` characters.
    TooLong = "too_long" Error,
    /// Not one of the choices.
    UnknownChoice = "unknown_choice" Error,
    /// Not a whole number.
    NotANumber = "not_a_number" Error,
    /// Outside `min` to `max`.
    OutOfRange = "out_of_range" Error,
    /// A date with its day, month or year missing.
    DateIncomplete = "date_incomplete" Error,
    /// A date that no calendar has.
    DateUnreal = "date_unreal" Error,
    /// A month with its month or year missing, or one that does not exist.
    MonthUnreal = "month_unreal" Error,
    /// A date that must lie in the past.
    DateInFuture = "date_in_future" Error,
    /// A date that must not lie in the past.
    DateInPast = "date_in_past" Error,
    /// Letters that the Latin spelling of a passport can't hold.
    NameNotLatin = "name_not_latin" Error,
    /// Neither a surname nor given names.
    NameMissing = "name_missing" Error,
    /// Something other than Han characters where a Chinese name is asked.
    NotHan = "not_han" Error,
    /// A Chinese name is needed from everybody who ever held Chinese nationality (domain.md 4).
    ChineseNameNeeded = "chinese_name_needed" Error,
    /// Not 5 to 20 letters and digits (domain.md 6.3).
    PassportNumberShape = "passport_number_shape" Error,
    /// The letter O or I in a number where a digit is likelier (domain.md 6.3).
    PassportNumberLookalike = "passport_number_lookalike" Warning,
    /// The passport runs out less than six months after filing (domain.md 1.1).
    PassportExpiresSoon = "passport_expires_soon" Error,
    /// The passport has run out.
    PassportExpired = "passport_expired" Error,
    /// Issued on or after the day it runs out, or before birth.
    PassportDatesOrder = "passport_dates_order" Error,
    /// Younger than 18 (domain.md 1.1).
    Under18 = "under_18" Error,
    /// A Chinese national is no foreigner and needs no permit.
    NationalityChinese = "nationality_chinese" Error,
    /// Residents of Hong Kong, Macao and Taiwan need no permit (domain.md 1.1).
    NationalityNoPermit = "nationality_no_permit" Error,
    /// The list of countries that issued a passport lacks the nationality (domain.md 4).
    PassportCountriesLackNationality = "passport_countries_lack_nationality" Error,
    /// Not two lines of 44 characters (ICAO 9303).
    MrzShape = "mrz_shape" Error,
    /// A check digit of the machine-readable zone is wrong.
    MrzCheckDigit = "mrz_check_digit" Error,
    /// The machine-readable zone says something else than the field (`mrz`).
    MrzDiffers = "mrz_differs" Warning,
    /// The machine-readable zone holds another name (`mrz`).
    MrzNameDiffers = "mrz_name_differs" Warning,
    /// The name is the zone's, which had no room for more (ICAO Doc 9303-4, 4.2.3): some of it may be missing.
    MrzNamesCut = "mrz_names_cut" Warning,
    /// Not an e-mail address.
    EmailShape = "email_shape" Error,
    /// How the employer, or somebody who works there, is reached: only the server knows ([`crate::reached`]).
    NotOwn = "not_own" Error,
    /// Not a number with its country code (E.164).
    PhoneShape = "phone_shape" Error,
    /// Not a mainland mobile number.
    ChinaPhoneShape = "china_phone_shape" Error,
    /// Not 18 characters of a unified social credit code (GB 32100-2015).
    CreditCodeShape = "credit_code_shape" Error,
    /// The check character of the credit code is wrong.
    CreditCodeCheck = "credit_code_check" Error,
    /// The organisation code inside has a wrong digit (GB 11714): only a hint.
    CreditCodeOrganisation = "credit_code_organisation" Warning,
    /// Not 6 to 30 letters, digits and hyphens (domain.md 6.2).
    PermitNumberShape = "permit_number_shape" Error,
    /// The end lies before the beginning.
    EndBeforeStart = "end_before_start" Error,
    /// More months asked than the contract runs.
    PermitLongerThanContract = "permit_longer_than_contract" Error,
    /// Longer than the category's usual limit (domain.md 3.6).
    PermitLongerThanUsual = "permit_longer_than_usual" Warning,
    /// The contract outlives the passport.
    ContractOutlivesPassport = "contract_outlives_passport" Warning,
    /// A stay of 90 days or less is another application (domain.md 3.1).
    ContractTooShort = "contract_too_short" Error,
    /// `from` to `to` is covered by no row.
    TimelineGap = "timeline_gap" Error,
    /// Two jobs cover `from` to `to`.
    TimelineOverlap = "timeline_overlap" Warning,
    /// A repeatable group that needs at least one row has none.
    RowsMissing = "rows_missing" Error,
    /// More years of related work claimed than the history shows (`years`).
    WorkYearsExceedHistory = "work_years_exceed_history" Warning,
    /// No row of the education shows the highest degree that was claimed.
    DegreeNotInEducation = "degree_not_in_education" Warning,
    /// The typed signature is not the name in the passport.
    SignatureDiffers = "signature_differs" Error,
    /// A child who is 18 or older can't accompany as a dependant (domain.md 3.4).
    ChildOver18 = "child_over_18" Warning,
    /// The pay in a year is unusually low or high: perhaps given a month, or with cents.
    PayUnusual = "pay_unusual" Warning,
}

/// One problem, at one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where: the question, and the row in a repeatable group. The message stands at that field.
    pub key: Key,
    /// What.
    pub code: Code,
    /// The person's own values, for the placeholders `{{name}}` of the message. Dates are ISO 8601.
    pub args: Vec<(&'static str, String)>,
}

impl Problem {
    /// A problem without values.
    #[must_use]
    pub fn new(key: Key, code: Code) -> Self {
        Self {
            key,
            code,
            args: Vec::new(),
        }
    }

    /// The same with one more value for the message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// Whether it stops a submission.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.code.severity() == Severity::Error
    }

    /// The problem as it is told on the wire.
    #[must_use]
    pub fn told(&self) -> WireProblem {
        WireProblem {
            key: self.key.to_string(),
            code: self.code.name().into(),
        }
    }
}
