//! The portal: what every department stands on.

use std::sync::{Arc, OnceLock};

use futures::future::BoxFuture;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};
use okno_store::{Db, DbError};

use crate::assets::Assets;
use crate::kept::KeptPages;
use crate::session::Subject;
use crate::visitor::Met;
use crate::words::{Lang, Words};

/// Settings of the counter.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How people reach the portal, e.g. `https://okno.example`. On `https`
    /// cookies are `Secure` and HSTS is sent.
    pub public_url: String,
    /// The town or region in the header.
    pub place: String,
    /// Help line, as shown.
    pub hotline: String,
    /// When it is answered, as shown; empty is round the clock.
    pub hotline_hours: String,
    /// Where the stand's pages are, in the demo. Only shown, never asked.
    pub stand_url: Option<String>,
    /// IANA time zone of deadlines and of what is shown.
    pub time_zone: String,
    /// Take the address of a visitor from `X-Forwarded-For`: only behind a
    /// proxy of one's own.
    pub behind_proxy: bool,
    /// Requests a second from one address; 0 is no limit.
    pub requests_per_second: u32,
    /// Codes that people who are not signed in may have sent to phones in an hour, all of
    /// them together: a bound on what a flood of them costs.
    pub codes_per_hour: i64,
    /// Characters of the longest password that may be chosen, 20 to 128.
    pub password_max: usize,
    /// Bearer token for `/metrics`; without one only this machine may ask.
    pub metrics_token: Option<String>,
    /// Session: longest time without a request.
    pub session_idle: SignedDuration,
    /// Session: longest time in all.
    pub session_total: SignedDuration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            public_url: "http://127.0.0.1:8080".to_owned(),
            place: "Касимов".to_owned(),
            hotline: "8 800 100-70-10".to_owned(),
            hotline_hours: String::new(),
            stand_url: None,
            time_zone: "Europe/Moscow".to_owned(),
            behind_proxy: false,
            requests_per_second: 50,
            codes_per_hour: 5_000,
            password_max: 20,
            metrics_token: None,
            session_idle: SignedDuration::from_mins(30),
            session_total: SignedDuration::from_hours(12),
        }
    }
}

/// Who stands behind a session; accounts answer.
pub trait People: Send + Sync + 'static {
    /// Looks the subject up. [`Who::Nobody`](crate::Who) when it may not act any more.
    fn who<'a>(&'a self, subject: Subject) -> BoxFuture<'a, Result<Met, DbError>>;
}

struct Inner {
    db: Db,
    words: Words,
    assets: Assets,
    settings: Settings,
    zone: TimeZone,
    people: OnceLock<Arc<dyn People>>,
    kept: KeptPages,
}

/// Cheap to clone; every department holds one.
#[derive(Clone)]
pub struct Portal(Arc<Inner>);

impl Portal {
    /// Puts it together.
    pub fn new(db: Db, words: Words, assets: Assets, settings: Settings) -> Result<Self, String> {
        let zone = TimeZone::get(&settings.time_zone)
            .map_err(|e| format!("time zone {}: {e}", settings.time_zone))?;
        Ok(Self(Arc::new(Inner {
            db,
            words,
            assets,
            settings,
            zone,
            people: OnceLock::new(),
            kept: KeptPages::default(),
        })))
    }

    /// Says who knows people. Called once, when the house is put together.
    pub fn set_people(&self, people: Arc<dyn People>) {
        let _ = self.0.people.set(people);
    }

    pub(crate) fn people(&self) -> Option<&Arc<dyn People>> {
        self.0.people.get()
    }

    /// The store.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// The words.
    #[must_use]
    pub fn words(&self) -> &Words {
        &self.0.words
    }

    /// The built front end.
    #[must_use]
    pub fn assets(&self) -> &Assets {
        &self.0.assets
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// A time in the zone of the portal.
    #[must_use]
    pub fn local(&self, at: Timestamp) -> Zoned {
        at.to_zoned(self.0.zone.clone())
    }

    /// Today, in the zone of the portal.
    #[must_use]
    pub fn today(&self) -> jiff::civil::Date {
        self.local(self.db().now()).date()
    }

    /// «22 ноября 2026 года» / «22 November 2026».
    #[must_use]
    pub fn date_long(&self, lang: Lang, at: Timestamp) -> String {
        self.civil_long(lang, self.local(at).date())
    }

    /// The same for a date.
    #[must_use]
    pub fn civil_long(&self, lang: Lang, date: jiff::civil::Date) -> String {
        let month = self.words().t(lang, &format!("web-month-{}", date.month()));
        match lang {
            Lang::Ru => {
                format!("{}\u{a0}{month} {}\u{a0}года", date.day(), date.year())
            }
            Lang::En => format!("{}\u{a0}{month} {}", date.day(), date.year()),
        }
    }

    /// Is the portal reached over TLS?
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.0.settings.public_url.starts_with("https://")
    }

    /// An absolute address.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.0.settings.public_url.trim_end_matches('/'))
    }

    pub(crate) fn kept(&self) -> &KeptPages {
        &self.0.kept
    }

    /// Forgets kept pages, e.g. when the catalogue was read anew.
    pub fn forget_pages(&self) {
        self.0.kept.forget();
    }
}
