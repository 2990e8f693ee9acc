//! How a letter gets to the mail server: the connection, and what each refusal means for the letter.

use crate::config::Config;
use crate::mail::html;
use crate::store::Letter;
use lettre::address::{Address, Envelope};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Tls, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::Category;
use lettre::transport::smtp::{Error, SMTP_PORT, SUBMISSION_PORT, SUBMISSIONS_PORT};
use reqwest::Url;
use std::error::Error as _;
use std::time::{Duration, UNIX_EPOCH};
use tokio::time::timeout;

/// The longest that connecting may take, and saying goodbye.
const CONNECTING: Duration = Duration::from_secs(20);
/// The longest that handing over a letter may take: so long a server may look at its content (RFC 5321, 4.5.3.2.6).
const HANDING_OVER: Duration = Duration::from_secs(600);

/// Sends by SMTP.
#[derive(Clone)]
pub struct Smtp {
    server: Server,
    from: Mailbox,
}

/// Where the mail server is, and how it is spoken to.
#[derive(Clone)]
struct Server {
    host: String,
    port: u16,
    tls: Tls,
    /// What we call ourselves.
    name: ClientId,
    login: Option<Credentials>,
}

/// Why a letter was not sent: a kind, never an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unsent {
    /// It may go later.
    ForNow(&'static str),
    /// It never will.
    ForEver(&'static str),
    /// Its address takes none, or the mail server does not take what it says.
    Refused,
}

/// How far a letter came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// The connection, the greeting, the password.
    Greeting,
    /// Who sends.
    Sender,
    /// Whom it is for.
    Recipient,
    /// What it says.
    Content,
}

impl Smtp {
    /// Reads the settings; `None` where no mail server is set.
    ///
    /// # Errors
    /// A sentence for the operator; it never holds the password.
    pub fn from_config(config: &Config) -> Result<Option<Smtp>, String> {
        let url = config.smtp_url.as_ref();
        url.map(|url| Self::new(url, &config.mail_from)).transpose()
    }

    fn new(url: &str, from: &str) -> Result<Self, String> {
        let server = Server::from_url(url).ok_or_else(|| {
            "PORTAL_SMTP_URL can't be read; write it like smtps://user:password@host".to_owned()
        })?;
        let from = from.parse().map_err(|_| {
            "PORTAL_MAIL_FROM is not a sender; write it like Name <name@example.org>".to_owned()
        })?;
        Ok(Self { server, from })
    }

    /// Hands a letter over to the mail server.
    pub(crate) async fn send(&self, letter: &Letter) -> Result<(), Unsent> {
        let message = self
            .message(letter)
            .ok_or(Unsent::ForEver("the letter can't be written"))?;
        let mut connection = self.server.connect().await?;
        let content = message.formatted();
        let talk = hand_over(&mut connection, message.envelope(), &content);
        let done = timeout(HANDING_OVER, talk).await;
        // The letter is handed over by now or it is not: how the connection ends makes no difference.
        let _ = timeout(CONNECTING, connection.abort()).await;
        done.unwrap_or(Err(Unsent::ForNow("the mail server does not answer")))
    }

    fn message(&self, letter: &Letter) -> Option<Message> {
        let to: Mailbox = letter.recipient.parse().ok()?;
        let part = |kind, body| SinglePart::builder().header(kind).body(body);
        let both = MultiPart::alternative()
            .singlepart(part(ContentType::TEXT_PLAIN, letter.body.clone()))
            .singlepart(part(ContentType::TEXT_HTML, html(letter)));
        let written = Duration::from_secs(u64::try_from(letter.created_at).ok()?);
        // Sent twice, it is still one letter.
        let id = format!("<{}@{}>", letter.id, self.from.email.domain());
        // Nobody's answering machine writes back (RFC 3834).
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        let message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(letter.subject.clone())
            .date(UNIX_EPOCH + written)
            .message_id(Some(id))
            .raw_header(HeaderValue::new(automatic, "auto-generated".into()));
        message.multipart(both).ok()
    }
}

impl Server {
    /// From an address such as `smtps://user:password@host:465/our.name`. `smtp` is not encrypted, unless `?tls=required`
    /// or, where the server can, `?tls=opportunistic` says so.
    fn from_url(url: &str) -> Option<Self> {
        let url = Url::parse(url).ok()?;
        let host = url.host_str()?.to_owned();
        let parameters = || TlsParameters::new(host.clone()).ok();
        let mode = url.query_pairs().find(|(name, _)| name == "tls");
        let mode = mode.map(|(_, mode)| mode.into_owned());
        let (port, tls) = match (url.scheme(), mode.as_deref()) {
            ("smtps", _) => (SUBMISSIONS_PORT, Tls::Wrapper(parameters()?)),
            ("smtp", Some("required")) => (SUBMISSION_PORT, Tls::Required(parameters()?)),
            ("smtp", Some("opportunistic")) => (SUBMISSION_PORT, Tls::Opportunistic(parameters()?)),
            ("smtp", None) => (SMTP_PORT, Tls::None),
            _ => return None,
        };
        let name = match url.path().trim_matches('/') {
            "" => ClientId::default(),
            name => ClientId::Domain(name.to_owned()),
        };
        let login = match url.password() {
            Some(password) => Some(Credentials::new(decoded(url.username())?, decoded(password)?)),
            None => None,
        };
        Some(Self {
            port: url.port().unwrap_or(port),
            host,
            tls,
            name,
            login,
        })
    }

    /// A connection on which letters can be handed over.
    async fn connect(&self) -> Result<AsyncSmtpConnection, Unsent> {
        let connected = timeout(CONNECTING, self.greet()).await;
        let connected = connected.map_err(|_| Unsent::ForNow("the mail server does not answer"))?;
        connected.map_err(stopped(Step::Greeting))
    }

    async fn greet(&self) -> Result<AsyncSmtpConnection, Error> {
        let address = (self.host.as_str(), self.port);
        let from_the_start = match &self.tls {
            Tls::Wrapper(parameters) => Some(parameters.clone()),
            _ => None,
        };
        let connected =
            AsyncSmtpConnection::connect_tokio1(address, Some(CONNECTING), &self.name, from_the_start, None);
        let mut connection = connected.await?;
        match &self.tls {
            Tls::Required(parameters) => connection.starttls(parameters.clone(), &self.name).await?,
            Tls::Opportunistic(parameters) if connection.can_starttls() => {
                connection.starttls(parameters.clone(), &self.name).await?;
            }
            _ => {}
        }
        if let Some(login) = &self.login {
            connection.auth(DEFAULT_MECHANISMS, login).await?;
        }
        Ok(connection)
    }
}

/// What stands for `%40` and the like in an address.
fn decoded(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let digits = part
            .get(..2)
            .filter(|two| two.bytes().all(|b| b.is_ascii_hexdigit()));
        match digits.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend(part.bytes().skip(2));
            }
            None => {
                bytes.push(b'%');
                bytes.extend(part.bytes());
            }
        }
    }
    String::from_utf8(bytes).ok()
}

/// The words of RFC 5321 (3.3), one after the other, so that it is known which of them was refused.
async fn hand_over(
    connection: &mut AsyncSmtpConnection,
    envelope: &Envelope,
    content: &[u8],
) -> Result<(), Unsent> {
    let is_ascii = |address: &Address| AsRef::<str>::as_ref(address).is_ascii();
    let mut parameters = Vec::new();
    // An address may have letters of any script (RFC 6531); then the content has them, too.
    if !content.is_ascii() || !envelope.to().iter().chain(envelope.from()).all(is_ascii) {
        if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            return Err(Unsent::ForNow("the mail server takes no address beyond ASCII"));
        }
        parameters.push(MailParameter::SmtpUtfEight);
        parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    let from = Mail::new(envelope.from().cloned(), parameters);
    connection.command(from).await.map_err(stopped(Step::Sender))?;
    for to in envelope.to() {
        let to = Rcpt::new(to.clone(), Vec::new());
        connection.command(to).await.map_err(stopped(Step::Recipient))?;
    }
    connection.command(Data).await.map_err(stopped(Step::Content))?;
    let taken = connection.message(content).await;
    taken.map(|_| ()).map_err(stopped(Step::Content))
}

/// What it means for the letter that it came no further than this. Refused for good is refused at once (RFC 5321, 4.2.1):
/// who wrote an address wrong is to see it. But a refusal of ourselves is the operator's to put right, and until then the
/// letters wait: losing all of them to a wrong password is worse than trying one too often.
fn stopped(step: Step) -> impl FnOnce(Error) -> Unsent {
    move |error| {
        if !error.is_permanent() {
            Unsent::ForNow("the mail server can't be reached")
        } else if is_about_us(step, &error) {
            Unsent::ForNow("the mail server refuses us")
        } else {
            Unsent::Refused
        }
    }
}

/// Whether a refusal for good is of us, not of the letter. A server that does not want us says so in its greeting (554,
/// 521), at the password (535), or at the sender (530, 553). Later, only the codes 550 to 559 are about mail; and a
/// recipient that is refused with 5.7 is one to whom we may not send (RFC 3463, 3.8): the server wants a password, or
/// passes on nothing for us.
fn is_about_us(step: Step, error: &Error) -> bool {
    let is_mail = |code| matches!(code, Some(Category::MailSystem));
    let is_barred = || {
        let words = error.source().map(ToString::to_string).unwrap_or_default();
        words.trim_start().starts_with("5.7.")
    };
    match step {
        Step::Greeting | Step::Sender => true,
        _ if !is_mail(error.status().map(|code| code.category)) => true,
        Step::Recipient => is_barred(),
        Step::Content => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Server, Smtp, Unsent, decoded};
    use crate::mail::code;
    use lettre::transport::smtp::client::Tls;
    use lettre::transport::smtp::extension::ClientId;
    use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
    use tokio::net::{TcpListener, TcpStream};

    /// A mail server that says these words at one step, and takes everything at all others.
    async fn server(step: &'static str, words: &'static str) -> Smtp {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://portal:secret@{}", listener.local_addr().unwrap());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let _ = serve(stream, step, words).await;
            }
        });
        Smtp::new(&url, "Portal <portal@example.org>").unwrap()
    }

    async fn serve(stream: TcpStream, step: &str, words: &str) -> std::io::Result<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        let say = |at: &str, usual: &str| format!("{}\r\n", if at == step { words } else { usual });
        write
            .write_all(say("", "220 mail.example.org").as_bytes())
            .await?;
        while let Some(line) = lines.next_line().await? {
            let word = line.split(' ').next().unwrap_or_default();
            let usual = match word {
                "EHLO" => "250-mail.example.org\r\n250 AUTH PLAIN",
                "AUTH" => "235 2.7.0 Welcome",
                "MAIL" | "RCPT" => "250 2.1.0 Good",
                "DATA" => "354 Go on",
                "." => "250 2.0.0 Taken",
                "QUIT" => "221 2.0.0 Bye",
                // A line of the letter.
                _ => continue,
            };
            write.write_all(say(word, usual).as_bytes()).await?;
        }
        Ok(())
    }

    #[tokio::test]
    async fn a_letter_that_is_refused_for_good_is_given_up_and_one_that_we_are_the_reason_for_waits() {
        let mut letter = code("en", "anna@example.org", "123456", 10);
        letter.id = "1".into();
        let sent = server("none", "").await.send(&letter).await;
        assert_eq!(sent, Ok(()));
        for (step, words) in [
            ("RCPT", "550 5.1.1 No such mailbox"),
            ("RCPT", "552 5.2.2 Full"),
            ("RCPT", "554 No such mailbox"),
            ("RCPT", "554 5.1.1 No such mailbox"),
            ("DATA", "554 No valid recipients"),
            (".", "554 Transaction failed"),
            (".", "554 5.7.1 Looks like spam"),
            (".", "550 5.7.1 Looks like spam"),
            (".", "552 Too large"),
        ] {
            let refused = server(step, words).await.send(&letter).await;
            assert_eq!(refused, Err(Unsent::Refused), "{step} {words}");
        }
        for (step, words) in [
            ("", "554 No SMTP service here"),
            ("", "421 Later"),
            ("EHLO", "550 5.7.1 Your address is on a list"),
            ("AUTH", "535 5.7.8 Wrong password"),
            ("AUTH", "554 Go away"),
            ("MAIL", "530 5.7.0 Say who you are first"),
            ("MAIL", "553 5.7.1 Not your address"),
            ("MAIL", "554 Not your address"),
            ("RCPT", "530 5.7.0 Say who you are first"),
            ("RCPT", "554 5.7.1 Relay access denied"),
            ("RCPT", "503 Bad sequence"),
            ("RCPT", "451 4.7.1 Later"),
            (".", "451 Later"),
            (".", "452 4.2.2 Full"),
        ] {
            let waits = server(step, words).await.send(&letter).await;
            assert!(
                matches!(waits, Err(Unsent::ForNow(_))),
                "{step} {words}: {waits:?}"
            );
        }
    }

    #[test]
    fn the_address_of_a_mail_server_says_how_to_speak_to_it() {
        let server = Server::from_url("smtp://a%40b:p%2Bw%25@mail.example.org/portal.example.org").unwrap();
        assert_eq!((server.host.as_str(), server.port), ("mail.example.org", 25));
        assert!(matches!(server.tls, Tls::None) && server.login.is_some());
        assert_eq!(server.name, ClientId::Domain("portal.example.org".into()));
        for (url, port) in [
            ("smtps://mail.example.org", 465),
            ("smtps://mail.example.org:2465", 2465),
            ("smtp://mail.example.org?tls=required", 587),
            ("smtp://mail.example.org?tls=opportunistic", 587),
        ] {
            let server = Server::from_url(url).unwrap();
            assert_eq!(server.port, port, "{url}");
            assert!(
                !matches!(server.tls, Tls::None) && server.login.is_none(),
                "{url}"
            );
        }
        for wrong in [
            "",
            "mail.example.org",
            "http://mail.example.org",
            "smtp://mail.example.org?tls=perhaps",
        ] {
            assert!(Server::from_url(wrong).is_none(), "{wrong}");
        }
        assert_eq!(decoded("p%2Bw%25%zz%").as_deref(), Some("p+w%%zz%"));
    }
}
