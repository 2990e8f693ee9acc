//! HTML as text: what a page shows is a function from the state to this. Markup stands in the code and nothing else can
//! get in as markup; every value is escaped.

use permit::landing::escape;

/// HTML that grows.
#[derive(Default)]
pub struct Html(String);

impl Html {
    /// Nothing yet.
    pub fn new() -> Self {
        Self(String::with_capacity(4_096))
    }

    /// Markup that stands in the code.
    pub fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// A text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.0.push_str(&escape(text));
        self
    }

    /// An attribute inside of a tag that is still open.
    pub fn attr(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.0.push(' ');
        self.0.push_str(name);
        self.0.push_str("=\"");
        self.text(value);
        self.0.push('"');
        self
    }

    /// An attribute without a value, where it applies.
    pub fn flag(&mut self, name: &'static str, on: bool) -> &mut Self {
        if on {
            self.0.push(' ');
            self.0.push_str(name);
        }
        self
    }

    /// A paragraph of a class; nothing where the text is empty.
    pub fn p(&mut self, class: &'static str, text: &str) -> &mut Self {
        if text.is_empty() {
            return self;
        }
        self.raw("<p");
        if !class.is_empty() {
            self.attr("class", class);
        }
        self.raw(">").text(text).raw("</p>")
    }

    /// A line of a list of facts (`<dl class="summary">`): what it is, and the fact.
    pub fn fact(&mut self, name: &str, value: &str) -> &mut Self {
        self.raw("<div class=\"summary__row\"><dt class=\"summary__key\">")
            .text(name)
            .raw("</dt><dd class=\"summary__value\"><bdi>")
            .text(value)
            .raw("</bdi></dd></div>")
    }

    /// A heading of the second level.
    pub fn h2(&mut self, text: &str) -> &mut Self {
        self.raw("<h2>").text(text).raw("</h2>")
    }

    /// The heading of the page: it names the document, and takes the focus on arrival.
    pub fn h1(&mut self, text: &str) -> &mut Self {
        self.raw("<h1 tabindex=\"-1\">").text(text).raw("</h1>")
    }

    /// A link.
    pub fn link(&mut self, class: &'static str, href: &str, text: &str) -> &mut Self {
        self.raw("<a");
        if !class.is_empty() {
            self.attr("class", class);
        }
        self.attr("href", href).raw(">").text(text).raw("</a>")
    }

    /// The way to the helpdesk: a document of its own, which learns from the browser where the person was.
    pub fn help(&mut self, tag: &str, words: &str) -> &mut Self {
        self.raw("<p><a target=\"_self\" referrerpolicy=\"same-origin\"")
            .attr("href", &["/", tag, "/account/help"].concat())
            .raw(">")
            .text(words)
            .raw("</a></p>")
    }

    /// A button that does something: `act` is read by `acts`.
    pub fn button(&mut self, class: &'static str, act: &str, text: &str) -> &mut Self {
        self.raw("<button type=\"button\"")
            .attr("class", class)
            .attr("data-act", act)
            .raw(">")
            .text(text)
            .raw("</button>")
    }

    /// A text for screen readers alone.
    pub fn hidden_text(&mut self, text: &str) -> &mut Self {
        self.raw("<span class=\"visually-hidden\"> ")
            .text(text)
            .raw("</span>")
    }

    /// HTML that was made by a function like these.
    pub fn html(&mut self, html: &str) -> &mut Self {
        self.0.push_str(html);
        self
    }

    /// The HTML.
    pub fn done(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn values_are_never_markup() {
        let mut html = Html::new();
        html.raw("<p")
            .attr("title", "\"><script>")
            .raw(">")
            .text("<b>&")
            .raw("</p>");
        assert_eq!(
            html.done(),
            "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;</p>"
        );
    }
}
