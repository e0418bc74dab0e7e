//! The form of a person's data, the same for the person and for an operator who types
//! it from documents: fields, rules, what comes out of them (S1-001 to S1-022, S2-17).

use okno_requisites::{
    BirthDate, Citizenship, DivisionCode, DocDate, Email, Flaw, Inn, NameField, NamePart,
    PassportNumber, Phone, Sex, Snils, passport_age,
};
use okno_web::{Choice, Field, Form, Input, Kind, Visitor};

use crate::address;
use crate::model::{Passport, Person};

/// The fields, in groups; `names` says whether surname, given name and patronymic are
/// asked for.
#[must_use]
pub fn fields(visitor: &Visitor, names: bool) -> Vec<Field> {
    let t = |id: &str| visitor.t(id);
    let text = |name: &str, id: &str| Field::text(name, t(id));
    let mut fields = Vec::new();
    if names {
        fields.extend([
            text("surname", "accounts-surname")
                .hint(t("accounts-name-hint"))
                .check("surname")
                .autocomplete("family-name"),
            text("name", "accounts-name")
                .hint(t("accounts-name-hint"))
                .check("name")
                .autocomplete("given-name"),
            text("patronymic", "accounts-patronymic")
                .hint(t("accounts-patronymic-hint"))
                .check("patronymic")
                .autocomplete("additional-name")
                .optional(),
        ]);
    }
    fields.extend(paper_fields(visitor));
    if let Some(first) = fields.first_mut() {
        first.group = t("accounts-group-you");
    }
    fields
}

/// The fields of a person's papers, from the sex to the address.
#[must_use]
pub fn paper_fields(visitor: &Visitor) -> Vec<Field> {
    let t = |id: &str| visitor.t(id);
    let text = |name: &str, id: &str| Field::text(name, t(id));
    let sexes = [Sex::Female, Sex::Male].map(|sex| Choice {
        value: sex.as_str().to_owned(),
        label: t(sex.text_id()),
        hint: String::new(),
    });
    let mut countries: Vec<Choice> = Citizenship::all()
        .map(|country| Choice {
            value: country.as_str().to_owned(),
            label: t(&country.text_id()),
            hint: String::new(),
        })
        .collect();
    // Russia stands first; the others by name.
    countries[1..].sort_by_cached_key(|choice| okno_requisites::fold(&choice.label));
    let mut fields = vec![
        Field::new(Kind::Radio, "sex", t("accounts-sex"))
            .hint(t("accounts-sex-hint"))
            .options(sexes.into())
            .missing(t("accounts-sex-missing")),
        Field::new(Kind::Date, "birth_date", t("accounts-birth-date"))
            .hint(t("accounts-date-hint"))
            .check("birth-date")
            .autocomplete("bday"),
        text("birth_place", "accounts-birth-place")
            .hint(t("accounts-birth-place-hint"))
            .check("text:200")
            .max(200)
            .width("full")
            .missing(t("accounts-birth-place-missing")),
        Field::new(Kind::Select, "citizenship", t("accounts-citizenship"))
            .hint(t("accounts-citizenship-hint"))
            .options(countries)
            .value(Citizenship::RUSSIA.as_str()),
        text("passport_number", "accounts-passport-number")
            .hint(t("accounts-passport-number-hint"))
            .check("passport")
            .inputmode("numeric")
            .group(t("accounts-group-passport")),
        text("passport_issued_by", "accounts-passport-issued-by")
            .hint(t("accounts-passport-issued-by-hint"))
            .check("text:255")
            .max(255)
            .width("full")
            .missing(t("accounts-passport-issued-by-missing")),
        Field::new(
            Kind::Date,
            "passport_issued_on",
            t("accounts-passport-issued-on"),
        )
        .hint(t("accounts-date-hint"))
        .check("doc-date"),
        text("division_code", "accounts-division")
            .hint(t("accounts-division-hint"))
            .check("division")
            .width("10")
            .inputmode("numeric"),
        text("snils", "accounts-snils")
            .hint(t("accounts-snils-hint"))
            .check("snils")
            .inputmode("numeric")
            .group(t("accounts-group-numbers")),
        text("inn", "accounts-inn")
            .hint(t("accounts-inn-hint"))
            .check("inn")
            .inputmode("numeric")
            .optional(),
    ];
    let mut address = address::fields(visitor, None);
    if let Some(first) = address.first_mut() {
        first.group = t("accounts-group-address");
    }
    fields.extend(address);
    fields
}

/// Puts what is known of a person into the fields.
pub fn fill(form: &mut Form, person: &Person) {
    let mut set = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            form.set(name, value);
        }
    };
    set("surname", Some(person.surname.shown()));
    set("name", Some(person.given.shown()));
    set(
        "patronymic",
        person.patronymic.as_ref().map(NamePart::shown),
    );
    set("sex", person.sex.map(|sex| sex.as_str().to_owned()));
    set(
        "birth_date",
        person.birth_date.as_ref().map(BirthDate::shown),
    );
    set("birth_place", person.birth_place.clone());
    set(
        "citizenship",
        person.citizenship.map(|c| c.as_str().to_owned()),
    );
    if let Some(passport) = &person.passport {
        set("passport_number", Some(passport.number.shown()));
        set("passport_issued_by", Some(passport.issued_by.clone()));
        set("passport_issued_on", Some(passport.issued_on.shown()));
        set("division_code", Some(passport.division.shown()));
    }
    set("snils", person.snils.as_ref().map(Snils::shown));
    set("inn", person.inn.as_ref().map(Inn::shown));
    if let Some(address) = &person.address {
        address::fill(form, address);
    }
}

/// The person as typed; what the form does not ask stays as known. `None` when something
/// does not fit, noted on the form.
pub fn typed(visitor: &Visitor, form: &mut Form, input: &Input, known: &Person) -> Option<Person> {
    let portal = visitor.portal();
    let words = portal.words();
    form.check(input, words, visitor.lang(), portal.today());
    let fail = |form: &mut Form, name: &str, flaw: &Flaw| {
        form.fail(name, words.flaw(visitor.lang(), flaw))
    };
    let asks = |form: &Form, name: &str| form.fields.iter().any(|field| field.name == name);
    let birth_date = match asks(form, "birth_date") {
        true => BirthDate::parse_on(input.get("birth_date"), portal.today()).ok(),
        false => known.birth_date.clone(),
    };
    let issued_on = DocDate::parse_on(input.get("passport_issued_on"), portal.today()).ok();
    if let (Some(birth), Some(issued)) = (&birth_date, &issued_on)
        && let Err(flaw) = passport_age(birth, issued)
    {
        fail(form, "passport_issued_on", &flaw);
    }
    let address = address::typed(visitor, form, input);
    if form.has_errors() {
        return None;
    }
    let mut person = known.clone();
    if asks(form, "surname") {
        person.surname = NamePart::parse_as(NameField::Surname, input.get("surname")).ok()?;
        person.given = NamePart::parse_as(NameField::Name, input.get("name")).ok()?;
        person.patronymic = match input.get("patronymic") {
            "" => None,
            text => Some(NamePart::parse_as(NameField::Patronymic, text).ok()?),
        };
    }
    if asks(form, "sex") {
        person.sex = Some(Sex::parse(input.get("sex")).ok()?);
    }
    person.birth_date = Some(birth_date?);
    person.birth_place = Some(input.get("birth_place").to_owned());
    person.citizenship = Some(Citizenship::parse(input.get("citizenship")).ok()?);
    person.passport = Some(Passport {
        number: PassportNumber::parse(input.get("passport_number")).ok()?,
        issued_by: input.get("passport_issued_by").to_owned(),
        issued_on: issued_on?,
        division: DivisionCode::parse(input.get("division_code")).ok()?,
    });
    if asks(form, "snils") {
        person.snils = Some(Snils::parse(input.get("snils")).ok()?);
    }
    if asks(form, "inn") {
        person.inn = match input.get("inn") {
            "" => None,
            text => Some(Inn::parse_person(text).ok()?),
        };
    }
    person.address = Some(address?);
    Some(person)
}

/// The contacts, for those who have no account yet.
#[must_use]
pub fn contacts(visitor: &Visitor) -> Vec<Field> {
    let t = |id: &str| visitor.t(id);
    vec![
        Field::new(Kind::Tel, "phone", t("accounts-phone"))
            .hint(t("accounts-phone-say-hint"))
            .check("phone")
            .group(t("accounts-group-contacts")),
        Field::new(Kind::Email, "email", t("accounts-email"))
            .hint(t("accounts-email-hint"))
            .check("email"),
    ]
}

/// A new person as typed, with the contacts; `None` when something does not fit, noted on
/// the form.
pub fn typed_new(visitor: &Visitor, form: &mut Form, input: &Input) -> Option<Person> {
    let phone = Phone::parse(input.get("phone")).ok();
    if phone.as_ref().is_some_and(|phone| !phone.is_mobile_ru()) {
        form.fail("phone", visitor.t("accounts-phone-mobile"));
    }
    let known = || {
        Some(Person {
            surname: NamePart::parse_as(NameField::Surname, input.get("surname")).ok()?,
            given: NamePart::parse_as(NameField::Name, input.get("name")).ok()?,
            patronymic: None,
            phone: phone?,
            email: Email::parse(input.get("email")).ok()?,
            sex: None,
            birth_date: None,
            birth_place: None,
            citizenship: None,
            passport: None,
            snils: None,
            inn: None,
            address: None,
        })
    };
    match known() {
        Some(known) => typed(visitor, form, input, &known),
        None => {
            let portal = visitor.portal();
            form.check(input, portal.words(), visitor.lang(), portal.today());
            address::typed(visitor, form, input);
            None
        }
    }
}
