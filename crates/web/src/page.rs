//! What the layout needs to know about a page.

use std::fmt::Display;
use std::sync::Arc;

use fluent_bundle::FluentValue;
use jiff::Timestamp;
use okno_requisites::Flaw;

use crate::portal::Portal;
use crate::visitor::Who;
use crate::words::Lang;
use crate::{Form, icons};

/// Display settings («Вид»), kept in a cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct View {
    /// `m`, `l`, `xl`.
    pub size: &'static str,
    /// `normal`, `high`.
    pub contrast: &'static str,
    /// `auto`, `light`, `dark`.
    pub theme: &'static str,
    /// `normal`, `wide`.
    pub spacing: &'static str,
}

impl Default for View {
    fn default() -> Self {
        Self {
            size: "m",
            contrast: "normal",
            theme: "auto",
            spacing: "normal",
        }
    }
}

impl View {
    /// Reads one setting among the allowed words; anything else is the default.
    #[must_use]
    pub fn from_words(size: &str, contrast: &str, theme: &str, spacing: &str) -> Self {
        fn pick(allowed: &[&'static str], given: &str) -> &'static str {
            allowed
                .iter()
                .find(|word| **word == given)
                .copied()
                .unwrap_or(allowed[0])
        }
        Self {
            size: pick(&["m", "l", "xl"], size),
            contrast: pick(&["normal", "high"], contrast),
            theme: pick(&["auto", "light", "dark"], theme),
            spacing: pick(&["normal", "wide"], spacing),
        }
    }

    /// The value of the cookie.
    #[must_use]
    pub fn to_cookie(self) -> String {
        format!(
            "{}.{}.{}.{}",
            self.size, self.contrast, self.theme, self.spacing
        )
    }

    /// Reads the cookie.
    #[must_use]
    pub fn from_cookie(value: &str) -> Self {
        let mut parts = value.split('.');
        let mut next = || parts.next().unwrap_or_default();
        let (size, contrast, theme, spacing) = (next(), next(), next(), next());
        Self::from_words(size, contrast, theme, spacing)
    }
}

/// The two frames of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shell {
    /// For citizens.
    #[default]
    Citizen,
    /// For officials: wide, one line of footer.
    Work,
}

/// A confirmation or a warning at the top of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// `ok`, `warn`, `info`, `error`.
    pub kind: &'static str,
    /// What happened.
    pub title: String,
    /// What follows from it; may be empty.
    pub text: String,
}

/// A page: what the layout draws around the content.
#[derive(Clone)]
pub struct Page {
    /// Title, without the name of the portal.
    pub title: String,
    /// Language.
    pub lang: Lang,
    /// Path and query, to come back to after a change of language or view.
    pub path: String,
    /// Display settings.
    pub view: View,
    /// Which frame.
    pub shell: Shell,
    /// Who is signed in.
    pub who: Who,
    /// Confirmation in place.
    pub notice: Option<Notice>,
    /// The town, for the header.
    pub place: String,
    /// Reload after so many seconds when there are no scripts.
    pub refresh: Option<u32>,
    /// Does the form on the page have errors?
    pub errors: bool,
    /// Home has a search of its own.
    pub has_own_search: bool,
    /// When the session ends if nothing is done, milliseconds since the epoch; for the warning.
    pub session_ends: Option<i64>,
    /// What was searched for, to keep in the field of the header.
    pub query: String,
    pub(crate) portal: Portal,
}

impl Page {
    /// A text.
    #[must_use]
    pub fn t(&self, id: &str) -> String {
        self.portal.words().t(self.lang, id)
    }

    /// A text with one argument.
    #[must_use]
    pub fn ta(&self, id: &str, name: &str, value: impl Display) -> String {
        self.portal.words().tv(
            self.lang,
            id,
            &[(name, FluentValue::from(value.to_string()))],
        )
    }

    /// A text with one number, for plurals.
    #[must_use]
    pub fn tn(&self, id: &str, name: &str, value: impl TryInto<i64>) -> String {
        let value = value.try_into().unwrap_or_default();
        self.portal
            .words()
            .tv(self.lang, id, &[(name, FluentValue::from(value))])
    }

    /// A text with several arguments.
    #[must_use]
    pub fn tv(&self, id: &str, args: &[(&str, String)]) -> String {
        let args: Vec<_> = args
            .iter()
            .map(|(k, v)| (*k, FluentValue::from(v.as_str())))
            .collect();
        self.portal.words().tv(self.lang, id, &args)
    }

    /// Characters of the longest password that may be chosen.
    #[must_use]
    pub fn password_max(&self) -> usize {
        self.portal.settings().password_max
    }

    /// The text of a refusal.
    #[must_use]
    pub fn flaw(&self, flaw: &Flaw) -> String {
        self.portal.words().flaw(self.lang, flaw)
    }

    /// The address of a style, script or picture.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        self.portal.assets().url(name)
    }

    /// An icon (SVG; use with `|safe`).
    #[must_use]
    pub fn icon(&self, name: &str) -> String {
        icons::icon(name)
    }

    /// The badge of an account level, 1 to 3 (HTML; use with `|safe`).
    #[must_use]
    pub fn level_badge(&self, level: u8) -> String {
        let mut panes = String::new();
        for pane in 1..=3u8 {
            let x = 3.6 + f32::from(pane - 1) * 7.2;
            let fill = if pane <= level {
                r#"fill="currentColor""#
            } else {
                r#"fill="none" stroke="currentColor" stroke-opacity=".45" stroke-dasharray="2 2""#
            };
            panes.push_str(&format!(
                r#"<rect x="{x:.1}" y="3.6" width="6.2" height="10.8" rx="1.5" {fill}/>"#
            ));
        }
        let word = self.t(match level {
            3 => "web-level-3",
            2 => "web-level-2",
            _ => "web-level-1",
        });
        let hidden = self.tn("web-level-hidden", "n", level);
        format!(
            r#"<span class="okno-level"><svg width="28" height="18" viewBox="0 0 28 18" aria-hidden="true" focusable="false"><rect x="1" y="1" width="26" height="16" rx="4" fill="none" stroke="currentColor" stroke-width="2"/>{panes}</svg>{word}<span class="govuk-visually-hidden"> {hidden}</span></span>"#
        )
    }

    /// Does the form on the page have errors?
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors
    }

    /// `<title>`: begins with «Ошибка» when the form has errors.
    #[must_use]
    pub fn title_full(&self) -> String {
        let name = self.t("web-name");
        let title = if self.title.is_empty() {
            name
        } else {
            format!("{} — {name}", self.title)
        };
        if self.errors {
            format!("{}: {title}", self.t("web-error"))
        } else {
            title
        }
    }

    /// Is this the demo with the stand as its outside world?
    #[must_use]
    pub fn is_demo(&self) -> bool {
        self.portal.settings().stand_url.is_some()
    }

    /// Where the stand's pages are; empty outside the demo.
    #[must_use]
    pub fn stand_url(&self) -> String {
        self.portal.settings().stand_url.clone().unwrap_or_default()
    }

    /// When the session ends, milliseconds since the epoch; 0 = nobody is signed in.
    #[must_use]
    pub fn session_ends_ms(&self) -> i64 {
        self.session_ends.unwrap_or_default()
    }

    /// Does the header offer a search?
    #[must_use]
    pub fn home_search(&self) -> bool {
        self.has_own_search
    }

    /// Is somebody signed in?
    #[must_use]
    pub fn signed_in(&self) -> bool {
        !matches!(self.who, Who::Nobody)
    }

    /// Is an official signed in?
    #[must_use]
    pub fn is_staff(&self) -> bool {
        matches!(self.who, Who::Staff { .. })
    }

    /// «Амина С.»
    #[must_use]
    pub fn short_name(&self) -> String {
        match &self.who {
            Who::Nobody => String::new(),
            Who::Citizen { short_name, .. } | Who::Staff { short_name, .. } => short_name.clone(),
        }
    }

    /// Where an official works.
    #[must_use]
    pub fn staff_place(&self) -> String {
        match &self.who {
            Who::Staff { place, .. } => place.clone(),
            _ => String::new(),
        }
    }

    /// The help line.
    #[must_use]
    pub fn hotline(&self) -> String {
        self.portal.settings().hotline.clone()
    }

    /// When it is answered.
    #[must_use]
    pub fn hotline_hours(&self) -> String {
        match self.portal.settings().hotline_hours.as_str() {
            "" => self.t("web-foot-hours"),
            hours => hours.to_owned(),
        }
    }

    /// «22 ноября 2026 года», in the time zone of the portal.
    #[must_use]
    pub fn date_long(&self, at: &Timestamp) -> String {
        self.portal.date_long(self.lang, *at)
    }

    /// «22.11.2026».
    #[must_use]
    pub fn date(&self, at: &Timestamp) -> String {
        self.portal.local(*at).strftime("%d.%m.%Y").to_string()
    }

    /// «22.11.2026, 18:42».
    #[must_use]
    pub fn date_time(&self, at: &Timestamp) -> String {
        self.portal
            .local(*at)
            .strftime("%d.%m.%Y, %H:%M")
            .to_string()
    }

    /// «18:42».
    #[must_use]
    pub fn time(&self, at: &Timestamp) -> String {
        self.portal.local(*at).strftime("%H:%M").to_string()
    }

    /// Today, long.
    #[must_use]
    pub fn today_long(&self) -> String {
        self.portal.date_long(self.lang, self.portal.db().now())
    }

    /// Says that this form is on the page: its errors change the title.
    #[must_use]
    pub fn with_form(mut self, form: &Form) -> Self {
        self.errors = form.has_errors();
        self
    }

    /// Adds a confirmation.
    #[must_use]
    pub fn with_notice(mut self, kind: &'static str, title: String, text: String) -> Self {
        self.notice = Some(Notice { kind, title, text });
        self
    }

    /// The frame for officials.
    #[must_use]
    pub fn work(mut self) -> Self {
        self.shell = Shell::Work;
        self
    }

    /// Is the frame the one for officials?
    #[must_use]
    pub fn is_work(&self) -> bool {
        self.shell == Shell::Work
    }
}

/// Keeps the word list alive where only words are needed.
pub type SharedWords = Arc<crate::Words>;
