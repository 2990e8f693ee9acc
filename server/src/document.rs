//! The one HTML document: filled in per language at start, compressed once, when it is first asked for, with the policy that
//! fits its scripts.

use crate::assets::{Asset, Assets};
use crate::config::Config;
use crate::locales;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use permit::landing::{self, Tongue, escape};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::sync::LazyLock;

/// The files of a language's texts, in the order in which the app needs them. `scripts/compress.mjs` reads them here, and
/// those of [`OWN`], and makes `all.json` and `all-<name>.json` of them: what a switch of language fetches.
const TEXTS: [&str; 4] = ["portal", "form", "rules", "documents"];

/// A program with a document of its own, in place of the applicants'.
struct Own {
    /// The name of its script and program.
    name: &'static str,
    /// The first parts of the addresses of its pages.
    pages: &'static [&'static str],
    /// What it speaks beside the applicants' texts.
    texts: &'static [&'static str],
}

/// All of them.
const OWN: [Own; 2] = [
    Own {
        name: "desk",
        pages: &["staff", "employer"],
        texts: &["desk", "account"],
    },
    Own {
        name: "account",
        pages: &["account"],
        texts: &["account"],
    },
];

/// The cookie in which the app remembers the language.
pub const COOKIE: &str = "locale";

/// A document that is compressed when it is first asked for: all of them at once would hold up the start for seconds.
type Later = LazyLock<Asset, Box<dyn FnOnce() -> Asset + Send>>;

/// A document in a language: for the first page, for all others, and for the programs of [`OWN`] in their order.
struct Pages {
    first: Later,
    other: Later,
    own: Vec<Later>,
}

/// The documents of all languages, with the policies that fit their scripts.
pub struct Documents {
    by_tag: BTreeMap<String, Pages>,
    policy: HeaderValue,
    own_policies: Vec<HeaderValue>,
}

/// Which document.
#[derive(Clone, Copy)]
enum Kind {
    First,
    Other,
    Own(&'static Own),
}

/// A text without the elements between these marks that are of no use.
fn without(html: &str, from: &str, to: &str, is_useless: impl Fn(&str) -> bool) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(begin) = rest.find(from) {
        let (before, element) = rest.split_at(begin);
        out.push_str(before);
        let end = element.find(to).map_or(element.len(), |end| end + to.len());
        let (element, after) = element.split_at(end);
        if !is_useless(element) {
            out.push_str(element);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A language as the template needs it.
struct Template<'a> {
    html: &'a str,
    tags: &'a [String],
    assets: &'a Assets,
    config: &'a Config,
}

impl Template<'_> {
    /// The address of a file, which changes with what it holds.
    fn url(&self, path: &str) -> String {
        format!("{path}?v={}", self.hash(path))
    }

    fn hash(&self, path: &str) -> &str {
        self.assets.get(path).map_or("", |asset| asset.hash.as_str())
    }

    /// The address of the texts of a language, by the name of their file.
    fn texts(&self, tag: &str, file: &str) -> String {
        self.url(&format!("/locales/{tag}/{file}.json"))
    }

    /// What the app reads from `<script id="portal">`.
    fn app_config(&self, tag: &str, kind: Kind) -> String {
        // An applicant's document says nothing of what an applicant never needs.
        let (more, all) = match kind {
            Kind::Own(own) => (own.texts, format!("all-{}", own.name)),
            Kind::First | Kind::Other => (&[][..], "all".into()),
        };
        let files: Vec<&str> = TEXTS.iter().chain(more).copied().collect();
        let locales: Vec<serde_json::Value> = self
            .tags
            .iter()
            .map(|tag| {
                let (name, dir) = (
                    locales::text(tag, "locale.name"),
                    locales::text(tag, "locale.dir"),
                );
                let v = self.hash(&format!("/locales/{tag}/{}.json", TEXTS[0]));
                serde_json::json!({ "tag": tag, "name": name, "dir": dir, "v": v })
            })
            .collect();
        let config = serde_json::json!({
            "locale": tag, "locales": locales,
            // The app makes the addresses of a language from these names and its hash; the service worker reads them.
            "texts": files, "all": all, "urls": files.iter().map(|file| self.texts(tag, file)).collect::<Vec<_>>(), "authority": self.config.authority_name,
            "contact": self.config.authority_contact, "dev_mail": self.config.has_dev_mail(),
            "file_max_bytes": self.config.files.file_max_bytes,
            "preview_script": self.url("/preview.js"), "preview_program": self.url("/preview_bg.wasm"),
            "documents_script": self.url("/documents.js"), "documents_program": self.url("/documents_bg.wasm"),
            "documents_styles": self.url("/components-documents.css"),
        });
        // A name with "</script>" in it must not end the script.
        config.to_string().replace('<', "\\u003c")
    }

    fn brand(&self) -> String {
        let rule = |name: &str, color: &Option<String>| color.as_ref().map(|color| format!("{name}:{color}"));
        let rules = [
            rule("--brand", &self.config.brand_color),
            rule("--brand-dark", &self.config.brand_color_dark),
        ];
        let rules: Vec<String> = rules.into_iter().flatten().collect();
        format!(":root{{{}}}", rules.join(";"))
    }

    fn languages(&self, tag: &str) -> String {
        let named = |tag: &str| {
            (
                locales::text(tag, "locale.name"),
                locales::text(tag, "locale.dir"),
            )
        };
        let all: Vec<_> = self.tags.iter().map(|tag| (tag, named(tag))).collect();
        let tongues = all.iter().map(|(tag, (name, dir))| Tongue { tag, name, dir });
        landing::languages(&locales::text(tag, "app.language"), tag, tongues, |tag| {
            format!("/{tag}")
        })
    }

    /// The document of a program of [`OWN`]: the same, but that is started in place of the applicants'.
    fn own(&self, own: &Own) -> String {
        let styles = format!(
            "<link rel=\"stylesheet\" href=\"{}\"></head>",
            self.url("/components-desk.css")
        );
        let script = format!(
            "<script type=\"module\">portalStart(\"{}\",\"{}\")</script>",
            self.url(&format!("/{}.js", own.name)),
            self.url(&format!("/{}_bg.wasm", own.name))
        );
        let plain = without(self.html, "<link", ">", |link| link.contains("preload"));
        let plain = without(&plain, "<script", "</script>", |script| {
            script.split('>').next().is_some_and(|tag| tag.contains("module"))
        });
        // The applicants' menu: who signed in by it before the program has come would not be led back.
        let plain = without(&plain, "<li>", "</li>", |_| true);
        plain
            .replacen("</head>", &styles, 1)
            .replacen("</body>", &[&script, "</body>"].concat(), 1)
    }

    /// Fills the placeholders `{{ name }}`; what is put in is never read again.
    fn render(&self, tag: &str, kind: Kind) -> String {
        let first = matches!(kind, Kind::First);
        let text = |key: &str| {
            let values = [
                ("contact", self.config.authority_contact.as_str()),
                ("name", self.config.authority_name.as_str()),
            ];
            locales::text_with(tag, key, &values)
        };
        let value = |name: &str| match name {
            "lang" => escape(tag),
            "dir" => escape(&locales::text(tag, "locale.dir")),
            "config" => self.app_config(tag, kind),
            "locale_url" => escape(&self.texts(tag, TEXTS[0])),
            "brand" => self.brand(),
            "languages" => self.languages(tag),
            "main_class" => (if first { "main landing" } else { "main" }).into(),
            "landing" if first => format!("<div class=\"landing__page\">{}</div>", landing::html(&text, tag)),
            "landing" => landing::skeleton(&text, tag),
            _ => escape(&text(name.strip_prefix("text:").unwrap_or(name))),
        };
        let mut out = String::with_capacity(self.html.len() * 2);
        let mut rest = self.html;
        while let Some((before, after)) = rest.split_once("{{ ") {
            out.push_str(before);
            let Some((name, after)) = after.split_once(" }}") else {
                break;
            };
            out.push_str(&value(name));
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

fn brotli(content: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        size_hint: content.len(),
        ..Default::default()
    };
    // Writing to memory can't fail.
    let _ = brotli::BrotliCompress(&mut &*content, &mut out, &params);
    out
}

fn gzip(content: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content).ok()?;
    encoder.finish().ok()
}

fn asset(html: String) -> Later {
    LazyLock::new(Box::new(move || {
        let content = html.into_bytes();
        let (brotli, gzip) = (brotli(&content), gzip(&content));
        Asset::new("text/html; charset=utf-8", content, Some(brotli), gzip)
    }))
}

/// The hashes of what stands between these tags: `'sha256-…'`, as the policy names scripts and styles.
fn hashes(html: &str, tag: &str) -> String {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once(&format!("<{tag}")) {
        let Some((attributes, after)) = after.split_once('>') else {
            break;
        };
        let Some((content, after)) = after.split_once(&format!("</{tag}>")) else {
            break;
        };
        // Data is not run, and needs no leave.
        if !attributes.contains("application/json") && !attributes.contains("src=") {
            found.push(format!(
                "'sha256-{}'",
                STANDARD.encode(Sha256::digest(content.as_bytes()))
            ));
        }
        rest = after;
    }
    found.join(" ")
}

fn policy(html: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {}; style-src 'self' {}; connect-src 'self'; \
         img-src 'self' data:; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'",
        hashes(html, "script"),
        hashes(html, "style")
    )
}

/// The one policy of all languages.
fn one(mut policies: Vec<String>, dist: &Path) -> Result<HeaderValue, String> {
    policies.dedup();
    let [policy] = policies.as_slice() else {
        return Err(format!(
            "{} has no language, or scripts that differ between languages",
            dist.display()
        ));
    };
    HeaderValue::from_str(policy).map_err(|_| "the policy can't be sent".to_owned())
}

impl Documents {
    /// Fills in the template of the built app in every language.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn read(dist: &Path, assets: &Assets, config: &Config) -> Result<Documents, String> {
        let path = dist.join("index.html");
        let html = std::fs::read_to_string(&path).map_err(|_| {
            format!(
                "the built app is missing: {} is not there; run `make run`",
                path.display()
            )
        })?;
        let tags = assets.locales();
        let template = Template {
            html: &html,
            tags: &tags,
            assets,
            config,
        };
        let own: Vec<(&Own, String)> = OWN.iter().map(|own| (own, template.own(own))).collect();
        let mut by_tag = BTreeMap::new();
        let mut policies = Vec::new();
        let mut own_policies = vec![Vec::new(); OWN.len()];
        for tag in &tags {
            let (first, other) = (
                template.render(tag, Kind::First),
                template.render(tag, Kind::Other),
            );
            policies.push(policy(&first));
            let own = own.iter().zip(&mut own_policies).map(|((own, html), policies)| {
                let document = Template { html, ..template }.render(tag, Kind::Own(own));
                policies.push(policy(&document));
                asset(document)
            });
            by_tag.insert(
                tag.clone(),
                Pages {
                    first: asset(first),
                    other: asset(other),
                    own: own.collect(),
                },
            );
        }
        Ok(Documents {
            by_tag,
            policy: one(policies, dist)?,
            own_policies: own_policies
                .into_iter()
                .map(|policies| one(policies, dist))
                .collect::<Result<_, _>>()?,
        })
    }

    /// The language of a request: its address, the cookie, the browser's languages.
    fn tag(&self, path: &str, headers: &HeaderMap) -> &str {
        let text = |name| {
            headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .unwrap_or("")
        };
        let in_path = path.split('/').nth(1).unwrap_or("");
        let cookies = text(header::COOKIE)
            .split(';')
            .filter_map(|pair| pair.trim().split_once('='));
        let in_cookie = cookies
            .filter(|(name, _)| *name == COOKIE)
            .map(|(_, value)| value)
            .next()
            .unwrap_or("");
        let negotiated = locales::negotiate(text(header::ACCEPT_LANGUAGE));
        [in_path, in_cookie, negotiated, locales::FALLBACK]
            .into_iter()
            .find_map(|tag| self.by_tag.get_key_value(tag))
            .map_or(locales::FALLBACK, |(tag, _)| tag.as_str())
    }

    /// The document for the first page of a language; `None` if there is no such language.
    #[must_use]
    pub fn first(&self, tag: &str) -> Option<&Asset> {
        self.by_tag.get(tag).map(|pages| &*pages.first)
    }

    /// Answers with the document.
    #[must_use]
    pub fn serve(&self, path: &str, headers: &HeaderMap) -> Option<Response> {
        let pages = self.by_tag.get(self.tag(path, headers))?;
        let rest = path.trim_matches('/');
        let first = rest.is_empty() || self.by_tag.contains_key(rest);
        let page = rest.split('/').nth(1).unwrap_or("");
        let own = OWN.iter().position(|own| own.pages.contains(&page));
        let (document, policy) =
            match own.and_then(|at| Some((pages.own.get(at)?, self.own_policies.get(at)?))) {
                Some(own) => own,
                None if first => (&pages.first, &self.policy),
                None => (&pages.other, &self.policy),
            };
        let mut response = document.serve(headers, "no-cache");
        let vary = HeaderValue::from_static("accept-encoding, accept-language, cookie");
        response.headers_mut().insert(header::VARY, vary);
        response
            .headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, policy.clone());
        Some(response)
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Template, hashes, without};
    use crate::assets::Assets;
    use crate::config::{Cli, Command};
    use clap::Parser as _;

    /// The app turns away a file that is too large before it is sent: it has to know the operator's limit.
    #[test]
    fn the_app_is_told_how_large_a_file_may_be() {
        let arguments = ["portal", "serve", "--file-max-bytes", "1234567"];
        let Command::Serve(config) = Cli::parse_from(arguments).command else {
            panic!("not serve")
        };
        let dist = tempfile::tempdir().unwrap();
        let template = Template {
            html: "{{ config }}",
            tags: &[],
            assets: &Assets::read(dist.path()).unwrap(),
            config: &config,
        };
        let told: serde_json::Value = serde_json::from_str(&template.render("en", Kind::First)).unwrap();
        assert_eq!(told["file_max_bytes"], 1_234_567);
    }

    #[test]
    fn an_own_document_starts_nothing_of_the_applicants() {
        let html = "<link rel=preload href=a><link rel=icon><script>b</script><script type=module>c</script>";
        let plain = without(html, "<link", ">", |link| link.contains("preload"));
        assert_eq!(
            without(&plain, "<script", "</script>", |script| script.contains("module")),
            "<link rel=icon><script>b</script>"
        );
    }

    #[test]
    fn only_scripts_that_run_are_named() {
        let html = "<script type=module>a</script><script id=\"x\" type=\"application/json\">b</script>";
        assert_eq!(
            hashes(html, "script"),
            "'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='"
        );
        assert_eq!(hashes("<p>", "style"), "");
    }
}
