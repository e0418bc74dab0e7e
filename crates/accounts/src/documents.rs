//! The documents that a person agrees to: at registration the consent to the processing
//! of personal data, a document of its own (152-FZ, article 9), and the user agreement
//! (S1-037); with the passport the terms on which its data are processed (S1-006).

use okno_web::{Lang, Portal};

/// Version of both texts. It grows with every change of a text in
/// `locales/`; a test holds the hash of each version.
pub const VERSION: &str = "2";

/// Version of the terms for a passport; it grows with every change of their text.
pub const PASSPORT_VERSION: &str = "1";
/// What the consent is called among the consents, without the language.
pub(crate) const PERSONAL: &str = "personal-data";
/// What the user agreement is called there.
pub(crate) const AGREEMENT: &str = "user-agreement";
/// What those terms are called among the consents, without the language.
pub(crate) const PASSPORT: &str = "passport-data";

/// Version of the consent to news; it grows with every change of its text.
pub const NEWS_VERSION: &str = "1";
/// What that consent is called among the consents, without the language.
pub(crate) const NEWS: &str = "news";

fn paragraphs(portal: &Portal, lang: Lang, id: &str) -> Vec<String> {
    (1..)
        .map(|n| format!("{id}-{n}"))
        .take_while(|id| portal.words().has(lang, id))
        .map(|id| portal.words().t(lang, &id))
        .collect()
}

/// The consent to the processing of personal data, paragraph by paragraph.
#[must_use]
pub fn consent(portal: &Portal, lang: Lang) -> Vec<String> {
    paragraphs(portal, lang, "accounts-consent")
}

/// The user agreement.
#[must_use]
pub fn agreement(portal: &Portal, lang: Lang) -> Vec<String> {
    paragraphs(portal, lang, "accounts-agreement")
}

/// The terms on which the data of a passport are processed.
#[must_use]
pub fn passport(portal: &Portal, lang: Lang) -> Vec<String> {
    paragraphs(portal, lang, "accounts-terms")
}

/// The consent to news of the portal by e-mail.
#[must_use]
pub fn news(portal: &Portal, lang: Lang) -> Vec<String> {
    paragraphs(portal, lang, "accounts-news-consent")
}

/// «Версия 2 от 23 ноября 2026 года»: of the consent and the agreement.
pub(crate) fn version_shown(portal: &Portal, lang: Lang) -> String {
    shown(portal, lang, VERSION, jiff::civil::date(2026, 11, 23))
}

/// The same of the terms for a passport.
pub(crate) fn passport_version_shown(portal: &Portal, lang: Lang) -> String {
    shown(
        portal,
        lang,
        PASSPORT_VERSION,
        jiff::civil::date(2026, 11, 22),
    )
}

fn shown(portal: &Portal, lang: Lang, version: &str, date: jiff::civil::Date) -> String {
    let args = [
        ("version", version.into()),
        ("date", portal.civil_long(lang, date).into()),
    ];
    portal.words().tv(lang, "accounts-document-version", &args)
}
