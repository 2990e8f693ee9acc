//! Whether an applicant is reached by what is their own, and not by what is the employer's (domain.md 4): letters and calls
//! about a foreigner must not end with whoever handles the application. Only the server knows how an employer is reached.

use crate::check::email::email;
use crate::check::phone;
use crate::draft::Draft;
use crate::forms::contact::{CHINA_PHONE, EMAIL, PHONE};
use crate::problem::{Code, Problem};
use crate::question::Question;

/// How an employer and whoever works there are reached, as it is compared. Whose each is, is not kept: nobody is told.
#[derive(Clone, Debug, Default)]
pub struct Reached {
    emails: Vec<String>,
    phones: Vec<String>,
}

impl Reached {
    /// One more address; what is none is nobody's.
    pub fn add_email(&mut self, address: &str) {
        if let Ok(address) = email(address) {
            self.emails.push(address.to_lowercase());
        }
    }

    /// One more number, as typed; what is none is nobody's.
    pub fn add_phone(&mut self, number: &str) {
        self.phones.extend(phone::compared(number));
    }

    /// The applicant's answers that are the employer's, in the order of the form.
    #[must_use]
    pub fn judge(&self, draft: &Draft) -> Vec<Problem> {
        let raw = |question: &Question| draft.raw(&question.key(None)).to_owned();
        let is_theirs = |question: &Question| {
            if question.id == EMAIL.id {
                email(&raw(question)).is_ok_and(|own| self.emails.contains(&own.to_lowercase()))
            } else {
                phone::compared(&raw(question)).is_some_and(|own| self.phones.contains(&own))
            }
        };
        [&EMAIL, &PHONE, &CHINA_PHONE]
            .into_iter()
            .filter(|question| is_theirs(question))
            .map(|question| Problem::new(question.key(None), Code::NotOwn))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Reached;
    use crate::answer::{Key, Role};
    use crate::draft::Draft;
    use crate::problem::Code;

    fn judged(employer: &Reached, answers: &[(&str, &str)]) -> Vec<String> {
        let mut draft = Draft::new(1);
        for (key, value) in answers {
            draft.edit(Key::new(key), (*value).into(), 7, Role::Applicant);
        }
        let problems = employer.judge(&draft);
        assert!(
            problems
                .iter()
                .all(|one| one.code == Code::NotOwn && one.args.is_empty())
        );
        problems.iter().map(|one| one.key.to_string()).collect()
    }

    #[test]
    fn what_is_the_employer_s_is_no_applicant_s_own_however_it_is_written() {
        let mut employer = Reached::default();
        employer.add_email("Boss@Pumps.example");
        employer.add_email("nobody");
        employer.add_phone("0591-87654321");
        employer.add_phone("+86 138 0013 8000");
        employer.add_phone("ask the porter");
        let theirs = [
            ("email", " boss@pumps.EXAMPLE "),
            ("phone", "+86 591 8765-4321"),
            ("china_phone", "138 0013 8000"),
        ];
        assert_eq!(judged(&employer, &theirs), ["email", "phone", "china_phone"]);
        let own = [
            ("email", "anna@example.org"),
            ("phone", "+46 18 123 45 67"),
            ("china_phone", "13900139000"),
            // Whom to call in an emergency may be a colleague.
            ("emergency_phone", "+86 138 0013 8000"),
        ];
        assert!(judged(&employer, &own).is_empty());
        let unreadable = [
            ("email", "nobody"),
            ("phone", ""),
            ("china_phone", "ask the porter"),
        ];
        assert!(judged(&employer, &unreadable).is_empty());
        assert!(judged(&Reached::default(), &theirs).is_empty());
    }
}
