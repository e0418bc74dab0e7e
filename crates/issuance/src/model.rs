//! What an issued document is: its number, its holder, its state.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use okno_requisites::{Chance, Personal};
use okno_store::{Actor, DbError};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Digits of Crockford's base 32: no letter that looks like a digit.
const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Characters of a number: 60 random bits, so that none can be guessed.
const LENGTH: usize = 12;

/// The number of a document and the key of its public check (S0-27, S0-28):
/// 12 characters, shown as `XXXX-XXXX-XXXX`. It says nothing of the holder.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DocumentNumber(String);

/// The character that is meant; look-alikes and Cyrillic twins are put right.
fn digit(c: char) -> Option<char> {
    let meant = match c.to_uppercase().next().unwrap_or(c) {
        'O' | 'О' => '0',
        'I' | 'L' | 'І' => '1',
        'З' => '3',
        'А' => 'A',
        'В' => 'B',
        'Е' | 'Ё' => 'E',
        'К' => 'K',
        'М' => 'M',
        'Н' => 'H',
        'Р' => 'P',
        'С' => 'C',
        'Т' => 'T',
        'У' => 'Y',
        'Х' => 'X',
        other => other,
    };
    ALPHABET.contains(meant).then_some(meant)
}

impl DocumentNumber {
    /// A new number.
    #[must_use]
    pub fn draw(chance: &dyn Chance) -> Self {
        Self(chance.code(ALPHABET, LENGTH))
    }

    /// Finds a number in what was typed or pasted: in any case, with spaces,
    /// hyphens, words around it, or the whole address of the check.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        let text = text.rsplit_once("/d/").map_or(text, |(_, after)| after);
        let pieces: Vec<Option<String>> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|piece| !piece.is_empty())
            .take(200)
            .map(|piece| piece.chars().map(digit).collect())
            .collect();
        // A number may be cut anywhere; a piece with a foreign letter is a word.
        (0..pieces.len()).find_map(|from| {
            let mut number = String::new();
            for piece in pieces.get(from..)? {
                number.push_str(piece.as_deref()?);
                if number.len() >= LENGTH {
                    break;
                }
            }
            (number.len() == LENGTH).then_some(Self(number))
        })
    }

    /// As it is stored: 12 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where it is checked, inside the portal: `/d/XXXX-XXXX-XXXX`. The QR code
    /// leads to [`okno_web::Portal::url`] of it.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/d/{self}")
    }
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, c) in self.0.chars().enumerate() {
            if n > 0 && n.is_multiple_of(4) {
                f.write_str("-")?;
            }
            write!(f, "{c}")?;
        }
        Ok(())
    }
}

/// Whose document it is, as printed on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Surname.
    pub surname: Personal<String>,
    /// Given name.
    pub name: Personal<String>,
    /// Patronymic; empty when there is none.
    pub patronymic: Personal<String>,
}

impl Holder {
    /// What the public check shows: «С•••••• А. Р.». The number of dots is
    /// always the same, so that it does not tell the length.
    #[must_use]
    pub fn masked(&self) -> String {
        let first = |part: &Personal<String>| part.reveal().chars().next();
        let mut out: String = first(&self.surname).into_iter().collect();
        out.push_str("••••••");
        for part in [&self.name, &self.patronymic] {
            if let Some(letter) = first(part) {
                out.push(' ');
                out.push(letter);
                out.push('.');
            }
        }
        out
    }

    /// Surname, name and patronymic, for the holder and the document itself.
    #[must_use]
    pub fn full(&self) -> Personal<String> {
        let parts = [&self.surname, &self.name, &self.patronymic];
        let parts: Vec<&str> = parts
            .iter()
            .map(|part| part.reveal().as_str())
            .filter(|part| !part.is_empty())
            .collect();
        Personal::new(parts.join(" "))
    }
}

/// Why a document was revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevocationReason {
    /// A newer one takes its place.
    Replaced,
    /// The holder withdrew the consent or asked for it.
    Withdrawn,
    /// It was issued by mistake or holds one.
    Mistake,
}

impl RevocationReason {
    /// Word in the store and in the journal.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Replaced => "replaced",
            Self::Withdrawn => "withdrawn",
            Self::Mistake => "mistake",
        }
    }

    pub(crate) fn from_word(word: &str) -> Result<Self, DbError> {
        [Self::Replaced, Self::Withdrawn, Self::Mistake]
            .into_iter()
            .find(|reason| reason.as_str() == word)
            .ok_or_else(|| DbError::Other(format!("{word} is no reason to revoke")))
    }
}

/// A revocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revocation {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: RevocationReason,
}

/// What a check on a day finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Genuine and in force.
    InForce,
    /// Genuine, but its term is over.
    Expired,
    /// Genuine once, revoked.
    Revoked,
}

impl Standing {
    /// Word in answers to programs: `in_force`, `expired`, `revoked`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
        }
    }
}

/// A document to issue.
#[derive(Debug, Clone)]
pub struct NewDocument {
    /// Account of the holder.
    pub owner: Uuid,
    /// The case that ended in it.
    pub case: Uuid,
    /// Tells the documents of a case apart; empty of its result.
    pub part: String,
    /// Id of the service.
    pub service: String,
    /// Name of the document, in the language it is printed in.
    pub title: String,
    /// Full name of the body that issues it, as printed.
    pub issuer: String,
    /// Whose it is.
    pub holder: Holder,
    /// The last day on which it is valid, in the zone of the portal; `None` =
    /// without a term.
    pub valid_until: Option<Date>,
    /// Who decided.
    pub actor: Actor,
}

/// An issued document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Id.
    pub id: Uuid,
    /// Number.
    pub number: DocumentNumber,
    /// Account of the holder.
    pub owner: Uuid,
    /// The case that ended in it.
    pub case: Uuid,
    /// Tells the documents of a case apart; empty of its result.
    pub part: String,
    /// Id of the service.
    pub service: String,
    /// Name of the document, as printed.
    pub title: String,
    /// Who issued it, as printed.
    pub issuer: String,
    /// Whose it is.
    pub holder: Holder,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// The last day on which it is valid.
    pub valid_until: Option<Date>,
    /// Set when it was revoked.
    pub revoked: Option<Revocation>,
    /// The PDF in the file store; absent until it is made.
    pub file: Option<Uuid>,
}

impl Document {
    /// Where it stands on a day. The last day still counts.
    #[must_use]
    pub fn standing(&self, today: Date) -> Standing {
        if self.revoked.is_some() {
            Standing::Revoked
        } else if self.valid_until.is_some_and(|last| last < today) {
            Standing::Expired
        } else {
            Standing::InForce
        }
    }
}
