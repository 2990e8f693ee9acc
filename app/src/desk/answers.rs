//! Answers shown back, section by section: the employer's beside the applicant's, where it has one.

use crate::components::message;
use crate::html::Html;
use crate::text::{t, t_with};
use permit::answer::Key;
use permit::draft::Draft;
use permit::forms::{self, Group, Section};
use permit::part;
use permit::question::Question;

/// What is shown of an application.
pub struct Answers<'a> {
    /// The applicant's answers.
    pub draft: &'a Draft,
    /// The employer's, where there are any.
    pub part: Option<&'a Draft>,
    /// Whether only the questions that are the employer's are shown.
    pub of_employer: bool,
    /// Whether only what was answered is shown: who does not get all answers is not told which are missing.
    pub only_given: bool,
    /// What else stands with an answer.
    pub more: &'a dyn Fn(&Key, &mut Html),
}

/// Answers that are shown, each with its row.
type Shown<'a> = Vec<(&'static Question, Option<&'a str>)>;

impl Answers<'_> {
    /// All sections that have something to show.
    pub fn html(&self, h: &mut Html) {
        for section in forms::SECTIONS {
            self.section(section, h);
        }
    }

    fn is_shown(&self, question: &Question, row: Option<&str>) -> bool {
        let key = question.key(row);
        let is_given =
            !self.draft.raw(&key).is_empty() || self.part.is_some_and(|part| !part.raw(&key).is_empty());
        (!self.of_employer || part::question(&key).is_some()) && (!self.only_given || is_given)
    }

    fn section(&self, section: &'static Section, h: &mut Html) {
        // The questions are those that the answers which count ask for.
        let counting = part::counting(self.draft, self.part);
        let mut inside = Html::new();
        let mut is_empty = true;
        for page in section.pages.iter().filter(|page| page.is_asked(&counting)) {
            let once: Shown = page
                .questions
                .iter()
                .filter(|question| question.is_asked(&counting, None) && self.is_shown(question, None))
                .map(|question| (*question, None))
                .collect();
            is_empty &= once.is_empty();
            self.list(&once, "summary", &mut inside);
            if let Some(group) = page
                .group
                .filter(|group| !self.of_employer && group.asked.holds(&counting, None).is_yes())
            {
                let rows = group.rows(&counting);
                if !(self.only_given && rows.is_empty()) {
                    is_empty = false;
                    self.group(group, &counting, &rows, &mut inside);
                }
            }
        }
        if !is_empty {
            h.raw("<section>")
                .h2(&t(&format!("section.{}.title", section.id)))
                .html(&inside.done())
                .raw("</section>");
        }
    }

    fn group(&self, group: &'static Group, counting: &Draft, rows: &[&str], h: &mut Html) {
        h.raw("<h3>")
            .text(&t(&format!("group.{}.title", group.id)))
            .raw("</h3>");
        if rows.is_empty() {
            h.p("", &t("app.not_provided"));
        }
        (self.more)(&Key::new(group.id), h);
        for (place, row) in rows.iter().enumerate() {
            h.raw("<h4>")
                .text(&message::row_name(counting, group, row, place.saturating_add(1)))
                .raw("</h4>");
            let asked: Shown = group
                .questions
                .iter()
                .filter(|question| {
                    question.is_asked(counting, Some(row)) && self.is_shown(question, Some(row))
                })
                .map(|question| (*question, Some(*row)))
                .collect();
            self.list(&asked, "summary summary--row", h);
        }
    }

    fn list(&self, questions: &Shown, class: &'static str, h: &mut Html) {
        if questions.is_empty() {
            return;
        }
        h.raw("<dl").attr("class", class).raw(">");
        for (question, row) in questions {
            self.row(question, *row, h);
        }
        h.raw("</dl>");
    }

    fn row(&self, question: &'static Question, row: Option<&str>, h: &mut Html) {
        let key = question.key(row);
        let given = message::answer(self.draft, question, row);
        let employers = self
            .part
            .filter(|part| part::question(&key).is_some() && !part.raw(&key).trim().is_empty());
        let differs = employers.is_some_and(|part| {
            let said = part::differences(self.draft, part);
            said.iter().any(|(other, ..)| *other == key)
        });
        h.raw("<div class=\"summary__row")
            .raw(if differs { " summary__row--problem" } else { "" })
            .raw("\"><dt class=\"summary__key\">")
            .text(&message::name(question))
            .raw("</dt><dd class=\"summary__value\"><span dir=\"auto\"");
        if let Some(lang) = given.as_ref().and(message::lang(question)) {
            h.attr("lang", lang);
        }
        h.raw(">")
            .text(&given.unwrap_or_else(|| t("app.not_provided")))
            .raw("</span>");
        if let Some(part) = employers {
            let said = [("answer", message::raw_answer(question, part.raw(&key)))];
            let words = if differs {
                "desk.employer_says_else"
            } else {
                "desk.employer_says"
            };
            h.raw("<p")
                .attr("class", if differs { "field__error" } else { "field__note" })
                .raw(" dir=\"auto\">")
                .text(&t_with(words, &said))
                .raw("</p>");
        }
        (self.more)(&key, h);
        h.raw("</dd></div>");
    }
}
