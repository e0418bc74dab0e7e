//! The banks of `banks.yaml`: who they are and by which names they call what they say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use okno_gateways::{Bank, BankClaims};
use okno_requisites::{
    Address, BirthDate, DivisionCode, DocDate, Email, Inn, NamePart, PassportNumber, Phone, Sex,
    Snils,
};
use serde::Deserialize;
use serde_json::Value;

use okno_appointments::Text;

/// The usual name of each claim; a dot goes into an object.
const USUAL: [(&str, &str); 21] = [
    ("surname", "family_name"),
    ("name", "given_name"),
    ("patronymic", "middle_name"),
    ("birth_date", "birthdate"),
    ("sex", "gender"),
    ("phone", "phone_number"),
    ("email", "email"),
    ("snils", "snils"),
    ("inn", "inn"),
    ("birth_place", "birthplace"),
    ("passport_number", "passport.number"),
    ("passport_issued_on", "passport.issued_on"),
    ("passport_issued_by", "passport.issued_by"),
    ("division_code", "passport.division_code"),
    ("region", "address.region"),
    ("district", "address.district"),
    ("city", "address.locality"),
    ("street", "address.street_address"),
    ("house", "address.house"),
    ("flat", "address.flat"),
    ("postcode", "address.postal_code"),
];

/// A bank.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) name: Text,
    issuer: String,
    client_id: String,
    scopes: Vec<String>,
    #[serde(default)]
    scopes_new: Vec<String>,
    #[serde(default)]
    scopes_certificate: Vec<String>,
    #[serde(default)]
    claims: BTreeMap<String, String>,
    /// Sends codes to the phones of its cards.
    #[serde(default)]
    pub(crate) cards: bool,
    /// After a good comparison such a code is the last step (S1-085).
    #[serde(default)]
    pub(crate) code_after: bool,
    /// Has certificates made for its clients and signs with their keys (S1-091).
    #[serde(default)]
    pub(crate) certificates: bool,
}

/// The rows of the file; the error names the file and the row. No file, no banks.
pub(crate) fn read(path: &Path) -> Result<Vec<Row>, String> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let told = |e: String| format!("{}: {e}", path.display());
    let rows: Vec<Row> = serde_saphyr::from_str(&text).map_err(|e| told(e.to_string()))?;
    let mut seen = BTreeSet::new();
    for row in &rows {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if row.id.is_empty() || !row.id.chars().all(plain) {
            return Err(told(format!(
                "{:?}: an id is of small Latin letters, digits and _",
                row.id
            )));
        }
        if !seen.insert(&row.id) {
            return Err(told(format!("{}: named twice", row.id)));
        }
        if row.code_after && !row.cards {
            return Err(told(format!("{}: code_after needs cards", row.id)));
        }
        if let Some(name) = row
            .claims
            .keys()
            .find(|name| USUAL.iter().all(|(known, _)| known != name))
        {
            return Err(told(format!("{}: there is no field {name}", row.id)));
        }
    }
    Ok(rows)
}

/// Access to the banks of `banks.yaml`, for the gateways. `base` stands before issuers
/// that begin with `/`; banks of such issuers are left out without it. `secrets` are
/// those of the clients, by the id of the bank.
///
/// # Errors
/// Names the file and what is wrong with it.
pub fn access(
    services: &Path,
    base: &str,
    secrets: &BTreeMap<String, String>,
) -> Result<Vec<Bank>, String> {
    let rows = read(&services.join("banks.yaml"))?;
    let reached = rows.into_iter().filter_map(|row| {
        let issuer = match row.issuer.strip_prefix('/') {
            Some(_) if base.is_empty() => return None,
            Some(rest) => format!("{}/{rest}", base.trim_end_matches('/')),
            None => row.issuer,
        };
        Some(Bank {
            client_secret: secrets.get(&row.id).cloned(),
            id: row.id,
            issuer,
            client_id: row.client_id,
            scopes: row.scopes,
            scopes_new: row.scopes_new,
            scopes_certificate: row.scopes_certificate,
        })
    });
    Ok(reached.collect())
}

/// What a bank says of its client, in our names; what cannot be read is absent.
pub(crate) struct Said<'a> {
    row: &'a Row,
    claims: &'a BankClaims,
}

impl Row {
    pub(crate) fn said<'a>(&'a self, claims: &'a BankClaims) -> Said<'a> {
        Said { row: self, claims }
    }
}

impl Said<'_> {
    /// A claim as the bank writes it.
    pub(crate) fn text(&self, field: &str) -> Option<&str> {
        let usual = USUAL.iter().find(|(known, _)| *known == field)?.1;
        let path = self.row.claims.get(field).map_or(usual, String::as_str);
        let mut steps = path.split('.');
        let mut at = self.claims.0.get(steps.next()?)?;
        for step in steps {
            at = at.get(step)?;
        }
        let text = at.as_str().map(str::trim);
        text.filter(|text| !text.is_empty() && text.len() <= 500)
    }

    /// The bank's own name of its client, as its token has it.
    pub(crate) fn client(&self) -> Option<&str> {
        let client = self.claims.0.get("sub")?.as_str()?;
        (1..=255).contains(&client.len()).then_some(client)
    }

    fn of<T, E>(&self, field: &str, parse: impl Fn(&str) -> Result<T, E>) -> Option<T> {
        self.text(field).and_then(|text| parse(text).ok())
    }

    pub(crate) fn part(&self, field: &str) -> Option<NamePart> {
        self.of(field, NamePart::parse)
    }

    pub(crate) fn birth_date(&self) -> Option<BirthDate> {
        self.of("birth_date", BirthDate::parse)
    }

    pub(crate) fn snils(&self) -> Option<Snils> {
        self.of("snils", Snils::parse)
    }

    pub(crate) fn inn(&self) -> Option<Inn> {
        self.of("inn", Inn::parse_person)
    }

    pub(crate) fn passport_number(&self) -> Option<PassportNumber> {
        self.of("passport_number", PassportNumber::parse)
    }

    pub(crate) fn phone(&self) -> Option<Phone> {
        self.of("phone", Phone::parse)
    }

    pub(crate) fn email(&self) -> Option<Email> {
        self.of("email", Email::parse)
    }

    pub(crate) fn sex(&self) -> Option<Sex> {
        self.of("sex", Sex::parse)
    }

    /// The passport when all of it was told.
    pub(crate) fn passport(&self) -> Option<okno_accounts::Passport> {
        Some(okno_accounts::Passport {
            number: self.passport_number()?,
            issued_by: self.text("passport_issued_by")?.to_owned(),
            issued_on: self.of("passport_issued_on", DocDate::parse)?,
            division: self.of("division_code", DivisionCode::parse)?,
        })
    }

    /// The registered address when its parts were told.
    pub(crate) fn address(&self) -> Option<Address> {
        let part = |field: &str| self.text(field).map_or(Value::Null, Value::from);
        let parts = serde_json::json!({
            "region": part("region"), "district": part("district"), "city": part("city"),
            "street": part("street"), "house": part("house"), "flat": part("flat"),
            "postcode": part("postcode"),
        });
        serde_json::from_value(parts).ok()
    }
}
