//! Configuration: defaults, then a file (TOML), then the environment, then flags.
//!
//! An environment variable is `OKNO_` and the path of the key with two
//! underscores between the parts: `OKNO_STORE__URL`, `OKNO_GATEWAYS__SMS_URL`.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// Everything that can be set.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The server.
    pub server: Server,
    /// Where things are remembered.
    pub store: Store,
    /// The outside world.
    pub gateways: Gateways,
    /// The portal as people see it.
    pub portal: Portal,
    /// Folders that the program reads.
    pub folders: Folders,
    /// Secrets that banks gave the portal, by the id of the bank in `banks.yaml`.
    pub banks: BTreeMap<String, String>,
    /// Whose electronic signatures are taken.
    pub signature: Signature,
    /// Video calls with operators.
    pub video: Video,
    /// Accounts of citizens.
    pub accounts: Accounts,
    /// How people reach support.
    pub support: Support,
    /// What people send.
    pub files: Files,
}

/// What people send.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Files {
    /// The scanner of malicious programs, ClamAV: `tcp://host:3310` or
    /// `unix:/run/clamav/clamd.ctl`. Without one files are not looked into.
    pub clamav: String,
}

/// How people reach support.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Support {
    /// Numbers of the hot line; the first stands in messages and at the foot of pages.
    pub lines: Vec<Line>,
    /// When they are answered, as shown: `пн–пт 8:00–20:00`; empty is round the clock.
    pub hours: String,
    /// E-mail; may be empty.
    pub email: String,
}

/// A number of the hot line.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// As shown: `8 800 100-70-10`.
    pub number: String,
    /// A short number that only mobiles reach.
    #[serde(default)]
    pub mobile: bool,
}

impl Default for Support {
    fn default() -> Self {
        let usual = okno_support::Settings::default();
        let lines = usual.lines.into_iter().map(|line| Line {
            number: line.number,
            mobile: line.from == okno_support::From::Mobile,
        });
        Self {
            lines: lines.collect(),
            hours: usual.hours,
            email: usual.email,
        }
    }
}

impl Support {
    /// The number that stands in messages and at the foot of pages.
    #[must_use]
    pub fn hotline(&self) -> String {
        let first = self.lines.first();
        first.map(|line| line.number.clone()).unwrap_or_default()
    }
}

impl From<&Support> for okno_support::Settings {
    fn from(support: &Support) -> Self {
        let lines = support.lines.iter().map(|line| okno_support::Line {
            number: line.number.clone(),
            from: match line.mobile {
                true => okno_support::From::Mobile,
                false => okno_support::From::Any,
            },
        });
        Self {
            lines: lines.collect(),
            hours: support.hours.clone(),
            email: support.email.clone(),
        }
    }
}

/// Accounts of citizens.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Accounts {
    /// Who cannot sign in without a second step.
    pub second_step: SecondStep,
    /// Codes that people who are not signed in may have sent to phones in an hour, all of
    /// them together; a range of a thousand numbers gets a fiftieth of it.
    pub codes_per_hour: i64,
    /// Characters of the longest password that may be chosen, 20 to 128. The standard says
    /// 64 at least (ASVS 6.2.9); 20 is what S1-064 asks for.
    pub password_max: usize,
}

impl Default for Accounts {
    fn default() -> Self {
        Self {
            second_step: SecondStep::default(),
            codes_per_hour: 5_000,
            password_max: LONGEST_PASSWORD.0,
        }
    }
}

/// What the longest password may be set to: S1-064 promises twenty characters, and hashing
/// has to have a bound.
const LONGEST_PASSWORD: (usize, usize) = (20, 128);

/// Who cannot sign in without a second step.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondStep {
    /// Those of the confirmed level.
    #[default]
    Confirmed,
    /// Those of the standard level and above.
    Standard,
    /// Everybody.
    Everybody,
    /// Nobody who has not switched it on.
    Choice,
}

impl From<Accounts> for okno_accounts::security::Policy {
    fn from(accounts: Accounts) -> Self {
        use okno_accounts::Level;
        Self {
            two_steps_from: match accounts.second_step {
                SecondStep::Confirmed => Some(Level::Confirmed),
                SecondStep::Standard => Some(Level::Standard),
                SecondStep::Everybody => Some(Level::Simplified),
                SecondStep::Choice => None,
            },
        }
    }
}

/// The server.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Server {
    /// Address and port.
    pub listen: SocketAddr,
    /// How people reach the portal. Passkeys belong to this name: another one makes them
    /// worthless, and an IP address has none.
    pub public_url: String,
    /// Take visitors' addresses from `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// Requests a second from one address; 0 is no limit.
    pub requests_per_second: u32,
    /// Bearer token for `/metrics`; without one only this machine may ask.
    pub metrics_token: Option<String>,
    /// Passwords hashed at once; 0 is one a core.
    pub hashes_at_once: usize,
    /// Documents made at once; 0 is one a core.
    pub documents_at_once: usize,
    /// Log lines as JSON.
    pub log_json: bool,
}

/// Where things are remembered.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Store {
    /// Folder of everything below, unless set apart.
    pub data: PathBuf,
    /// `sqlite:PATH` or `postgres://…`; a file in the data folder by default.
    pub url: Option<String>,
    /// Key file; `keys.json` in the data folder by default.
    pub keys: Option<PathBuf>,
    /// Connections at most.
    pub connections: u32,
}

/// The outside world.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Gateways {
    /// Registries.
    pub registries_url: String,
    /// Their key.
    pub registries_key: String,
    /// SMS.
    pub sms_url: String,
    /// Its key.
    pub sms_key: String,
    /// Before issuers of `banks.yaml` that begin with `/`.
    pub banks_url: String,
    /// `smtp://host:port` or `smtps://user:password@host`.
    pub smtp_url: String,
    /// From whom letters come.
    pub mail_from: String,
    /// The post, which prints letters on paper and carries them.
    pub post_url: String,
    /// Its key.
    pub post_key: String,
    /// How often the post is asked where a letter is, in seconds.
    pub post_every_seconds: u64,
}

/// The portal as people see it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Portal {
    /// Town or region in the header.
    pub place: String,
    /// IANA time zone.
    pub time_zone: String,
}

/// Folders that the program reads.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Folders {
    /// Built styles, scripts and fonts.
    pub assets: PathBuf,
    /// The catalogue.
    pub services: PathBuf,
}

/// Whose electronic signatures are taken.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Signature {
    /// Folder with certificates (`.pem`, `.cer`) of the roots that are trusted and of
    /// the authorities below them; without one signatures are not offered.
    pub roots: Option<PathBuf>,
    /// Addresses of their revocation lists.
    pub lists: Vec<String>,
    /// How long a list may be relied on after it was fetched, hours; 0 is a day.
    pub list_hours: i64,
}

/// Video calls with operators.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Video {
    /// When calls are answered, in the portal's time zone: `mon-fri 08:00-20:00, sat 09:00-15:00`.
    pub hours: String,
    /// How long a call usually takes, minutes; for the estimate of the wait.
    pub minutes: i64,
    /// STUN servers, `stun:host:port`. Without any, and without TURN, only browsers that
    /// reach each other directly can talk: those of one network.
    pub stun: Vec<String>,
    /// TURN servers, `turn:host:port` or `turns:…`, as coturn runs with `use-auth-secret`.
    pub turn: Vec<String>,
    /// The secret shared with them; pages get a password good for an hour made of it.
    pub turn_secret: String,
}

impl Default for Video {
    fn default() -> Self {
        Self {
            hours: "mon-fri 08:00-20:00, sat-sun 09:00-18:00".to_owned(),
            minutes: 7,
            stun: Vec::new(),
            turn: Vec::new(),
            turn_secret: String::new(),
        }
    }
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: "http://127.0.0.1:8080".to_owned(),
            behind_proxy: false,
            requests_per_second: 50,
            metrics_token: None,
            hashes_at_once: 0,
            documents_at_once: 0,
            log_json: false,
        }
    }
}

impl Default for Gateways {
    fn default() -> Self {
        Self {
            banks_url: String::new(),
            registries_url: String::new(),
            registries_key: String::new(),
            sms_url: String::new(),
            sms_key: String::new(),
            smtp_url: String::new(),
            mail_from: String::new(),
            post_url: String::new(),
            post_key: String::new(),
            post_every_seconds: 3600,
        }
    }
}

impl Default for Store {
    fn default() -> Self {
        Self {
            data: PathBuf::from("data"),
            url: None,
            keys: None,
            connections: 8,
        }
    }
}

impl Default for Portal {
    fn default() -> Self {
        Self {
            place: "Касимов".to_owned(),
            time_zone: "Europe/Moscow".to_owned(),
        }
    }
}

impl Default for Folders {
    fn default() -> Self {
        Self {
            assets: PathBuf::from("assets/dist"),
            services: PathBuf::from("services"),
        }
    }
}

impl Store {
    /// Where the database is.
    #[must_use]
    pub fn url(&self) -> String {
        match &self.url {
            Some(url) => url.clone(),
            None => format!("sqlite:{}", self.data.join("okno.db").display()),
        }
    }

    /// Where the keys are.
    #[must_use]
    pub fn keys(&self) -> PathBuf {
        self.keys
            .clone()
            .unwrap_or_else(|| self.data.join("keys.json"))
    }

    /// Where files are.
    #[must_use]
    pub fn files(&self) -> PathBuf {
        self.data.join("files")
    }
}

impl Config {
    /// Reads the file, if one is named or `okno.toml` is here, and the environment.
    pub fn read(
        file: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, String> {
        let mut table = toml::Table::new();
        let usual = Path::new("okno.toml");
        if let Some(path) = file.or_else(|| usual.exists().then_some(usual)) {
            let text =
                std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
            table = text
                .parse()
                .map_err(|e| format!("{}: {e}", path.display()))?;
        }
        for (name, value) in environment {
            let Some(rest) = name.strip_prefix("OKNO_") else {
                continue;
            };
            let Some((part, key)) = rest.split_once("__") else {
                continue;
            };
            let part = part.to_lowercase();
            let entry = table
                .entry(part)
                .or_insert_with(|| toml::Value::Table(toml::Table::new()));
            if let toml::Value::Table(inner) = entry {
                inner.insert(key.to_lowercase(), scalar(&value));
            }
        }
        toml::Value::Table(table)
            .try_into()
            .map_err(|e: toml::de::Error| format!("configuration: {}", e.message()))
    }

    /// What must be set before the portal may serve people. Empty when it may.
    #[must_use]
    pub fn unfit(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let gateways = &self.gateways;
        for (name, value) in [
            ("gateways.registries_url", &gateways.registries_url),
            ("gateways.registries_key", &gateways.registries_key),
            ("gateways.sms_url", &gateways.sms_url),
            ("gateways.sms_key", &gateways.sms_key),
            ("gateways.smtp_url", &gateways.smtp_url),
            ("gateways.mail_from", &gateways.mail_from),
            ("gateways.post_url", &gateways.post_url),
            ("gateways.post_key", &gateways.post_key),
        ] {
            if value.is_empty() {
                faults.push(format!("{name} is not set"));
            }
        }
        if self.signature.roots.is_some() && self.signature.lists.is_empty() {
            faults.push(
                "signature.roots is set and signature.lists is not: no signature could be taken"
                    .to_owned(),
            );
        }
        if self.support.hotline().is_empty() {
            faults.push("support.lines is empty: people need a number to call".to_owned());
        }
        let (least, most) = LONGEST_PASSWORD;
        let set = self.accounts.password_max;
        if !(least..=most).contains(&set) {
            faults.push(format!(
                "accounts.password_max is {set}: it may be {least} to {most}"
            ));
        }
        faults.extend(self.in_clear());
        faults
    }

    /// What the portal may serve people with, and had better not. Empty when all is well.
    #[must_use]
    pub fn risks(&self) -> Vec<&'static str> {
        let mut risks = Vec::new();
        if self.files.clamav.is_empty() {
            risks.push(
                "files.clamav is not set: nobody looks for malicious programs in what people send",
            );
        }
        risks
    }

    /// Ways on which people's data would travel without TLS (S1-057). Inside of
    /// this machine it may.
    fn in_clear(&self) -> Vec<String> {
        let server = &self.server;
        let gateways = &self.gateways;
        let mut faults = Vec::new();
        for (name, url) in [
            ("server.public_url", &server.public_url),
            ("gateways.registries_url", &gateways.registries_url),
            ("gateways.sms_url", &gateways.sms_url),
            ("gateways.post_url", &gateways.post_url),
            ("gateways.banks_url", &gateways.banks_url),
        ] {
            if !url.is_empty() && !is_sealed(url) {
                faults.push(format!(
                    "{name} is {url}: people's data must travel over TLS (https)"
                ));
            }
        }
        let smtp = &gateways.smtp_url;
        if smtp.starts_with("smtp://") && !smtp.ends_with("?tls=required") && !is_local(smtp) {
            faults.push(
                "gateways.smtp_url is without TLS: write smtps:// or add ?tls=required".to_owned(),
            );
        }
        let scanner = &self.files.clamav;
        if scanner.starts_with("tcp://") && !is_local(scanner) {
            faults.push(format!(
                "files.clamav is {scanner}, another machine, and clamd speaks no TLS: use its \
                 socket on this machine, or a tunnel with TLS that begins here"
            ));
        }
        let store = self.store.url();
        if store.starts_with("postgres") && !is_local_store(&store) && !is_verified(&store) {
            faults.push(
                "store.url leads to another machine without TLS whose certificate is checked: \
                 add ?sslmode=verify-full"
                    .to_owned(),
            );
        }
        if !server.listen.ip().is_loopback() && !server.behind_proxy {
            faults.push(format!(
                "server.listen is {}, open to the network, and this program speaks no TLS itself: \
                 put a proxy that does before it and set server.behind_proxy",
                server.listen
            ));
        }
        faults
    }
}

/// Over TLS, or inside of this machine.
pub(crate) fn is_sealed(url: &str) -> bool {
    url.starts_with("https://") || is_local(url)
}

/// Does this address lead to this very machine?
fn is_local(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?']).next().unwrap_or_default();
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    host == "localhost"
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|ip| ip.is_loopback())
}

/// The part of a database's address behind the question mark, as pairs.
fn options(url: &str) -> impl Iterator<Item = (&str, &str)> {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    query.split('&').filter_map(|pair| pair.split_once('='))
}

/// Is this database on this machine? `host=/…` is a socket of its file system.
fn is_local_store(url: &str) -> bool {
    let hosts: Vec<&str> = options(url)
        .filter_map(|(name, value)| (name == "host" || name == "hostaddr").then_some(value))
        .collect();
    if hosts.is_empty() {
        // A path in the place of the name is a socket too.
        return is_local(url) || url.to_lowercase().contains("@%2f");
    }
    let socket = |host: &&str| host.starts_with('/') || host.to_lowercase().starts_with("%2f");
    hosts.iter().all(|host| socket(host) || is_local(host))
}

/// `prefer`, the usual one, goes on in clear when the server says so; `require` talks to
/// whoever answers.
fn is_verified(url: &str) -> bool {
    let mut modes = options(url).filter(|(name, _)| *name == "sslmode" || *name == "ssl-mode");
    modes.next().is_some_and(|(_, mode)| mode == "verify-full")
}

fn scalar(value: &str) -> toml::Value {
    if let Ok(number) = value.parse::<i64>() {
        return toml::Value::Integer(number);
    }
    // A list is written as in the file.
    if value.starts_with('[')
        && let Ok(mut table) = format!("list = {value}").parse::<toml::Table>()
        && let Some(list) = table.remove("list")
    {
        return list;
    }
    match value {
        "true" => toml::Value::Boolean(true),
        "false" => toml::Value::Boolean(false),
        _ => toml::Value::String(value.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn env(pairs: &[(&str, &str)]) -> impl Iterator<Item = (String, String)> {
        pairs
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect::<Vec<_>>()
            .into_iter()
    }

    #[test]
    fn environment_overrides_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("okno.toml");
        std::fs::write(
            &file,
            "[store]\nconnections = 3\n[portal]\nplace = \"Рязань\"\n",
        )
        .unwrap();
        let config = Config::read(
            Some(&file),
            env(&[
                ("OKNO_STORE__CONNECTIONS", "9"),
                ("OKNO_SIGNATURE__LISTS", "[\"http://x/a.crl\"]"),
                ("PATH", "x"),
            ]),
        )
        .unwrap();
        assert_eq!(config.store.connections, 9);
        assert_eq!(config.portal.place, "Рязань");
        let settings: okno_support::Settings = (&config.support).into();
        assert_eq!(config.support.hotline(), "8 800 100-70-10");
        assert_eq!(settings.lines[1].number, "115", "S2-41");
        assert_eq!(config.signature.lists, ["http://x/a.crl"]);
    }

    #[test]
    fn an_unknown_key_is_refused_by_its_name() {
        let error = Config::read(None, env(&[("OKNO_STORE__COLOUR", "red")])).unwrap_err();
        assert!(error.contains("colour"), "{error}");
    }

    #[test]
    fn defaults_are_unfit_to_serve_people() {
        let faults = Config::default().unfit();
        assert!(faults.iter().any(|f| f.contains("sms_url")), "{faults:?}");
    }

    #[test]
    fn longest_password_is_held_within_what_people_were_promised() {
        let told = |max| {
            let mut config = Config::default();
            config.accounts.password_max = max;
            config.unfit().iter().any(|f| f.contains("password_max"))
        };
        assert_eq!(Config::default().accounts.password_max, 20);
        for (max, refused) in [(19, true), (20, false), (128, false), (129, true)] {
            assert_eq!(told(max), refused, "{max}");
        }
    }

    #[test]
    fn roots_without_revocation_lists_are_unfit() {
        let mut config = Config::default();
        let told = |config: &Config| config.unfit().iter().any(|f| f.contains("signature.lists"));
        assert!(!told(&config));
        config.signature.roots = Some("roots".into());
        assert!(told(&config));
        config.signature.lists = vec!["https://ca.example/list.crl".to_owned()];
        assert!(!told(&config));
    }

    #[test]
    fn a_portal_without_a_scanner_says_so() {
        let mut config = Config::default();
        assert!(config.risks().iter().any(|r| r.contains("files.clamav")));
        config.files.clamav = "unix:/run/clamav/clamd.ctl".to_owned();
        assert_eq!(config.risks(), [""; 0]);
    }

    #[test]
    fn nothing_about_people_travels_in_clear() {
        let good = || {
            let mut config = Config::default();
            "https://okno.example".clone_into(&mut config.server.public_url);
            let outside = &mut config.gateways;
            "https://registries.example".clone_into(&mut outside.registries_url);
            "https://sms.example".clone_into(&mut outside.sms_url);
            "https://post.example".clone_into(&mut outside.post_url);
            "smtps://user:password@mail.example".clone_into(&mut outside.smtp_url);
            for key in [
                &mut outside.registries_key,
                &mut outside.sms_key,
                &mut outside.mail_from,
                &mut outside.post_key,
            ] {
                "x".clone_into(key);
            }
            config
        };
        assert_eq!(good().unfit(), [""; 0]);
        let faults = |change: &dyn Fn(&mut Config)| {
            let mut config = good();
            change(&mut config);
            config.unfit()
        };
        type Change<'a> = (&'a str, &'a dyn Fn(&mut Config));
        let clear: [Change<'_>; 9] = [
            ("files.clamav", &|c| {
                "tcp://scanner.example:3310".clone_into(&mut c.files.clamav);
            }),
            ("server.public_url", &|c| {
                "http://okno.example".clone_into(&mut c.server.public_url);
            }),
            // A name that only begins like this machine.
            ("server.public_url", &|c| {
                "http://127.0.0.1.example".clone_into(&mut c.server.public_url);
            }),
            ("gateways.registries_url", &|c| {
                "http://registries.example".clone_into(&mut c.gateways.registries_url);
            }),
            ("gateways.sms_url", &|c| {
                "http://sms.example:8080/x".clone_into(&mut c.gateways.sms_url);
            }),
            ("gateways.smtp_url", &|c| {
                "smtp://mail.example:25".clone_into(&mut c.gateways.smtp_url);
            }),
            ("gateways.post_url", &|c| {
                "http://post.example".clone_into(&mut c.gateways.post_url);
            }),
            ("gateways.banks_url", &|c| {
                "http://banks.example".clone_into(&mut c.gateways.banks_url);
            }),
            ("server.listen", &|c| {
                c.server.listen = std::net::SocketAddr::from(([0, 0, 0, 0], 80));
            }),
        ];
        for (name, change) in clear {
            let told = faults(change);
            assert_eq!(told.len(), 1, "{name}: {told:?}");
            assert!(
                told[0].starts_with(name) && told[0].contains("TLS"),
                "{told:?}"
            );
        }
        for clear in [
            "postgres://okno:secret@db.example/okno",
            "postgresql://okno:secret@db.example/okno?sslmode=prefer",
            "postgres://okno:secret@db.example/okno?sslmode=require",
            "postgres://okno@localhost/okno?host=db.example",
        ] {
            let told = faults(&|c| c.store.url = Some(clear.to_owned()));
            assert_eq!(told.len(), 1, "{clear}: {told:?}");
            assert!(told[0].starts_with("store.url"), "{told:?}");
            assert!(!told[0].contains("secret"), "{told:?}");
        }
        for sealed in [
            "postgres://okno:secret@db.example/okno?sslmode=verify-full",
            "postgres://okno:secret@127.0.0.1:5432/okno",
            "postgres:///okno?host=/run/postgresql",
            "postgres://okno@%2Frun%2Fpostgresql/okno",
            "sqlite:/var/lib/okno.db",
        ] {
            let told = faults(&|c| c.store.url = Some(sealed.to_owned()));
            assert_eq!(told, [""; 0], "{sealed}");
        }
        // Within this machine, and with a proxy before it, all is well.
        let local = faults(&|c| {
            "tcp://127.0.0.1:3310".clone_into(&mut c.files.clamav);
            "http://localhost:8080".clone_into(&mut c.server.public_url);
            "http://[::1]:9".clone_into(&mut c.gateways.registries_url);
            "http://127.0.0.2:9/".clone_into(&mut c.gateways.sms_url);
            "smtp://user:p@localhost:25".clone_into(&mut c.gateways.smtp_url);
        });
        assert_eq!(local, [""; 0]);
        let proxied = faults(&|c| {
            c.server.listen = std::net::SocketAddr::from(([0, 0, 0, 0], 80));
            c.server.behind_proxy = true;
            "smtp://mail.example?tls=required".clone_into(&mut c.gateways.smtp_url);
        });
        assert_eq!(proxied, [""; 0]);
    }
}
