//! The native element for each kind of question. Answers are put in by `render`, and come back through `events`.

use super::field::Field;
use super::{message, search};
use crate::html::Html;
use crate::platform::{self, DatePart};
use crate::text::{self, key, t, t_with};
use permit::check::fold::fold;
use permit::check::whole_date::whole_date;
use permit::question::{Format, Kind, Question, When};

/// The input of a field.
pub fn input(field: &Field, h: &mut Html) {
    match field.question.kind {
        Kind::Text(Format::Mrz) => lines(field, true, h),
        Kind::Text(format) => line(field, shape(format), h),
        Kind::Lines(_) => lines(field, false, h),
        Kind::Number(_, max) => {
            let class = if max < 100 {
                "input input--4"
            } else {
                "input input--10"
            };
            line(
                field,
                Shape {
                    class,
                    mode: "numeric",
                    ..PLAIN
                },
                h,
            );
        }
        Kind::Yuan(_) => {
            h.raw("<div class=\"prefixed\"><span class=\"prefix\" aria-hidden=\"true\">¥</span>");
            line(
                field,
                Shape {
                    class: "input input--10",
                    mode: "numeric",
                    ..PLAIN
                },
                h,
            );
            h.raw("</div>");
        }
        Kind::Choice(choices) => boxes(field, "radio", choices, h),
        Kind::Choices(choices) => boxes(field, "checkbox", choices, h),
        Kind::Select(_) | Kind::Province | Kind::Country => select(field, h),
        Kind::Date(_) => parts(field, true, h),
        Kind::Month(open) => month(field, open, h),
        Kind::Consent => {
            h.raw("<div class=\"choice\"><input type=\"checkbox\"");
            field.attributes(&field.id, h);
            h.raw("><label")
                .attr("for", &field.id)
                .raw(">")
                .text(&message::label(field.question))
                .raw("</label></div>");
        }
    }
}

/// How a line of text is typed.
#[derive(Clone, Copy)]
struct Shape {
    class: &'static str,
    mode: &'static str,
    kind: &'static str,
    capitals: &'static str,
    spelling: &'static str,
}

const PLAIN: Shape = Shape {
    class: "input",
    mode: "text",
    kind: "text",
    capitals: "sentences",
    spelling: "true",
};

fn shape(format: Format) -> Shape {
    let code = Shape {
        class: "input input--20",
        capitals: "characters",
        spelling: "false",
        ..PLAIN
    };
    match format {
        Format::Plain(_) => PLAIN,
        Format::LatinName | Format::AnyName | Format::Han => Shape {
            capitals: "words",
            spelling: "false",
            ..PLAIN
        },
        Format::PassportNumber | Format::CreditCode | Format::PermitNumber | Format::Mrz => code,
        Format::Email => Shape {
            mode: "email",
            capitals: "none",
            spelling: "false",
            ..PLAIN
        },
        Format::Phone | Format::ChinaMobile => Shape {
            class: "input input--20",
            mode: "tel",
            kind: "tel",
            spelling: "false",
            ..PLAIN
        },
    }
}

fn autocomplete(field: &Field) -> &'static str {
    if field.question.autocomplete.is_empty() {
        "off"
    } else {
        field.question.autocomplete
    }
}

fn line(field: &Field, shape: Shape, h: &mut Html) {
    h.raw("<input")
        .attr("class", shape.class)
        .attr("type", shape.kind)
        .attr("inputmode", shape.mode);
    h.attr("autocomplete", autocomplete(field))
        .attr("autocapitalize", shape.capitals)
        .attr("spellcheck", shape.spelling);
    if let Some(dir) = message::dir(field.question) {
        h.attr("dir", dir);
    }
    if let Some(lang) = message::lang(field.question) {
        h.attr("lang", lang);
    }
    field.attributes(&field.id, h);
    h.raw(">");
}

fn lines(field: &Field, zone: bool, h: &mut Html) {
    let (class, rows) = if zone {
        ("textarea textarea--zone", "2")
    } else {
        ("textarea", "4")
    };
    h.raw("<textarea")
        .attr("class", class)
        .attr("rows", rows)
        .attr("autocomplete", autocomplete(field));
    h.attr("dir", message::dir(field.question).unwrap_or("auto"));
    if zone {
        h.raw(" spellcheck=\"false\" autocapitalize=\"characters\"");
    }
    field.attributes(&field.id, h);
    h.raw("></textarea>");
}

fn boxes(field: &Field, kind: &'static str, choices: &'static [&'static str], h: &mut Html) {
    h.raw("<div class=\"choices\">");
    for (place, choice) in choices.iter().enumerate() {
        // The summary's link leads to the first.
        let id = if place == 0 {
            field.id.clone()
        } else {
            format!("{}-{choice}", field.id)
        };
        h.raw("<div class=\"choice\"><input")
            .attr("type", kind)
            .attr("name", &field.id)
            .attr("value", choice);
        field.attributes(&id, h);
        h.raw("><label")
            .attr("for", &id)
            .raw(">")
            .text(&message::choice(field.question, choice))
            .raw("</label></div>");
    }
    h.raw("</div>");
}

fn select(field: &Field, h: &mut Html) {
    let sought = if field.question.kind == Kind::Country {
        search::search(&field.id, h)
    } else {
        String::new()
    };
    // The options are the same as long as the language is, and what is searched: the longest list is not gone through at
    // every key.
    let (mut still, mut first) = (text::locale(), t(key::SELECT_PLACEHOLDER));
    if !sought.is_empty() {
        still = [still.as_str(), " ", &sought, " ", &field.raw].concat();
        first = search::said(&sought);
    }
    h.raw("<select class=\"select\"")
        .attr("autocomplete", autocomplete(field))
        .attr("data-still", &still);
    field.attributes(&field.id, h);
    h.raw("><option value=\"\">").text(&first).raw("</option>");
    let named: Vec<(&str, String)> = match field.question.kind {
        Kind::Country => search::countries(&sought, &field.raw),
        _ => message::choices(field.question),
    };
    for (value, name) in named {
        h.raw("<option")
            .attr("value", value)
            .raw(">")
            .text(&name)
            .raw("</option>");
    }
    h.raw("</select>");
}

/// Day, month and year, in the order in which the reader writes them.
fn parts(field: &Field, with_day: bool, h: &mut Html) {
    h.raw("<div class=\"date-input\">");
    for (place, part) in platform::date_order(with_day).into_iter().enumerate() {
        let (tail, label, class) = match part {
            DatePart::Year => ("year", key::YEAR, "input input--4"),
            DatePart::Month => ("month", key::MONTH, "input input--2"),
            DatePart::Day => ("day", key::DAY, "input input--2"),
        };
        let number = (part as usize).to_string();
        let id = if place == 0 {
            field.id.clone()
        } else {
            format!("{}-{tail}", field.id)
        };
        h.raw("<div class=\"date-input__part\"")
            .attr("id", &format!("{}-part-{number}", field.id))
            .raw("><label")
            .attr("for", &id)
            .raw(">")
            .text(&t(label))
            .raw("</label>");
        h.raw("<input type=\"text\" inputmode=\"numeric\"")
            .attr("class", class)
            .attr("data-part", &number);
        let token = if field.question.autocomplete == "bday" {
            format!("bday-{tail}")
        } else {
            "off".into()
        };
        h.attr("autocomplete", &token);
        field.attributes(&id, h);
        h.raw("></div>");
    }
    h.raw("</div>");
}

/// A date or month in the order of its parts, for fields without another hint.
pub fn example(question: &Question) -> Option<String> {
    let (date, with_day) = match question.kind {
        Kind::Date(_) if question.autocomplete == "bday" => ("1974-8-23", true),
        Kind::Date(When::Past) => ("2019-3-27", true),
        Kind::Date(_) => ("2031-3-27", true),
        Kind::Month(_) => ("2015-9", false),
        _ => return None,
    };
    let order = platform::date_order(with_day).into_iter();
    let parts: Vec<&str> = order.map(|part| part_of(date, part as usize)).collect();
    Some(t_with(key::DATE_EXAMPLE, &[("date", parts.join("\u{2002}"))]))
}

/// A part of a date as typed: 0 the year, 1 the month, 2 the day.
pub fn part_of(raw: &str, part: usize) -> &str {
    if raw == "present" {
        ""
    } else {
        raw.split('-').nth(part).unwrap_or("")
    }
}

/// The answer with one part typed anew. A whole date pasted into any part is taken as a whole.
pub fn with_part(raw: &str, part: usize, typed: &str, with_day: bool) -> String {
    let folded = fold(typed);
    // Who is about to type "1993/5/12" has not typed "1993/5/1": one last digit counts where it came with others.
    let mut last = folded.chars().rev().map(|c| c.is_ascii_digit());
    let is_open = last.next() == Some(true) && last.next() == Some(false);
    let is_pasted = typed.chars().count() > part_of(raw, part).chars().count().saturating_add(1);
    if let Some(whole) = whole_date(typed, with_day).filter(|_| is_pasted || !is_open) {
        return whole;
    }
    let typed = if folded.contains('-') {
        folded.replace('-', "")
    } else {
        typed.trim().into()
    };
    let count = if with_day { 3 } else { 2 };
    let parts: Vec<&str> = (0..count)
        .map(|other| {
            if other == part {
                &typed
            } else {
                part_of(raw, other)
            }
        })
        .collect();
    if parts.iter().all(|part| part.is_empty()) {
        String::new()
    } else {
        parts.join("-")
    }
}

/// The answer with one choice ticked or not; `none` excludes the others.
pub fn toggled(raw: &str, choice: &str, ticked: bool) -> String {
    let mut picked: Vec<&str> = raw
        .lines()
        .filter(|line| !line.is_empty() && *line != choice)
        .collect();
    if ticked && choice == "none" {
        picked.clear();
    }
    if ticked {
        picked.retain(|one| *one != "none");
        picked.push(choice);
    }
    picked.join("\n")
}

/// Month and year, and "until now" where that is an answer too.
fn month(field: &Field, open: bool, h: &mut Html) {
    if field.raw != "present" {
        parts(field, false, h);
    }
    if open {
        let id = format!("{}-present", field.id);
        h.raw("<div class=\"choice\"><input type=\"checkbox\"");
        field.attributes(&id, h);
        h.raw("><label")
            .attr("for", &id)
            .raw(">")
            .text(&t(key::PRESENT))
            .raw("</label></div>");
    }
}

#[cfg(test)]
mod tests {
    use super::{part_of, toggled, with_part};

    #[test]
    fn the_parts_of_a_date_are_typed_in_any_order() {
        let raw = with_part("", 2, "5", true);
        assert_eq!(raw, "--5");
        let raw = with_part(&raw, 0, "1993", true);
        assert_eq!(with_part(&raw, 1, "8", true), "1993-8-5");
        assert_eq!(part_of("1993-8-5", 1), "8");
        assert_eq!(with_part("1993--", 0, "", true), "");
        assert_eq!(with_part("", 1, "1993-08-05", true), "1993-08-05");
        assert_eq!(with_part("2019-", 1, "09", false), "2019-09");
        assert_eq!(with_part("present", 1, "9", false), "-9");
        assert_eq!(with_part("", 0, "１９９３－", true), "1993--");
    }

    #[test]
    fn a_date_is_pasted_into_any_part_as_others_write_it() {
        for (pasted, answer) in [
            ("1993-05-01", "1993-05-01"),
            ("１９９３－０５－０１", "1993-05-01"),
            ("١٩٩٣-٠٥-٠١", "1993-05-01"),
            ("1993/05/01", "1993-05-01"),
            ("1993.05.01", "1993-05-01"),
            ("1993年5月1日", "1993-5-1"),
            ("01.05.1993", "1993-05-01"),
            ("31/05/1993", "1993-05-31"),
        ] {
            for part in 0..3 {
                assert_eq!(with_part("1990-8-12", part, pasted, true), answer, "{pasted}");
            }
        }
        // 5 January or 1 May? It stays where everybody sees it.
        assert_eq!(with_part("", 2, "05/01/1993", true), "--05/01/1993");
        assert_eq!(with_part("", 0, "2019年9月", false), "2019-9");
        assert_eq!(with_part("", 1, "09/2019", false), "2019-09");
    }

    #[test]
    fn a_date_is_whole_once_nothing_can_follow() {
        let typed = |before: &str, now: &str| with_part(before, 0, now, true);
        assert_eq!(typed("1993/5/--", "1993/5/1"), "1993/5/1--");
        assert_eq!(typed("1993/5/1--", "1993/5/12"), "1993-5-12");
        assert_eq!(typed("1.12.199--", "1.12.1993"), "1993-12-1");
    }

    #[test]
    fn none_of_these_excludes_the_others() {
        assert_eq!(toggled("", "patent", true), "patent");
        assert_eq!(toggled("patent", "fortune_500", true), "patent\nfortune_500");
        assert_eq!(toggled("patent\nfortune_500", "none", true), "none");
        assert_eq!(toggled("none", "patent", true), "patent");
        assert_eq!(toggled("patent", "patent", false), "");
    }
}
