//! A table of applications: filter, sort, page by page. The authority's queue, and an employer's list.

use super::listen::Values;
use super::words;
use crate::components::message;
use crate::html::Html;
use crate::platform;
use crate::text::{t, t_with};
use permit::api::case::{CasePage, CaseRow};
use permit::date;
use permit::forms::post::WORK_PROVINCE;
use permit::lifecycle::State;

/// The fields of a query, in the order of the address.
const FIELDS: [&str; 6] = ["state", "acts", "category", "place", "search", "sort"];

/// Percent-encodes a value of an address.
pub fn encoded(value: &str) -> String {
    let mut out = String::new();
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b',') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn decoded(value: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        let hex = |digit: Option<u8>| digit.and_then(|digit| char::from(digit).to_digit(16));
        match byte {
            b'%' => {
                if let (Some(high), Some(low)) = (hex(rest.next()), hex(rest.next())) {
                    bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                }
            }
            b'+' => bytes.push(b' '),
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The value of a field of a query.
pub fn value(query: &str, name: &str) -> String {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let mut found = pairs.filter(|(known, _)| *known == name);
    found.next().map(|(_, value)| decoded(value)).unwrap_or_default()
}

/// The query with this field changed; another order or filter begins on the first page.
pub fn changed(query: &str, name: &str, to: &str) -> String {
    let mut pairs = Vec::new();
    for field in FIELDS.into_iter().chain(["page"]) {
        let value = if field == name {
            to.to_owned()
        } else {
            value(query, field)
        };
        if !value.is_empty() && (field != "page" || name == "page") {
            pairs.push(format!("{field}={}", encoded(&value)));
        }
    }
    pairs.join("&")
}

/// The query that a filter's form asks for.
pub fn asked(values: &Values, query: &str) -> String {
    let mut new = query.to_owned();
    for field in ["state", "acts", "category", "place", "search"] {
        new = changed(&new, field, values.get(field));
    }
    new
}

/// What is shown, and of whom.
pub struct Table<'a> {
    /// The rows.
    pub page: &'a CasePage,
    /// The query of the address.
    pub query: &'a str,
    /// The address without it.
    pub address: String,
    /// The address of a row.
    pub row: &'a dyn Fn(&CaseRow) -> String,
    /// Whether the employer is a column.
    pub with_employer: bool,
}

impl Table<'_> {
    fn href(&self, query: &str) -> String {
        if query.is_empty() {
            self.address.clone()
        } else {
            format!("{}?{query}", self.address)
        }
    }

    /// Filter, table and pages.
    pub fn html(&self, h: &mut Html) {
        self.filter(h);
        let count = platform::number_text(u32::try_from(self.page.total).unwrap_or(u32::MAX));
        h.raw("<p role=\"status\">")
            .text(&t_with("desk.rows", &[("count", count)]))
            .raw("</p>");
        if self.page.rows.is_empty() {
            h.p("", &t("desk.rows_none"));
            return;
        }
        h.raw("<div class=\"table-wrap\" tabindex=\"0\" role=\"region\" aria-labelledby=\"rows-title\"><table class=\"table\"><caption class=\"visually-hidden\" id=\"rows-title\">")
            .text(&t("desk.rows_title"))
            .raw("</caption><thead><tr>");
        self.column("reference", "", h);
        self.column("name", "name", h);
        if self.with_employer {
            self.column("organisation", "", h);
        }
        self.column("state", "state", h);
        self.column("category", "", h);
        self.column("acts", "", h);
        self.column("due", "due", h);
        self.column("expires", "expires", h);
        self.column("updated", "updated", h);
        h.raw("</tr></thead><tbody>");
        for row in &self.page.rows {
            self.line(row, h);
        }
        h.raw("</tbody></table></div>");
        let to = |page: u32| self.href(&changed(self.query, "page", &page.to_string()));
        pages((self.page.page, self.page.pages), &to, h);
    }

    fn filter(&self, h: &mut Html) {
        let now = |name: &str| value(self.query, name);
        let any = (String::new(), t("desk.any"));
        let states = State::ALL.map(|state| (state.name().to_owned(), words::state(state.name())));
        let states: Vec<_> = [any.clone()].into_iter().chain(states).collect();
        let acts = ["applicant", "employer", "authority"].map(|who| (who.to_owned(), words::actor(who)));
        let acts: Vec<_> = [any.clone()].into_iter().chain(acts).collect();
        let letters = ["A", "B", "C"].map(|letter| (letter.to_owned(), letter.to_owned()));
        let categories: Vec<_> = [any]
            .into_iter()
            .chain(letters)
            .chain([("-".to_owned(), t("desk.category_none"))])
            .collect();
        h.raw("<form class=\"filter cluster\" data-form=\"filter\" role=\"search\">");
        super::fields::select("state", &t("desk.column.state"), &states, &now("state"), h);
        super::fields::select("acts", &t("desk.column.acts"), &acts, &now("acts"), h);
        super::fields::select(
            "category",
            &t("desk.column.category"),
            &categories,
            &now("category"),
            h,
        );
        place(&now("place"), h);
        h.raw("<div class=\"field\"><label class=\"field__label\" for=\"f-search\">")
            .text(&t("desk.search"))
            .raw("</label><input class=\"input\" type=\"search\" name=\"search\" id=\"f-search\" dir=\"auto\" autocomplete=\"off\"")
            .attr("value", &now("search"))
            .raw("></div><button class=\"button button--secondary\">")
            .text(&t("desk.filter"))
            .raw("</button></form>");
    }

    fn column(&self, name: &str, sort: &str, h: &mut Html) {
        let words = t(&format!("desk.column.{name}"));
        if sort.is_empty() {
            h.raw("<th scope=\"col\">").text(&words).raw("</th>");
            return;
        }
        let now = value(self.query, "sort");
        let (here, back) = match now.strip_prefix('-') {
            Some(by) => (by == sort, true),
            None => (now == sort, false),
        };
        let to = if here && !back {
            format!("-{sort}")
        } else {
            sort.to_owned()
        };
        let order = match (here, back) {
            (true, true) => "descending",
            (true, false) => "ascending",
            _ => "none",
        };
        h.raw("<th scope=\"col\"").attr("aria-sort", order).raw(">");
        h.link("", &self.href(&changed(self.query, "sort", &to)), &words)
            .raw("</th>");
    }

    fn line(&self, row: &CaseRow, h: &mut Html) {
        h.raw("<tr><th scope=\"row\">")
            .link("", &(self.row)(row), &row.reference)
            .raw("</th><td><bdi>")
            .text(&row.name)
            .raw("</bdi></td>");
        if self.with_employer {
            h.raw("<td><bdi>").text(&row.organisation).raw("</bdi></td>");
        }
        let acts: Vec<String> = row
            .acts
            .split(' ')
            .filter(|who| !who.is_empty())
            .map(words::actor)
            .collect();
        for cell in [
            words::state(&row.state),
            row.category.clone(),
            platform::list_text(&acts),
        ] {
            h.raw("<td>").text(&cell).raw("</td>");
        }
        h.raw("<td>");
        day(&row.due_on, h);
        h.raw("</td><td>");
        runs_out(row, h);
        h.raw("</td><td>")
            .text(&platform::date_time_text(row.updated_at))
            .raw("</td></tr>");
    }
}

/// A field for a province, or any; its value is the first digits of the code.
pub fn place(chosen: &str, h: &mut Html) {
    let provinces = message::choices(&WORK_PROVINCE).into_iter();
    let provinces = provinces.map(|(code, name)| (code.chars().take(2).collect(), name));
    let places: Vec<_> = [(String::new(), t("desk.any"))]
        .into_iter()
        .chain(provinces)
        .collect();
    super::fields::select("place", &t("desk.column.place"), &places, chosen, h);
}

/// What runs out and when; and until when an extension is to be filed.
fn runs_out(row: &CaseRow, h: &mut Html) {
    if !row.expires_what.is_empty() {
        h.text(&t(&format!("desk.runs_out.{}", row.expires_what)))
            .raw(" ");
    }
    day(&row.expires_on, h);
    if !row.extend_by.is_empty() {
        h.raw("<br>").text(&t("desk.runs_out.extension")).raw(" ");
        day(&row.extend_by, h);
    }
}

/// The ways to other pages of a list, where there are any. `to` is the address of a page.
pub fn pages((here, all): (u32, u32), to: &dyn Fn(u32) -> String, h: &mut Html) {
    if all < 2 {
        return;
    }
    h.raw("<nav class=\"cluster\"")
        .attr("aria-label", &t("desk.pages"))
        .raw(">");
    for (page, words, there) in [
        (1, "desk.page_first", here > 1),
        (here.saturating_sub(1), "desk.page_before", here > 1),
        (here.saturating_add(1), "desk.page_next", here < all),
        (all, "desk.page_last", here < all),
    ] {
        if there {
            h.link("", &to(page), &t(words));
        }
    }
    let values = [
        ("page", platform::number_text(here)),
        ("pages", platform::number_text(all)),
    ];
    h.raw("<span>")
        .text(&t_with("desk.page_of", &values))
        .raw("</span></nav>");
}

/// A day, and how far it is: overdue is said in words.
pub fn day(iso: &str, h: &mut Html) {
    let Ok(day) = date::parse(iso) else { return };
    h.text(&platform::date_text(day));
    let left = date::days_between(platform::today_in_china(), day);
    let words = match left {
        ..0 => t("desk.overdue"),
        0 => t("desk.today"),
        1..=14 => t_with("desk.days_left", &[("count", left.to_string())]),
        _ => return,
    };
    h.raw(" <small")
        .attr("class", if left < 0 { "overdue" } else { "near" })
        .raw(">")
        .text(&words)
        .raw("</small>");
}

#[cfg(test)]
mod tests {
    use super::{Values, asked, changed, value};

    #[test]
    fn what_is_searched_survives_the_address() {
        let query = changed("", "search", "Müller & 王 100%");
        assert_eq!(value(&query, "search"), "Müller & 王 100%");
        assert!(query.is_ascii() && !query.contains(' '));
    }

    #[test]
    fn another_order_begins_on_the_first_page_and_keeps_the_filter() {
        let query = "state=filed&page=7";
        assert_eq!(changed(query, "sort", "-due"), "state=filed&sort=-due");
        assert_eq!(changed(query, "page", "8"), "state=filed&page=8");
        let values = Values(vec![
            ("state".into(), String::new()),
            ("search".into(), "WP-2".into()),
        ]);
        assert_eq!(
            asked(&values, "state=filed&sort=name&page=2"),
            "search=WP-2&sort=name"
        );
    }
}
