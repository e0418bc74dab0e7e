//! Gateways: the clients of other people's systems — state registries, the
//! SMS gateway, the mail server, the post, the scanner of files.
//!
//! Every system has a line of its own: a deadline, a bound on how many calls
//! run and wait at once, a circuit breaker and counters ([`State`] is for the
//! administrator's page). A call is tried once; trying again belongs to jobs,
//! which hand in the same key so that a repeat has one effect.
//!
//! No error text holds personal data.

mod banks;
mod cards;
mod certificates;
mod clamav;
mod http;
mod line;
mod lists;
mod mail;
mod post;
mod queries;
mod registries;
mod sms;

pub use banks::{Bank, BankClaims, BankRefusal, BankVisit, BankWord};
pub use cards::{CardCode, CardOf, CardVerdict};
pub use certificates::{BankCertificate, BankSignature};
pub use clamav::Scan;
pub use line::State;
pub use mail::Mail;
pub use post::{PostEvent, PostEventKind, PostLetter};
pub use queries::Found;
pub use registries::{
    AddressQuestion, BirthQuestion, DocumentQuestion, House, InnQuestion, Keeper, Outcome,
    PassportQuestion, Person, RegistryAnswer, SnilsQuestion, Taxpayer,
};

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use lettre::message::Mailbox;
use okno_requisites::Clock;

use line::Line;

/// Where the systems are and how to speak with them.
#[derive(Clone)]
pub struct Settings {
    /// Base address of the registries, without the path: `https://registries.example`.
    /// The paths `/registries/mvd/passport` and so on are added.
    pub registries_url: String,
    /// Bearer key for the registries.
    pub registries_key: String,
    /// Registries that services ask, beyond those that have lines in any case (`mvd`,
    /// `sfr`, `fns`, `fias`, `foms`, `zags`): words of their addresses, such as `egisz`.
    pub registry_systems: Vec<String>,
    /// Base address of the SMS gateway, without the path; `/sms/send` and `/voice/call`
    /// are added.
    pub sms_url: String,
    /// Bearer key for the SMS gateway.
    pub sms_key: String,
    /// `smtp://host:port` (in clear, without a password), `smtps://user:password@host`
    /// or `smtp://user:password@host?tls=required` (STARTTLS).
    pub smtp_url: String,
    /// Who writes: `Окно <no-reply@okno.example>` or the bare address.
    pub mail_from: String,
    /// Base address of the post's printing service, without the path; `/post/letters`
    /// is added.
    pub post_url: String,
    /// Bearer key for the post.
    pub post_key: String,
    /// How often the post is asked where a letter is.
    pub post_every: Duration,
    /// The scanner of malicious programs: `tcp://host:port` or `unix:/run/clamav/clamd.ctl`;
    /// empty for none.
    pub clamav: String,
    /// Banks that vouch for their clients.
    pub banks: Vec<Bank>,
    /// Longest time for one call, from when it leaves the queue.
    pub deadline: Duration,
}

impl Default for Settings {
    /// The demo: the stand on this machine.
    fn default() -> Self {
        Self {
            registries_url: "http://127.0.0.1:8090".to_owned(),
            registries_key: String::new(),
            registry_systems: Vec::new(),
            sms_url: "http://127.0.0.1:8090".to_owned(),
            sms_key: String::new(),
            smtp_url: "smtp://127.0.0.1:2525".to_owned(),
            mail_from: "no-reply@okno.example".to_owned(),
            post_url: "http://127.0.0.1:8090".to_owned(),
            post_key: String::new(),
            post_every: Duration::from_secs(3600),
            clamav: String::new(),
            banks: Vec::new(),
            deadline: Duration::from_secs(5),
        }
    }
}

impl std::fmt::Debug for Settings {
    // Keys and the password in `smtp_url` stay out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings")
            .field("registries_url", &self.registries_url)
            .field("registry_systems", &self.registry_systems)
            .field("sms_url", &self.sms_url)
            .field("mail_from", &self.mail_from)
            .field("post_url", &self.post_url)
            .field("clamav", &self.clamav)
            .field("banks", &self.banks)
            .field("deadline", &self.deadline)
            .finish_non_exhaustive()
    }
}

/// Why a call did not end in an answer. The texts are for the administrator
/// and hold no personal data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GatewayError {
    /// No answer within the deadline, no connection, or the system says that
    /// it cannot now. Worth trying again later.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// Not called at all: the breaker is open or too many calls wait already;
    /// or the system itself asked to wait.
    #[error("overloaded until {until}")]
    Overloaded {
        /// When it is worth trying again.
        until: Timestamp,
    },
    /// The system understood and refuses. Trying the same again is of no use.
    #[error("refused: {0}")]
    Refused(String),
    /// The answer cannot be read. Worth trying again later.
    #[error("malformed answer: {0}")]
    Malformed(String),
}

impl GatewayError {
    /// Is it worth trying the same call again?
    #[must_use]
    pub fn is_passing(&self) -> bool {
        !matches!(self, Self::Refused(_))
    }
}

struct Inner {
    settings: Settings,
    clock: Arc<dyn Clock>,
    http: reqwest::Client,
    smtp: mail::Server,
    from: Mailbox,
    mvd: Line,
    sfr: Line,
    fns: Line,
    fias: Line,
    foms: Line,
    zags: Line,
    registries: Vec<Line>,
    sms: Line,
    voice: Line,
    mail: Line,
    post: Line,
    banks: Vec<banks::Office>,
    lists: Line,
    scanner: Option<clamav::Scanner>,
}

/// The way out to every system. Cheap to clone; one for the whole program, so
/// that all calls to a system share its line.
#[derive(Clone)]
pub struct Gateways(Arc<Inner>);

impl Gateways {
    /// Puts the clients together; connects to nothing yet.
    ///
    /// # Errors
    /// A text that names the setting that cannot be read.
    pub fn new(settings: Settings, clock: Arc<dyn Clock>) -> Result<Self, String> {
        for (name, url) in [
            ("registries_url", &settings.registries_url),
            ("sms_url", &settings.sms_url),
            ("post_url", &settings.post_url),
        ] {
            if let Err(error) = reqwest::Url::parse(url) {
                return Err(format!("{name}: {error}"));
            }
        }
        let http = reqwest::Client::builder()
            .connect_timeout(settings.deadline)
            .timeout(settings.deadline)
            .pool_max_idle_per_host(line::AT_ONCE)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent("okno")
            .build()
            .map_err(|error| format!("HTTP client: {error}"))?;
        let smtp = mail::Server::from_url(&settings)?;
        let from = settings
            .mail_from
            .parse()
            .map_err(|error| format!("mail_from: {error}"))?;
        let banks = settings
            .banks
            .iter()
            .map(|bank| banks::Office::new(bank.clone(), clock.clone(), settings.deadline))
            .collect::<Result<_, _>>()?;
        let scanner = clamav::Scanner::from_address(&settings.clamav, clock.clone())?;
        let registries = queries::lines(&settings.registry_systems, (&clock, settings.deadline))?;
        let line = |name| Line::new(name, clock.clone(), settings.deadline);
        Ok(Self(Arc::new(Inner {
            http,
            smtp,
            from,
            mvd: line("mvd"),
            sfr: line("sfr"),
            fns: line("fns"),
            fias: line("fias"),
            foms: line("foms"),
            zags: line("zags"),
            registries,
            sms: line("sms"),
            voice: line("voice"),
            mail: line("smtp"),
            post: line("post"),
            banks,
            lists: line("crl"),
            scanner,
            settings,
            clock,
        })))
    }

    /// The state of every line, by the name of its system: `mvd`, `sfr`,
    /// `fns`, `fias`, `foms`, `zags`, `sms`, `voice`, `smtp`, `post`, `crl`,
    /// `clamav` where there is one, `bank-…`, and by [`Settings::registry_systems`].
    #[must_use]
    pub fn states(&self) -> Vec<(&'static str, State)> {
        let inner = &self.0;
        [
            &inner.mvd,
            &inner.sfr,
            &inner.fns,
            &inner.fias,
            &inner.foms,
            &inner.zags,
            &inner.sms,
            &inner.voice,
            &inner.mail,
            &inner.post,
            &inner.lists,
        ]
        .into_iter()
        .chain(&inner.registries)
        .map(|line| (line.name(), line.state()))
        .chain(inner.scanner.iter().map(clamav::Scanner::state))
        .chain(inner.banks.iter().map(banks::Office::state))
        .collect()
    }

    /// The domain of the sender's address, for `Message-ID`.
    #[must_use]
    pub fn mail_domain(&self) -> &str {
        self.0.from.email.domain()
    }
}
