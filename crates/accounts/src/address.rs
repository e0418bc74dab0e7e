//! An address in parts, as every form asks for it (S1-052).

use okno_requisites::Address;
use okno_web::{Field, Form, Input, Visitor};

/// The fields of an address. The postcode may be left out unless `postcode_missing`
/// says what to answer when it is.
#[must_use]
pub fn fields(visitor: &Visitor, postcode_missing: Option<String>) -> Vec<Field> {
    let t = |id: &str| visitor.t(id);
    let text = |name: &str, id: &str| Field::text(name, t(id));
    let postcode = text("postcode", "accounts-postcode")
        .hint(t("accounts-postcode-hint"))
        .check("postcode")
        .width("6")
        .autocomplete("postal-code")
        .inputmode("numeric");
    vec![
        text("region", "accounts-region")
            .hint(t("accounts-region-hint"))
            .check("text:100")
            .autocomplete("address-level1")
            .missing(t("flaw-address-region")),
        text("district", "accounts-district")
            .hint(t("accounts-district-hint"))
            .check("text:100")
            .optional(),
        text("city", "accounts-city")
            .hint(t("accounts-city-hint"))
            .check("text:100")
            .autocomplete("address-level2")
            .missing(t("flaw-address-city")),
        text("street", "accounts-street")
            .hint(t("accounts-street-hint"))
            .check("text:100")
            .optional(),
        text("house", "accounts-house")
            .hint(t("accounts-house-hint"))
            .check("text:20")
            .width("6")
            .missing(t("flaw-address-house")),
        text("flat", "accounts-flat")
            .hint(t("accounts-flat-hint"))
            .check("text:20")
            .width("6")
            .optional(),
        match postcode_missing {
            Some(answer) => postcode.missing(answer),
            None => postcode.optional(),
        },
    ]
}

/// Puts a known address into its fields.
pub fn fill(form: &mut Form, address: &Address) {
    let parts = [
        ("region", Some(&address.region)),
        ("district", address.district.as_ref()),
        ("city", Some(&address.city)),
        ("street", address.street.as_ref()),
        ("house", Some(&address.house)),
        ("flat", address.flat.as_ref()),
        ("postcode", address.postcode.as_ref()),
    ];
    for (name, part) in parts {
        if let Some(part) = part {
            form.set(name, part.clone());
        }
    }
}

/// The address as typed; `None` when its parts do not make one, noted on the form.
pub fn typed(visitor: &Visitor, form: &mut Form, input: &Input) -> Option<Address> {
    let part = |name: &str| Some(input.get(name).to_owned()).filter(|v| !v.is_empty());
    let address = Address {
        region: input.get("region").to_owned(),
        district: part("district"),
        city: input.get("city").to_owned(),
        street: part("street"),
        house: input.get("house").to_owned(),
        flat: part("flat"),
        postcode: part("postcode"),
    };
    match address.checked() {
        Ok(address) => Some(address),
        Err(flaws) => {
            for (name, flaw) in &flaws {
                form.fail(name, visitor.portal().words().flaw(visitor.lang(), flaw));
            }
            None
        }
    }
}
