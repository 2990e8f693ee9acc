//! Answers shown back, section by section: to check them, and as they were sent.

use crate::components::answer_links::page_of;
use crate::components::{field, message};
use crate::html::Html;
use crate::nav;
use crate::page::Page;
use crate::text::{key, t};
use permit::draft::Draft;
use permit::forms::{Group, Section};
use permit::problem::Problem;
use permit::question::Question;

/// What a summary shows.
pub struct Summary<'a> {
    /// The answers.
    pub draft: &'a Draft,
    /// What is wrong with them; nothing once they are frozen.
    pub problems: &'a [Problem],
    /// The draft to which "Change" links lead; without it there are none.
    pub change: Option<&'a str>,
}

impl Summary<'_> {
    /// The answers of a section, with headings.
    pub fn section(&self, section: &'static Section, h: &mut Html) {
        h.raw("<section>")
            .h2(&t(&format!("section.{}.title", section.id)));
        for page in section.pages.iter().filter(|page| page.is_asked(self.draft)) {
            let asked: Vec<&Question> = page
                .questions
                .iter()
                .copied()
                .filter(|question| question.is_asked(self.draft, None))
                .collect();
            self.list(&asked, None, page.id, h);
            if let Some(group) = page
                .group
                .filter(|group| group.asked.holds(self.draft, None).is_yes())
            {
                self.group(group, page.id, h);
            }
        }
        h.raw("</section>");
    }

    fn list(&self, questions: &[&Question], row: Option<&str>, page: &str, h: &mut Html) {
        if questions.is_empty() {
            return;
        }
        let class = if row.is_some() {
            "summary summary--row"
        } else {
            "summary"
        };
        h.raw("<dl").attr("class", class).raw(">");
        for question in questions {
            self.row(question, row, page, h);
        }
        h.raw("</dl>");
    }

    fn group(&self, group: &'static Group, page: &str, h: &mut Html) {
        let title = t(&format!("group.{}.title", group.id));
        h.raw("<div class=\"cluster\"><h3>").text(&title).raw("</h3>");
        if let Some(id) = self.change {
            change_link(&Page::Form(id.into(), page.into(), true), &title, h);
        }
        h.raw("</div>");
        for problem in self
            .problems
            .iter()
            .filter(|problem| problem.key.question == group.id)
        {
            field::note(problem, h);
        }
        let rows = group.rows(self.draft);
        if rows.is_empty() {
            h.p("", &t(key::NOT_PROVIDED));
        }
        for (place, row) in rows.into_iter().enumerate() {
            h.raw("<h4>")
                .text(&message::row_name(self.draft, group, row, place + 1))
                .raw("</h4>");
            let asked: Vec<&Question> = group
                .questions
                .iter()
                .copied()
                .filter(|question| question.is_asked(self.draft, Some(row)))
                .collect();
            self.list(&asked, Some(row), page, h);
        }
    }

    fn row(&self, question: &Question, row: Option<&str>, page: &str, h: &mut Html) {
        let key = question.key(row);
        let mine: Vec<&Problem> = self
            .problems
            .iter()
            .filter(|problem| problem.key == key)
            .collect();
        let wrong = mine.iter().any(|problem| problem.is_error());
        let class = if wrong {
            "summary__row summary__row--problem"
        } else {
            "summary__row"
        };
        let given = message::answer(self.draft, question, row);
        h.raw("<div")
            .attr("class", class)
            .raw("><dt class=\"summary__key\">")
            .text(&message::name(question));
        h.raw("</dt><dd class=\"summary__value\"><span dir=\"auto\"");
        if let Some(lang) = given.as_ref().and(message::lang(question)) {
            h.attr("lang", lang);
        }
        h.raw(">")
            .text(&given.unwrap_or_else(|| t(key::NOT_PROVIDED)))
            .raw("</span>");
        for problem in mine {
            field::note(problem, h);
        }
        h.raw("</dd>");
        if let Some(id) = self.change {
            h.raw("<dd class=\"summary__action\">");
            change_link(&page_of(id, page, row, question.id), &message::name(question), h);
            h.raw("</dd>");
        }
        h.raw("</div>");
    }
}

fn change_link(page: &Page, what: &str, h: &mut Html) {
    h.raw("<a")
        .attr("href", &nav::href(page))
        .raw(">")
        .text(&t(key::CHANGE))
        .hidden_text(what)
        .raw("</a>");
}
