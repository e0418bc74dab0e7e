//! An invitation of somebody who is to work with the portal.

use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use okno_requisites::Email;
use okno_store::DbError;
use okno_web::{Choice, Fault, Field, Form, Input, Kind, Visitor};

use super::{HOME, told};
use crate::department::{Accounts, Unit, UnitKind};
use crate::grants::{Role, find_role};
use crate::model::StaffPerson;
use crate::officials;
use crate::pages::common::FormPage;
use crate::pages::grants::{days_field, role_field, until};

/// The longest name and place, characters.
const LONG: usize = 120;

fn units(accounts: &Accounts, visitor: &Visitor) -> Vec<Choice> {
    let nothing = Choice {
        label: visitor.t("accounts-officials-unit-choose"),
        ..Choice::default()
    };
    let all = accounts.units();
    let all = all.iter().map(|unit| Choice {
        value: unit.id.clone(),
        label: unit.name(visitor.lang()).to_owned(),
        hint: String::new(),
    });
    std::iter::once(nothing).chain(all).collect()
}

fn form(accounts: &Accounts, visitor: &Visitor) -> Form {
    let t = |id: &str| visitor.t(id);
    Form::new(
        "/admin/people/new",
        t("accounts-officials-invite-submit"),
        vec![
            Field::text("name", t("accounts-officials-name"))
                .hint(t("accounts-officials-name-hint"))
                .width("full")
                .max(LONG)
                .autocomplete("off")
                .missing(t("accounts-officials-name-missing")),
            Field::new(Kind::Email, "email", t("accounts-officials-email"))
                .hint(t("accounts-officials-email-hint"))
                .check("email")
                .autocomplete("off")
                .missing(t("accounts-officials-email-missing")),
            Field::text("login", t("accounts-staff-login"))
                .hint(t("accounts-officials-login-hint"))
                .max(32)
                .autocomplete("off")
                .missing(t("accounts-officials-login-wrong")),
            Field::new(Kind::Select, "unit", t("accounts-officials-unit"))
                .options(units(accounts, visitor))
                .missing(t("accounts-officials-unit-choose")),
            Field::text("place", t("accounts-officials-place"))
                .hint(t("accounts-officials-place-hint"))
                .width("full")
                .max(LONG)
                .autocomplete("off")
                .optional(),
            role_field(visitor),
            days_field(visitor),
        ],
    )
}

fn page(visitor: &Visitor, form: Form) -> FormPage {
    let mut page = FormPage {
        back: Some((HOME.to_owned(), visitor.t("accounts-officials-title"))),
        lead: visitor.t("accounts-officials-invite-lead"),
        ..FormPage::new(visitor, "accounts-officials-invite", form)
    };
    page.page = page.page.work();
    page
}

pub(super) async fn show(
    State(accounts): State<Accounts>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    visitor.official("admin")?;
    visitor.render(&page(&visitor, form(&accounts, &visitor)))
}

/// «Хакимов Ильдар Маратович»: two words at least, letters and hyphens.
fn is_name(text: &str) -> bool {
    let good = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '.' | '’' | '\'');
    text.split_whitespace().count() >= 2 && text.chars().count() <= LONG && text.chars().all(good)
}

/// Small Latin letters, digits, dots, hyphens: what is typed without thinking.
fn is_login(text: &str) -> bool {
    let good =
        |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'_');
    (3..=32).contains(&text.len()) && text.bytes().all(good)
}

/// Does somebody of this role work in such a unit?
fn works_in(role: &Role, unit: &Unit) -> bool {
    match role.word {
        "officer" | "chief" => unit.kind == UnitKind::Agency,
        "operator" => unit.kind == UnitKind::Centre,
        _ => true,
    }
}

struct Wanted {
    person: StaffPerson,
    unit: Unit,
    role: &'static Role,
    until: Timestamp,
}

/// What was typed, or the form with what is wrong.
fn wanted(
    accounts: &Accounts,
    visitor: &Visitor,
    form: &mut Form,
    input: &Input,
) -> Option<Wanted> {
    let portal = visitor.portal();
    form.check(input, portal.words(), visitor.lang(), portal.today());
    let name = input.get("name").split_whitespace();
    let name = name.collect::<Vec<_>>().join(" ");
    if !name.is_empty() && !is_name(&name) {
        form.fail("name", visitor.t("accounts-officials-name-missing"));
    }
    let login = input.get("login").to_lowercase();
    if !login.is_empty() && !is_login(&login) {
        form.fail("login", visitor.t("accounts-officials-login-wrong"));
    }
    let unit = accounts.unit(input.get("unit"));
    let role = find_role(input.get("role"));
    if let (Some(unit), Some(role)) = (&unit, role)
        && !works_in(role, unit)
    {
        let id = format!("accounts-officials-unit-{}", role.word);
        form.fail("unit", visitor.t(&id));
    }
    let email = Email::parse(input.get("email")).ok()?;
    let (unit, role) = (unit?, role?);
    let until = until(visitor, input)?;
    if form.has_errors() {
        return None;
    }
    let place: String = input.get("place").chars().take(LONG).collect();
    let place = match place.is_empty() {
        // Officials are shown in Russian wherever they work.
        true => unit.ru.clone(),
        false => place,
    };
    Some(Wanted {
        person: StaffPerson {
            login,
            name,
            place,
            email: Some(email),
        },
        unit,
        role,
        until,
    })
}

pub(super) async fn take(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let admin = visitor.official("admin")?.id;
    let mut form = form(&accounts, &visitor).filled(&input);
    let Some(wanted) = wanted(&accounts, &visitor, &mut form, &input) else {
        if !form.has_errors() {
            return Err(Fault::BadRequest);
        }
        return visitor.render_flawed(&page(&visitor, form));
    };
    let role = wanted.role;
    let new = officials::New {
        person: wanted.person,
        unit: &wanted.unit.id,
        role,
        until: wanted.until,
    };
    let mut tx = visitor.db().begin().await?;
    match officials::invite(&mut tx, &visitor, admin, new).await {
        Ok(id) => {
            tx.commit().await?;
            let word = match role.two_people {
                true => "invited-waits",
                false => "invited",
            };
            Ok(told(&visitor, id, word))
        }
        Err(DbError::Taken(_)) => {
            drop(tx);
            form.fail("login", visitor.t("accounts-officials-login-taken"));
            visitor.render_flawed(&page(&visitor, form))
        }
        Err(error) => Err(error.into()),
    }
}
