//! Registration: who you are and how to reach you, a code by SMS, a code by
//! e-mail, a password (S1-025…037, S2-14, S3-02).

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use okno_requisites::{Email, NameField, NamePart, Phone};
use okno_store::{Actor, DbError, Entry, Tx};
use okno_web::{Fault, Field, Form, Input, Kind, Lang, Page, Subject, Visitor};
use uuid::Uuid;

use super::code::{Place, wants_again};
use super::common::{
    FormPage, MessagePage, check_new_password, clock_up, cookie, go_with_cookie,
    new_password_fields, put_cookie, refused, tv,
};
use crate::codes::{self, Channel, NotSent};
use crate::department::Accounts;
use crate::model::{Account, Person};
use crate::waiting::{self, Registration, RegistrationForm};
use crate::{documents, notices, store};

const COOKIE: &str = "okno_registration";
const PATH: &str = "/register";
const PHONE: &str = "registration.phone";
const EMAIL: &str = "registration.email";
const STEPS: u8 = 4;

#[derive(Template)]
#[template(path = "register.html")]
struct ChoicePage {
    page: Page,
    /// May a bank introduce people?
    bank: bool,
}

pub(crate) async fn choice(
    State(accounts): State<Accounts>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    if visitor.signed_in() {
        return Ok(visitor.go("/cabinet"));
    }
    let page = visitor.page_t("accounts-register-title");
    let bank = accounts.introduces().is_some();
    visitor.render(&ChoicePage { page, bank })
}

#[derive(Template)]
#[template(path = "register_form.html")]
struct StartPage {
    page: Page,
    form: Form,
    consent: Vec<String>,
    agreement: Vec<String>,
    version: String,
}

fn start_form(visitor: &Visitor) -> Form {
    let t = |id: &str| visitor.t(id);
    let consent = Field::new(Kind::Checkbox, "consent", t("accounts-consent-box"))
        .missing(t("accounts-consent-missing"));
    let agreement = Field::new(Kind::Checkbox, "agreement", t("accounts-agreement-box"))
        .missing(t("accounts-agreement-missing"));
    Form::new(
        "/register/simple",
        t("accounts-continue"),
        vec![
            Field::text("surname", t("accounts-surname"))
                .check("surname")
                .autocomplete("family-name"),
            Field::text("name", t("accounts-name"))
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
        ],
    )
}

fn start_page(visitor: &Visitor, form: Form) -> StartPage {
    StartPage {
        page: visitor.page_t("accounts-start-title").with_form(&form),
        form,
        consent: documents::consent(visitor.portal(), visitor.lang()),
        agreement: documents::agreement(visitor.portal(), visitor.lang()),
        version: documents::version_shown(visitor.portal(), visitor.lang()),
    }
}

async fn under_way(visitor: &Visitor, headers: &HeaderMap) -> Result<Option<Registration>, Fault> {
    match cookie(headers, COOKIE) {
        Some(token) => Ok(waiting::find(visitor.db(), token).await?),
        None => Ok(None),
    }
}

fn next_step(registration: &Registration) -> &'static str {
    match (registration.phone_ok, registration.email_ok) {
        (false, _) => "/register/simple/phone",
        (true, false) => "/register/simple/email",
        (true, true) => "/register/simple/password",
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
    let mut form = start_form(&visitor);
    let mut by = None;
    if let Some(registration) = under_way(&visitor, &headers).await? {
        let known = &registration.form;
        form.set("surname", known.surname.shown());
        form.set("name", known.given.shown());
        form.set(
            "patronymic",
            known
                .patronymic
                .as_ref()
                .map_or(String::new(), NamePart::shown),
        );
        form.set("phone", known.phone.shown());
        form.set("email", known.email.shown());
        // Both were ticked by this very person.
        form.set("consent", "yes");
        form.set("agreement", "yes");
    } else if let Some(hook) = accounts.introduces()
        && let Some(known) = hook.known(&visitor).await?
    {
        form.set("surname", known.surname.shown());
        form.set("name", known.given.shown());
        let shown = |part: Option<&NamePart>| part.map_or_else(String::new, NamePart::shown);
        form.set("patronymic", shown(known.patronymic.as_ref()));
        let phone = known.phone.as_ref().map_or_else(String::new, Phone::shown);
        form.set("phone", phone);
        let email = known.email.as_ref().map_or_else(String::new, Email::shown);
        form.set("email", email);
        by = Some(known.by);
    }
    let mut page = start_page(&visitor, form);
    if let Some(by) = by {
        let title = tv(&visitor, "accounts-introduced-title", &[("by", by)]);
        let text = visitor.t("accounts-introduced-text");
        page.page = page.page.with_notice("ok", title, text);
    } else if query.as_deref() == Some("over") {
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
    Some(Typed {
        surname: NamePart::parse_as(NameField::Surname, input.get("surname")).ok()?,
        given: NamePart::parse_as(NameField::Name, input.get("name")).ok()?,
        patronymic,
        phone: phone.ok()?,
        email: Email::parse(input.get("email")).ok()?,
    })
}

pub(crate) async fn take(
    visitor: Visitor,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Fault> {
    if visitor.signed_in() {
        return Ok(visitor.go("/cabinet"));
    }
    let form = start_form(&visitor).filled(&input);
    let taken = begin(&visitor, &headers, &input, form.clone()).await;
    taken.or_else(|fault| visitor.render_unsaved(fault, form, |form| start_page(&visitor, form)))
}

async fn begin(
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
    let wanted = RegistrationForm {
        surname: typed.surname,
        given: typed.given,
        patronymic: typed.patronymic,
        phone: typed.phone,
        email: typed.email,
        agreed_at: db.now(),
        origin: visitor.ip(),
        lang: visitor.lang().code().to_owned(),
    };
    if let Some(known) = &known
        && known.form.phone == wanted.phone
        && known.form.email == wanted.email
    {
        let mut tx = db.begin().await?;
        waiting::keep(&mut tx, known.id, &wanted).await?;
        tx.commit().await?;
        return Ok(visitor.go(next_step(known)));
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
                Channel::Sms(_) => "phone",
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
    let taken = match &channel {
        Some(channel) => is_taken(visitor, channel).await?,
        None => false,
    };
    let mut tx = db.begin().await?;
    if let Some(known) = &known {
        waiting::forget(&mut tx, known.id).await?;
    }
    let (id, token) = waiting::begin(&mut tx, &wanted, phone_ok, email_ok).await?;
    if let Some(channel) = &channel {
        let text = code_text(channel, taken);
        codes::send(&mut tx, visitor, purpose(channel), id, channel, text).await?;
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

fn purpose(channel: &Channel) -> &'static str {
    match channel {
        Channel::Sms(_) => PHONE,
        Channel::Mail(_) => EMAIL,
    }
}

/// Does the contact belong to an account? Only its owner is told.
async fn is_taken(visitor: &Visitor, channel: &Channel) -> Result<bool, DbError> {
    let found = match channel {
        Channel::Sms(phone) => store::by_login(visitor.db(), "phone", phone.as_str()).await?,
        Channel::Mail(email) => store::by_login(visitor.db(), "email", &email.key()).await?,
    };
    Ok(found.is_some())
}

fn code_text(channel: &Channel, taken: bool) -> &'static str {
    match (channel, taken) {
        (Channel::Sms(_), false) => "accounts-code-sms",
        (Channel::Sms(_), true) => "accounts-taken-sms",
        (Channel::Mail(_), false) => "accounts-code-mail",
        (Channel::Mail(_), true) => "accounts-taken-mail",
    }
}

fn place(visitor: &Visitor, id: Uuid, channel: Channel) -> Place<'static> {
    let back = ("/register/simple".to_owned(), visitor.t("accounts-back"));
    let change = |id: &str| Some(("/register/simple".to_owned(), visitor.t(id)));
    match channel {
        Channel::Sms(_) => Place {
            purpose: PHONE,
            subject: id,
            channel,
            action: "/register/simple/phone",
            title: "accounts-phone-title",
            submit: "accounts-phone-submit",
            steps: Some((visitor.t("accounts-step-2"), 2, STEPS)),
            back,
            change: change("accounts-phone-change"),
            lead: "accounts-code-sms-lead",
        },
        Channel::Mail(_) => Place {
            purpose: EMAIL,
            subject: id,
            channel,
            action: "/register/simple/email",
            title: "accounts-mail-title",
            submit: "accounts-mail-submit",
            steps: Some((visitor.t("accounts-step-3"), 3, STEPS)),
            back,
            change: change("accounts-mail-change"),
            lead: "accounts-code-mail-lead",
        },
    }
}

async fn show_code(
    visitor: &Visitor,
    headers: &HeaderMap,
    by_mail: bool,
    query: Option<&str>,
) -> Result<Response, Fault> {
    let Some(registration) = under_way(visitor, headers).await? else {
        return Ok(visitor.go("/register/simple?over"));
    };
    let (own, here) = here(&registration, by_mail);
    if next_step(&registration) != here {
        return Ok(visitor.go(next_step(&registration)));
    }
    place(visitor, registration.id, own)
        .show(visitor, query == Some("again"))
        .await
}

fn here(registration: &Registration, by_mail: bool) -> (Channel, &'static str) {
    if by_mail {
        (
            Channel::Mail(registration.form.email.clone()),
            "/register/simple/email",
        )
    } else {
        (
            Channel::Sms(registration.form.phone.clone()),
            "/register/simple/phone",
        )
    }
}

async fn check_code(
    visitor: &Visitor,
    headers: &HeaderMap,
    input: &Input,
    by_mail: bool,
) -> Result<Response, Fault> {
    let Some(registration) = under_way(visitor, headers).await? else {
        return Ok(visitor.go("/register/simple?over"));
    };
    let (channel, here) = here(&registration, by_mail);
    if next_step(&registration) != here {
        // Sent twice: the first was taken.
        return Ok(visitor.go(next_step(&registration)));
    }
    let place = place(visitor, registration.id, channel.clone());
    if wants_again(input) {
        if let Some(wait) = place.may_send(visitor).await? {
            return Ok(wait);
        }
        let text = code_text(&channel, is_taken(visitor, &channel).await?);
        let mut tx = visitor.db().begin().await?;
        codes::send(
            &mut tx,
            visitor,
            place.purpose,
            registration.id,
            &channel,
            text,
        )
        .await?;
        tx.commit().await?;
        return Ok(visitor.go(&format!("{here}?again")));
    }
    let good = match place.check(visitor, input).await? {
        Ok(good) => good,
        Err(response) => return Ok(response),
    };
    // The next code goes out with this confirmation, as far as the limits let it.
    let next = (!by_mail && !registration.email_ok)
        .then(|| Channel::Mail(registration.form.email.clone()));
    let mut also = None;
    if let Some(next) = next
        && codes::may_send(visitor, EMAIL, registration.id, &next)
            .await?
            .is_ok()
    {
        let taken = is_taken(visitor, &next).await?;
        also = Some((next, taken));
    }
    let mut tx = visitor.db().begin().await?;
    if codes::use_up(&mut tx, &good).await? {
        waiting::confirm(&mut tx, registration.id, &channel).await?;
        tx.journal(
            Entry::new(
                visitor.actor(),
                "registration.contact",
                "registration",
                registration.id,
            )
            .detail(serde_json::json!({ "channel": if by_mail { "mail" } else { "sms" } }))
            .from(Some(visitor.ip())),
        )
        .await?;
        if let Some((channel, taken)) = &also {
            let text = code_text(channel, *taken);
            codes::send(&mut tx, visitor, EMAIL, registration.id, channel, text).await?;
        }
        tx.commit().await?;
    }
    let confirmed = Registration {
        phone_ok: registration.phone_ok || !by_mail,
        email_ok: registration.email_ok || by_mail,
        ..registration
    };
    Ok(visitor.go(next_step(&confirmed)))
}

pub(crate) async fn phone(
    visitor: Visitor,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    show_code(&visitor, &headers, false, query.as_deref()).await
}

pub(crate) async fn check_phone(
    visitor: Visitor,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Fault> {
    check_code(&visitor, &headers, &input, false).await
}

pub(crate) async fn email(
    visitor: Visitor,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    show_code(&visitor, &headers, true, query.as_deref()).await
}

pub(crate) async fn check_email(
    visitor: Visitor,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Fault> {
    check_code(&visitor, &headers, &input, true).await
}

fn password_page(visitor: &Visitor, form: Form, registration: &Registration) -> FormPage {
    FormPage {
        steps: Some((visitor.t("accounts-step-4"), 4, STEPS)),
        back: Some(("/register/simple".to_owned(), visitor.t("accounts-back"))),
        lead: visitor.t("accounts-password-lead"),
        advice: visitor.t("accounts-password-advice"),
        username: registration.form.phone.as_str().to_owned(),
        ..FormPage::new(visitor, "accounts-password-title", form)
    }
}

fn password_form(visitor: &Visitor) -> Form {
    let submit = visitor.t("accounts-register-finish");
    Form::new(
        "/register/simple/password",
        submit,
        new_password_fields(visitor),
    )
}

pub(crate) async fn password(visitor: Visitor, headers: HeaderMap) -> Result<Response, Fault> {
    let Some(registration) = under_way(&visitor, &headers).await? else {
        return Ok(visitor.go("/register/simple?over"));
    };
    if !(registration.phone_ok && registration.email_ok) {
        return Ok(visitor.go(next_step(&registration)));
    }
    visitor.render(&password_page(
        &visitor,
        password_form(&visitor),
        &registration,
    ))
}

pub(crate) async fn finish(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Fault> {
    let Some(registration) = under_way(&visitor, &headers).await? else {
        // Sent twice, perhaps: the account is there then.
        return Ok(visitor.go(if visitor.signed_in() {
            "/cabinet"
        } else {
            "/login?finished"
        }));
    };
    if !(registration.phone_ok && registration.email_ok) {
        return Ok(visitor.go(next_step(&registration)));
    }
    let mut form = password_form(&visitor);
    if !check_new_password(&visitor, &mut form, &input) {
        return visitor.render_flawed(&password_page(&visitor, form, &registration));
    }
    let db = visitor.db();
    let hashed = accounts
        .hasher()
        .hash(input.raw("password"), db.chance())
        .await?;
    let person = registration.form.person();
    let lang = Lang::from_code(&registration.form.lang).unwrap_or(visitor.lang());
    let whole = introduced(&accounts, &visitor, &person).await?;
    let mut tx = db.begin().await?;
    if !waiting::finish(&mut tx, registration.id).await? {
        return Ok(visitor.go("/login?finished"));
    }
    let account = match store::create(&mut tx, &person, &hashed, visitor.lang()).await {
        Ok(account) => account,
        Err(DbError::Taken(_)) => {
            drop(tx);
            return taken_page(&visitor);
        }
        Err(error) => return Err(error.into()),
    };
    for (document, text) in [
        ("personal-data", documents::consent(visitor.portal(), lang)),
        (
            "user-agreement",
            documents::agreement(visitor.portal(), lang),
        ),
    ] {
        let (form, name) = (&registration.form, format!("{document}.{}", lang.code()));
        let (version, text) = (documents::VERSION, text.join("\n\n"));
        let (origin, at) = (form.origin, form.agreed_at);
        store::keep_consent_of(&mut tx, account.id, &name, version, &text, origin, at).await?;
    }
    tx.journal(
        Entry::new(
            Actor::Citizen(account.id),
            "account.created",
            "account",
            account.id,
        )
        .owner(account.id)
        .detail(serde_json::json!({ "consents": documents::VERSION }))
        .from(Some(visitor.ip())),
    )
    .await?;
    if let Some(whole) = whole {
        fill_in(&accounts, &mut tx, &visitor, &account, &person, &whole).await?;
    }
    let key = format!("account:{}:created", account.id);
    let portal = visitor.portal();
    notices::tell(
        &mut tx,
        portal,
        &account,
        &person,
        "accounts-created",
        key,
        "/cabinet",
    )
    .await?;
    let cookies = visitor
        .sign_in(&mut tx, Subject::Citizen(account.id))
        .await?;
    tx.commit().await?;
    let mut response = cookies.on(visitor.go("/register/done"));
    put_cookie(&mut response, &visitor, COOKIE, PATH, None);
    Ok(response)
}

/// The person with what a bank said of them, unless the SNILS has an account already:
/// its owner signs in there.
async fn introduced(
    accounts: &Accounts,
    visitor: &Visitor,
    bare: &Person,
) -> Result<Option<Person>, Fault> {
    let Some(hook) = accounts.introduces() else {
        return Ok(None);
    };
    let known = hook.known(visitor).await?;
    let Some(whole) = known.and_then(|known| known.fills(bare)) else {
        return Ok(None);
    };
    if let Some(snils) = &whole.snils
        && store::by_login(visitor.db(), "snils", snils.as_str())
            .await?
            .is_some()
    {
        return Ok(None);
    }
    Ok(Some(whole))
}

/// Saves the profile as its form would, in the transaction that made the account.
async fn fill_in(
    accounts: &Accounts,
    tx: &mut Tx,
    visitor: &Visitor,
    account: &Account,
    bare: &Person,
    whole: &Person,
) -> Result<(), Fault> {
    let actor = Actor::Citizen(account.id);
    store::save_person(tx, account, whole).await?;
    tx.journal(
        Entry::new(actor, "account.profile_saved", "account", account.id)
            .owner(account.id)
            .detail(serde_json::json!({ "fields": ["introduced"] }))
            .from(Some(visitor.ip())),
    )
    .await?;
    if let Some(hook) = accounts.introduces() {
        hook.settled(tx, visitor, account).await?;
    }
    let saved = accounts.profile_saved(tx, account, bare, whole, actor);
    Ok(saved.await?)
}

/// Somebody was faster with the same phone or e-mail (S1-161). Both contacts
/// are proven to be the visitor's own, so this tells nothing to a stranger.
fn taken_page(visitor: &Visitor) -> Result<Response, Fault> {
    let page = MessagePage {
        page: visitor.page_t("accounts-twice-title"),
        paragraphs: vec![
            visitor.t("accounts-twice-text"),
            visitor.t("accounts-twice-advice"),
        ],
        action: Some((visitor.t("accounts-sign-in"), "/login".to_owned())),
    };
    refused(visitor, StatusCode::CONFLICT, &page)
}

#[derive(Template)]
#[template(path = "register_done.html")]
struct DonePage {
    page: Page,
    level: u8,
    number: String,
}

pub(crate) async fn done(visitor: Visitor) -> Result<Response, Fault> {
    let id = visitor.citizen()?;
    let (account, _) = store::find(visitor.db(), id)
        .await?
        .ok_or(Fault::NotFound)?;
    let page = visitor.page_t("accounts-done-title");
    visitor.render(&DonePage {
        page,
        level: account.level.number(),
        number: account.number,
    })
}
