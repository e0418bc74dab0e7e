use crate::Flaw;
use crate::text::{canonical, is_cyrillic, tidy};

/// E-mail address (S1-054, S1-029). Stored with the domain in lower-case
/// ASCII (punycode, so that `.рф` works), the part before `@` as typed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

/// Latin letters that a Cyrillic keyboard gives by mistake.
fn to_latin(c: char) -> Option<char> {
    Some(match c {
        'а' => 'a',
        'А' => 'A',
        'е' => 'e',
        'Е' => 'E',
        'о' => 'o',
        'О' => 'O',
        'р' => 'p',
        'Р' => 'P',
        'с' => 'c',
        'С' => 'C',
        'у' => 'y',
        'У' => 'Y',
        'х' => 'x',
        'Х' => 'X',
        'В' => 'B',
        'К' => 'K',
        'к' => 'k',
        'М' => 'M',
        'Н' => 'H',
        'Т' => 'T',
        'і' => 'i',
        'І' => 'I',
        _ => return None,
    })
}

/// A word with both alphabets in it, every Cyrillic letter of which has a
/// Latin twin, is meant to be Latin.
fn untwin(word: &str) -> String {
    let mixed = word.chars().any(|c| c.is_ascii_alphabetic());
    let twins = word.chars().filter(|c| is_cyrillic(*c));
    if mixed && twins.clone().all(|c| to_latin(c).is_some()) {
        word.chars().map(|c| to_latin(c).unwrap_or(c)).collect()
    } else {
        word.to_owned()
    }
}

impl Email {
    /// Reads an address as pasted: spaces around, angle brackets, `mailto:`
    /// and a closing dot or comma are dropped.
    ///
    /// # Errors
    /// `flaw-email-empty`, `-space`, `-at`, `-two-at`, `-before`, `-after`,
    /// `-comma`, `-dots`, `-letters`, `-no-dot`, `-domain`, `-ending`, `-long`.
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        let text = tidy(raw);
        let text = text.trim_matches(|c: char| " <>\"«»;,".contains(c));
        let text = match text.get(..7) {
            Some(head) if head.eq_ignore_ascii_case("mailto:") => &text[7..],
            _ => text,
        };
        let text = text
            .trim_end_matches(|c: char| ".;, ".contains(c))
            .trim_start();
        if text.is_empty() {
            return Err(Flaw::new("flaw-email-empty"));
        }
        if text.contains(' ') {
            return Err(Flaw::new("flaw-email-space"));
        }
        let (local, domain) = text.split_once('@').ok_or(Flaw::new("flaw-email-at"))?;
        if domain.contains('@') {
            return Err(Flaw::new("flaw-email-two-at"));
        }
        if domain.is_empty() {
            return Err(Flaw::new("flaw-email-after"));
        }
        let local = untwin(local);
        Self::local(&local)?;
        let domain = Self::domain(domain)?;
        let whole = format!("{local}@{domain}");
        // RFC 5321: 64 before the sign, 254 in all.
        if local.len() > 64 || whole.len() > 254 {
            return Err(Flaw::new("flaw-email-long"));
        }
        Ok(Self(whole))
    }

    fn local(local: &str) -> Result<(), Flaw> {
        if local.is_empty() {
            return Err(Flaw::new("flaw-email-before"));
        }
        if local.contains(',') {
            return Err(Flaw::new("flaw-email-comma"));
        }
        if !local
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-.".contains(c))
        {
            return Err(Flaw::new("flaw-email-letters"));
        }
        if local.starts_with('.') || local.ends_with('.') || local.contains("..") {
            return Err(Flaw::new("flaw-email-dots"));
        }
        Ok(())
    }

    fn domain(domain: &str) -> Result<String, Flaw> {
        if domain.contains(',') {
            return Err(Flaw::new("flaw-email-comma"));
        }
        if domain.starts_with('.') || domain.contains("..") {
            return Err(Flaw::new("flaw-email-dots"));
        }
        let labels: Vec<String> = domain.split('.').map(untwin).collect();
        if labels.len() < 2 {
            return Err(Flaw::new("flaw-email-no-dot"));
        }
        let ascii = idna::domain_to_ascii_strict(&labels.join("."))
            .map_err(|_| Flaw::new("flaw-email-domain"))?;
        let ending = ascii.rsplit('.').next().unwrap_or_default();
        let word = ending.len() > 1 && ending.bytes().all(|b| b.is_ascii_alphabetic());
        if !word && !ending.starts_with("xn--") {
            return Err(Flaw::new("flaw-email-ending"));
        }
        Ok(ascii)
    }

    fn stored(raw: &str) -> Result<Self, Flaw> {
        Self::parse(raw)
    }

    fn parts(&self) -> (&str, &str) {
        self.0.split_once('@').unwrap_or((&self.0, ""))
    }

    /// The stored form, ready for SMTP.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form by which two addresses are compared: all in lower case, since
    /// no mail service in use tells `Ivan@` from `ivan@`.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }

    /// The address with its domain in the letters of its language.
    pub fn shown(&self) -> String {
        let (local, domain) = self.parts();
        format!("{local}@{}", idna::domain_to_unicode(domain).0)
    }

    /// `i•••@pochta.example`.
    pub fn masked(&self) -> String {
        let (local, domain) = self.parts();
        let first: String = local.chars().take(1).collect();
        format!("{first}•••@{}", idna::domain_to_unicode(domain).0)
    }
}

canonical!(Email);
