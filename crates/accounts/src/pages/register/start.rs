//! The first step: who you are and how to reach you.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use okno_requisites::{Email, Inn, NameField, NamePart, PassportNumber, Phone};
use okno_web::{Fault, Field, Form, Input, Kind, Page, Visitor};

use super::super::common::{clock_up, go_with_cookie, refused, tv};
use super::code::{self, purpose, text_for};
use super::{COOKIE, PATH, account_page, has_account, introduced, next_step, step, under_way};
use crate::codes::{self, Channel, NotSent};
use crate::department::{Accounts, Introduced};
use crate::documents;
use crate::waiting::{self, Registration, RegistrationForm};

const INTRODUCED: &str = "introduced";
/// «Регистрация с подтверждением личности»: the profile is a step of it.
const WHOLE: &str = "whole";
/// «Упрощённая регистрация», after another way was begun.
const SHORT: &str = "short";

#[derive(Template)]
#[template(path = "register_form.html")]
struct StartPage {
    page: Page,
    form: Form,
    steps: (String, u8, u8),
    /// Somebody introduced the person.
    introduced: bool,
    /// The profile is filled in on the way.
    whole: bool,
    consent: Vec<String>,
    agreement: Vec<String>,
    version: String,
}

/// The form; `short` asks for the numbers that a longer way asks for later.
fn start_form(visitor: &Visitor, short: bool) -> Form {
    let t = |id: &str| visitor.t(id);
    let consent = Field::new(Kind::Checkbox, "consent", t("accounts-consent-box"))
        .missing(t("accounts-consent-missing"));
    let agreement = Field::new(Kind::Checkbox, "agreement", t("accounts-agreement-box"))
        .missing(t("accounts-agreement-missing"));
    let mut form = Form::new(
        "/register/simple",
        t("accounts-continue"),
        vec![
            Field::text("surname", t("accounts-surname"))
                .hint(t("accounts-name-hint"))
                .check("surname")
                .autocomplete("family-name"),
            Field::text("name", t("accounts-name"))
                .hint(t("accounts-name-hint"))
                .check("name")
                .autocomplete("given-name"),
            Field::text("patronymic", t("accounts-patronymic"))
                .hint(t("accounts-patronymic-hint"))
                .check("patronymic")
                .autocomplete("additional-name")
                .optional(),
            Field::new(Kind::Tel, "phone", t("accounts-phone"))
                .hint(t("accounts-phone-hint"))
                .check("phone"),
            Field::new(Kind::Email, "email", t("accounts-email"))
                .hint(t("accounts-email-hint"))
                .check("email"),
            consent,
            agreement,
            // Of whom the names are, where they are not typed.
            Field::new(Kind::Hidden, INTRODUCED, String::new()).optional(),
            Field::new(Kind::Hidden, WHOLE, String::new()).optional(),
        ],
    );
    if short {
        let at = form.fields.iter().position(|field| field.name == "consent");
        let numbers = [
            Field::text("passport_number", t("accounts-start-passport"))
                .hint(t("accounts-start-passport-hint"))
                .check("passport")
                .inputmode("numeric")
                .optional(),
            Field::text("inn", t("accounts-start-inn"))
                .hint(t("accounts-start-inn-hint"))
                .check("inn")
                .inputmode("numeric")
                .optional(),
        ];
        let at = at.unwrap_or(form.fields.len());
        form.fields.splice(at..at, numbers);
    }
    form
}

fn has(form: &Form, name: &str) -> bool {
    let field = form.fields.iter().find(|field| field.name == name);
    field.is_some_and(|field| !field.value.is_empty())
}

fn start_page(visitor: &Visitor, form: Form) -> StartPage {
    let introduced = has(&form, INTRODUCED);
    let whole = has(&form, WHOLE) && !introduced;
    StartPage {
        page: visitor.page_t("accounts-start-title").with_form(&form),
        form,
        steps: step(visitor, "contacts", 1, introduced || whole),
        introduced,
        whole,
        consent: documents::consent(visitor.portal(), visitor.lang()),
        agreement: documents::agreement(visitor.portal(), visitor.lang()),
        version: documents::version_shown(visitor.portal(), visitor.lang()),
    }
}

/// Who introduces the person: the one that they have just come from, or that of the
/// registration that goes on.
async fn introduces(
    accounts: &Accounts,
    visitor: &Visitor,
    fresh: bool,
    under_way: Option<&Registration>,
) -> Result<Option<Introduced>, Fault> {
    if fresh && let Some(hook) = accounts.introduces() {
        return Ok(hook.known(visitor).await?);
    }
    match under_way {
        Some(registration) => Ok(introduced(accounts, visitor, registration).await?),
        None => Ok(None),
    }
}

pub(crate) async fn form(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    if visitor.signed_in() {
        return Ok(visitor.go("/cabinet"));
    }
    let query = query.as_deref();
    let known = under_way(&visitor, &headers).await?;
    let by = match query {
        Some("alone") => None,
        _ => {
            introduces(
                &accounts,
                &visitor,
                query == Some(INTRODUCED),
                known.as_ref(),
            )
            .await?
        }
    };
    if let Some(by) = &by
        && has_account(&visitor, by.snils.as_ref()).await?
    {
        return account_page(&visitor, &by.by);
    }
    let whole = match query {
        Some(WHOLE) => true,
        Some("alone" | SHORT) => false,
        _ => known.as_ref().is_some_and(|known| known.form.whole),
    };
    let mut form = start_form(&visitor, by.is_none() && !whole);
    let mut fill = |name: &str, value: Option<String>| form.set(name, value.unwrap_or_default());
    if let Some(registration) = &known {
        let known = &registration.form;
        fill("surname", Some(known.surname.shown()));
        fill("name", Some(known.given.shown()));
        fill("patronymic", known.patronymic.as_ref().map(NamePart::shown));
        fill("phone", Some(known.phone.shown()));
        fill("email", Some(known.email.shown()));
        let passport = known.passport.as_ref().map(PassportNumber::shown);
        fill("passport_number", passport);
        fill("inn", known.inn.as_ref().map(Inn::shown));
        // Both were ticked by this very person.
        fill("consent", Some("yes".to_owned()));
        fill("agreement", Some("yes".to_owned()));
    }
    let went_on = known.as_ref().and_then(|known| known.form.introduction);
    if let Some(by) = by.as_ref().filter(|by| went_on != Some(by.id)) {
        fill("surname", Some(by.surname.shown()));
        fill("name", Some(by.given.shown()));
        fill("patronymic", by.patronymic.as_ref().map(NamePart::shown));
        if known.is_none() {
            fill("phone", by.phone.as_ref().map(Phone::shown));
            fill("email", by.email.as_ref().map(Email::shown));
        }
    }
    fill(INTRODUCED, by.as_ref().map(|by| by.id.to_string()));
    fill(WHOLE, whole.then(|| "yes".to_owned()));
    let mut page = start_page(&visitor, form);
    if let Some(by) = by {
        let title = tv(&visitor, "accounts-introduced-title", &[("by", by.by)]);
        let text = visitor.t("accounts-introduced-text");
        page.page = page.page.with_notice("ok", title, text);
    } else if query == Some("over") {
        let (title, text) = (
            visitor.t("accounts-over-title"),
            visitor.t("accounts-over-text"),
        );
        page.page = page.page.with_notice("warn", title, text);
    }
    visitor.render(&page)
}

/// Mobile numbers of Russia begin with 9; other countries' are not told apart.
fn takes_sms(phone: &Phone) -> bool {
    phone.is_mobile_ru()
        || !matches!(
            phone.as_str().as_bytes().get(..3),
            Some(b"+73" | b"+74" | b"+78")
        )
}

struct Typed {
    surname: NamePart,
    given: NamePart,
    patronymic: Option<NamePart>,
    phone: Phone,
    email: Email,
    passport: Option<PassportNumber>,
    inn: Option<Inn>,
}

fn typed(visitor: &Visitor, form: &mut Form, input: &Input) -> Option<Typed> {
    let portal = visitor.portal();
    let whole = form.check(input, portal.words(), visitor.lang(), portal.today());
    let phone = Phone::parse(input.get("phone"));
    if phone.as_ref().is_ok_and(|phone| !takes_sms(phone)) {
        form.fail("phone", visitor.t("accounts-phone-mobile"));
        return None;
    }
    if !whole {
        return None;
    }
    let patronymic = match input.get("patronymic") {
        "" => None,
        text => Some(NamePart::parse_as(NameField::Patronymic, text).ok()?),
    };
    let asks = |name: &str| form.fields.iter().any(|field| field.name == name);
    let given = |name: &str| Some(input.get(name)).filter(|text| asks(name) && !text.is_empty());
    let passport = match given("passport_number") {
        Some(text) => Some(PassportNumber::parse(text).ok()?),
        None => None,
    };
    let inn = match given("inn") {
        Some(text) => Some(Inn::parse_person(text).ok()?),
        None => None,
    };
    Some(Typed {
        surname: NamePart::parse_as(NameField::Surname, input.get("surname")).ok()?,
        given: NamePart::parse_as(NameField::Name, input.get("name")).ok()?,
        patronymic,
        phone: phone.ok()?,
        email: Email::parse(input.get("email")).ok()?,
        passport,
        inn,
    })
}

pub(crate) async fn take(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Fault> {
    if visitor.signed_in() {
        return Ok(visitor.go("/cabinet"));
    }
    let short = input.get(INTRODUCED).is_empty() && input.get(WHOLE).is_empty();
    let form = start_form(&visitor, short).filled(&input);
    let taken = begin(&accounts, &visitor, &headers, &input, form.clone()).await;
    taken.or_else(|fault| visitor.render_unsaved(fault, form, |form| start_page(&visitor, form)))
}

/// Who introduced the person, as the form says. What is typed must be of the same
/// person.
async fn vouched(
    accounts: &Accounts,
    visitor: &Visitor,
    known: Option<&Registration>,
    typed: &Typed,
    form: &mut Form,
    said: &str,
) -> Result<Option<Introduced>, Fault> {
    let went_on = known.and_then(|known| known.form.introduction);
    let fresh = went_on.is_none_or(|id| id.to_string() != said);
    let by = introduces(accounts, visitor, fresh, known).await?;
    let Some(by) = by.filter(|by| by.id.to_string() == said) else {
        form.set(INTRODUCED, "");
        form.fail_all(visitor.t("accounts-introduced-gone"));
        return Ok(None);
    };
    if !by.is_called(&typed.surname, &typed.given, typed.patronymic.as_ref()) {
        let text = tv(
            visitor,
            "accounts-introduced-differs",
            &[("by", by.by.clone())],
        );
        form.fail("surname", text);
    }
    Ok(Some(by))
}

async fn begin(
    accounts: &Accounts,
    visitor: &Visitor,
    headers: &HeaderMap,
    input: &Input,
    mut form: Form,
) -> Result<Response, Fault> {
    let Some(typed) = typed(visitor, &mut form, input) else {
        return visitor.render_flawed(&start_page(visitor, form));
    };
    let db = visitor.db();
    let known = under_way(visitor, headers).await?;
    let by = match input.get(INTRODUCED) {
        "" => None,
        said => vouched(accounts, visitor, known.as_ref(), &typed, &mut form, said).await?,
    };
    if form.has_errors() {
        return visitor.render_flawed(&start_page(visitor, form));
    }
    if let Some(by) = &by
        && has_account(visitor, by.snils.as_ref()).await?
    {
        return account_page(visitor, &by.by);
    }
    let introduction = by.map(|by| by.id);
    let whole = introduction.is_none() && !input.get(WHOLE).is_empty();
    // Looked through already, when the same way goes on.
    let same = known
        .as_ref()
        .filter(|known| known.form.introduction == introduction && known.form.whole == whole);
    let papers = same.and_then(|known| known.form.papers.clone());
    let terms_at = same.and_then(|known| known.form.terms_at);
    let wanted = RegistrationForm {
        surname: typed.surname,
        given: typed.given,
        patronymic: typed.patronymic,
        phone: typed.phone,
        email: typed.email,
        agreed_at: db.now(),
        origin: visitor.ip(),
        lang: visitor.lang().code().to_owned(),
        introduction,
        papers,
        terms_at,
        whole,
        passport: typed.passport,
        inn: typed.inn,
    };
    if let Some(mut known) = known.clone()
        && known.form.phone == wanted.phone
        && known.form.email == wanted.email
    {
        let mut tx = db.begin().await?;
        waiting::keep(&mut tx, known.id, &wanted).await?;
        tx.commit().await?;
        known.form = wanted;
        return Ok(visitor.go(next_step(&known)));
    }
    // A changed contact begins anew under another id, so that no code sent to
    // the old contact confirms the new one; the other contact stays confirmed.
    let phone_ok = known
        .as_ref()
        .is_some_and(|k| k.phone_ok && k.form.phone == wanted.phone);
    let email_ok = known
        .as_ref()
        .is_some_and(|k| k.email_ok && k.form.email == wanted.email);
    let channel = match (phone_ok, email_ok) {
        (false, _) => Some(Channel::Sms(wanted.phone.clone())),
        (true, false) => Some(Channel::Mail(wanted.email.clone())),
        (true, true) => None,
    };
    if let Some(channel) = &channel {
        let fresh = db.new_id();
        let may = codes::may_send(visitor, purpose(channel), fresh, channel).await?;
        if let Err(NotSent::Wait(until)) = may {
            let field = match channel {
                Channel::Sms(_) | Channel::Voice(_) | Channel::Called(_) => "phone",
                Channel::Mail(_) => "email",
            };
            let time = clock_up(visitor, until);
            form.fail(
                field,
                tv(visitor, "accounts-contact-wait", &[("time", time)]),
            );
            return refused(
                visitor,
                StatusCode::TOO_MANY_REQUESTS,
                &start_page(visitor, form),
            );
        }
    }
    let text = match &channel {
        Some(channel) => text_for(visitor, channel).await?,
        None => "",
    };
    let mut tx = db.begin().await?;
    if let Some(known) = &known {
        waiting::forget(&mut tx, known.id).await?;
    }
    let (id, token) = waiting::begin(&mut tx, &wanted, phone_ok, email_ok).await?;
    if let Some(channel) = &channel {
        code::send(&mut tx, visitor, id, channel, text).await?;
    }
    tx.commit().await?;
    let registration = Registration {
        id,
        form: wanted,
        phone_ok,
        email_ok,
    };
    let day = waiting::REGISTRATION_LIVES.as_secs();
    let to = next_step(&registration);
    Ok(go_with_cookie(
        visitor,
        to,
        COOKIE,
        PATH,
        Some((&token, day)),
    ))
}
