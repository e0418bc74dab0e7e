//! «Вернуть доступ» at the counter: the operator types what the documents say, and learns
//! only whether it is right; new contacts are proven by codes said aloud; the person leaves
//! with a code of access on paper. The operator never sees what the account has.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use jiff::{SignedDuration, Timestamp};
use okno_accounts::codes::{self, Channel, NotSent, Wrong};
use okno_accounts::looks::{Look, Reason, What, look};
use okno_accounts::returns::{Return as Handed, hand_out};
use okno_accounts::{
    Account, Level, Person, State as AccountState, find, find_by, find_locked, first,
};
use okno_requisites::{
    BirthDate, Email, NameField, NamePart, PassportNumber, Personal, Phone, Snils, same_name,
};
use okno_store::{DbError, Entry, Limit, Verdict};
use okno_web::visitor::Official;
use okno_web::{Fault, Field, Form, Input, Kind, Page, Visitor};
use serde_json::json;
use uuid::Uuid;

use super::code_sheet;
use crate::Proofing;
use crate::store::{self, Lost, Return};

const START: &str = "/centre/return";
const PHONE: &str = "return.phone";
const EMAIL: &str = "return.email";

/// Data that did not agree, of one operator: nobody tries people out.
const WRONG: Limit = Limit {
    name: "proofing.return.wrong",
    max: 10,
    per: SignedDuration::from_hours(1),
};
/// The same of one account, at all counters together.
const WRONG_OF_ONE: Limit = Limit {
    name: "proofing.return.account",
    max: 5,
    per: SignedDuration::from_hours(24),
};
/// People to whom one operator gives access back in a day.
const HANDED: Limit = Limit {
    name: "proofing.return.operator",
    max: 30,
    per: SignedDuration::from_hours(24),
};
/// Codes for one account.
const CODES: Limit = Limit {
    name: "proofing.return.codes",
    max: 6,
    per: SignedDuration::from_hours(24),
};

pub(super) fn router(proofing: &Proofing) -> Router {
    let of = proofing.clone();
    let hand = post(
        move |visitor: Visitor, Path(id): Path<Uuid>, input: Input| {
            let of = of.clone();
            async move { hand(&of, visitor, id, input).await }
        },
    );
    Router::new()
        .route(START, get(start).post(take))
        .route("/centre/return/{id}", get(show))
        .route("/centre/return/{id}/phone", post(phone).get(to_return))
        .route("/centre/return/{id}/email", post(email).get(to_return))
        .route("/centre/return/{id}/code", hand.get(to_return))
}

/// Who asks for the address of a form again gets the page that it stands on.
async fn to_return(Path(id): Path<Uuid>) -> Redirect {
    Redirect::to(&path(id))
}

fn path(id: Uuid) -> String {
    format!("{START}/{id}")
}

#[derive(Template)]
#[template(path = "centre_return.html")]
struct StartPage {
    page: Page,
    form: Form,
}

#[derive(Template)]
#[template(path = "centre_return_step.html")]
struct StepPage {
    page: Page,
    id: Uuid,
    name: String,
    lead: String,
    /// A code to be said aloud.
    form: Option<Form>,
    /// Milliseconds since the epoch; 0 = at once.
    again_at: i64,
    /// A code may be handed out: what this click is known by.
    click: String,
    made: bool,
}

fn start_form(visitor: &Visitor) -> Form {
    let own = |id: &str| visitor.t(&format!("proofing-return-{id}"));
    let text = |name: &str, id: &str, rule: &str| Field::text(name, visitor.t(id)).check(rule);
    let tick = |name: &str| Field::new(Kind::Checkbox, name, own(name));
    let seen = |name: &str| tick(name).missing(own("not-seen"));
    let mut fields = vec![
        text("snils", "accounts-snils", "snils").group(own("documents")),
        text("surname", "accounts-surname", "surname"),
        text("name", "accounts-name", "name"),
        text("patronymic", "accounts-patronymic", "patronymic").optional(),
        Field::new(Kind::Date, "birth_date", visitor.t("accounts-birth-date")).check("birth-date"),
        text("passport_number", "proofing-return-passport", "passport"),
        Field::new(Kind::Tel, "phone", own("phone"))
            .hint(own("phone-hint"))
            .optional()
            .group(own("lost")),
        Field::new(Kind::Email, "email", own("email"))
            .hint(own("email-hint"))
            .optional(),
        tick("steps").optional(),
        seen("face").group(own("seen")),
        seen("intact"),
    ];
    // The browser is the operator's own.
    for field in &mut fields {
        field.autocomplete = "off";
    }
    Form::new(START, own("check"), fields)
}

fn start_page(visitor: &Visitor, form: Form) -> StartPage {
    StartPage {
        page: visitor
            .page_t("proofing-return-title")
            .work()
            .with_form(&form),
        form,
    }
}

async fn start(visitor: Visitor) -> Result<Response, Fault> {
    visitor.official("operator")?;
    visitor.render(&start_page(&visitor, start_form(&visitor)))
}

/// What the operator read in the documents.
struct Seen {
    snils: Snils,
    surname: NamePart,
    given: NamePart,
    patronymic: Option<NamePart>,
    birth_date: BirthDate,
    passport: PassportNumber,
}

impl Seen {
    fn of(visitor: &Visitor, input: &Input) -> Option<Self> {
        let today = visitor.portal().today();
        let patronymic = input.get("patronymic");
        Some(Self {
            snils: Snils::parse(input.get("snils")).ok()?,
            surname: NamePart::parse_as(NameField::Surname, input.get("surname")).ok()?,
            given: NamePart::parse_as(NameField::Name, input.get("name")).ok()?,
            patronymic: match patronymic.is_empty() {
                true => None,
                false => Some(NamePart::parse_as(NameField::Patronymic, patronymic).ok()?),
            },
            birth_date: BirthDate::parse_on(input.get("birth_date"), today).ok()?,
            passport: PassportNumber::parse(input.get("passport_number")).ok()?,
        })
    }

    /// Is it the person of this account, whose data registries have checked?
    fn is_of(&self, account: &Account, person: &Person) -> bool {
        let same = |one: &NamePart, two: &NamePart| same_name(one.as_str(), two.as_str());
        let patronymic = match (&self.patronymic, &person.patronymic) {
            (Some(one), Some(two)) => same(one, two),
            (None, None) => true,
            _ => false,
        };
        let passport = person.passport.as_ref().map(|passport| &passport.number);
        matches!(account.state, AccountState::Active | AccountState::Locked)
            && account.level >= Level::Standard
            && person.snils.as_ref() == Some(&self.snils)
            && same(&self.surname, &person.surname)
            && same(&self.given, &person.given)
            && patronymic
            && person.birth_date.as_ref() == Some(&self.birth_date)
            && passport == Some(&self.passport)
    }
}

/// The new contacts, when they are contacts and nobody else's.
async fn lost(
    visitor: &Visitor,
    form: &mut Form,
    input: &Input,
    account: Uuid,
) -> Result<Lost, Fault> {
    let db = visitor.db();
    let mut lost = Lost {
        steps: input.has("steps"),
        ..Lost::default()
    };
    if !input.get("phone").is_empty() {
        let phone = Phone::parse(input.get("phone")).ok();
        lost.phone = phone.filter(Phone::is_mobile_ru);
        match &lost.phone {
            None => form.fail("phone", visitor.t("accounts-phone-mobile")),
            Some(phone) => {
                let holder = find_by(db, "phone", phone.as_str()).await?;
                if holder.is_some_and(|holder| holder != account) {
                    form.fail("phone", visitor.t("proofing-visit-phone-taken"));
                }
            }
        }
    }
    if !input.get("email").is_empty() {
        lost.email = Email::parse(input.get("email")).ok();
        match &lost.email {
            None => form.fail("email", visitor.t("proofing-return-email-wrong")),
            Some(email) => {
                let holder = find_by(db, "email", &email.key()).await?;
                if holder.is_some_and(|holder| holder != account) {
                    form.fail("email", visitor.t("proofing-visit-email-taken"));
                }
            }
        }
    }
    Ok(lost)
}

fn clock(visitor: &Visitor, at: Timestamp) -> String {
    visitor.portal().local(at).strftime("%H:%M").to_string()
}

async fn take(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let (db, portal) = (visitor.db(), visitor.portal());
    let mut form = start_form(&visitor).filled(&input);
    form.check(&input, portal.words(), visitor.lang(), portal.today());
    let seen = Seen::of(&visitor, &input);
    let Some(seen) = seen.filter(|_| !form.has_errors()) else {
        return visitor.render_flawed(&start_page(&visitor, form));
    };
    let operator = official.id.to_string();
    if let Verdict::Wait { until } = db.peek(&WRONG, &operator).await? {
        return Err(Fault::TooMany { until });
    }
    let id = find_by(db, "snils", seen.snils.as_str()).await?;
    let found = match id {
        Some(id) => find(db, id).await?,
        None => None,
    };
    // Whoever was tried too often is not compared any more, and the answer is the same.
    let free = match id {
        Some(id) => db.peek(&WRONG_OF_ONE, &id.to_string()).await?.is_allowed(),
        None => false,
    };
    let own = found.filter(|(account, person)| free && seen.is_of(account, person));
    let Some((account, _)) = own else {
        note_wrong(&visitor, &official, id).await?;
        form.fail_all(visitor.t("proofing-return-wrong"));
        return visitor.render_flawed(&start_page(&visitor, form));
    };
    let lost = lost(&visitor, &mut form, &input, account.id).await?;
    if form.has_errors() {
        return visitor.render_flawed(&start_page(&visitor, form));
    }
    let id = db.new_id();
    let mut tx = db.begin().await?;
    let place = (official.id, official.unit.as_str());
    store::open_return(&mut tx, id, place, account.id, &lost).await?;
    let entry = Entry::new(visitor.actor(), "proofing.return.begun", "counter", id)
        .owner(account.id)
        .detail(json!({ "unit": official.unit }))
        .from(Some(visitor.ip()));
    let words = portal.words().t(account.lang, "proofing-return-reason");
    let reason = Personal::new(words);
    let at = Look {
        role: "operator",
        what: What::State,
        subject: id,
        reason: Reason::Written(&reason),
    };
    look(&mut tx, &official, at, entry).await?;
    tx.commit().await?;
    send(&visitor, id, &lost, false).await?;
    Ok(visitor.go(&path(id)))
}

/// A line of the journal, the account's own where there is one, and the limits.
async fn note_wrong(
    visitor: &Visitor,
    official: &Official,
    account: Option<Uuid>,
) -> Result<(), Fault> {
    let db = visitor.db();
    db.hit(&WRONG, &official.id.to_string()).await?;
    if let Some(id) = account {
        db.hit(&WRONG_OF_ONE, &id.to_string()).await?;
    }
    let mut tx = db.begin().await?;
    let entry = Entry {
        actor: visitor.actor(),
        act: "proofing.return.wrong",
        object_kind: "account",
        object: account,
        owner: account,
        detail: json!({ "unit": official.unit }),
        origin: Some(visitor.ip()),
    };
    tx.journal(entry).await?;
    Ok(tx.commit().await?)
}

/// Where the next code goes, with its purpose and its text.
fn next(own: &Return) -> Option<(bool, Channel)> {
    match (&own.lost.phone, &own.lost.email) {
        (Some(phone), _) if !own.phone_ok => Some((false, Channel::Sms(phone.clone()))),
        (_, Some(email)) if !own.email_ok => Some((true, Channel::Mail(email.clone()))),
        _ => None,
    }
}

fn of(by_mail: bool) -> (&'static str, &'static str, &'static str) {
    match by_mail {
        true => (EMAIL, "mail", "proofing-visit-mail"),
        false => (PHONE, "sms", "proofing-visit-sms"),
    }
}

/// Sends the code of the next contact, if one is left; when none may be sent yet, the page
/// says so and from when on.
async fn send(visitor: &Visitor, id: Uuid, lost: &Lost, phone_ok: bool) -> Result<(), Fault> {
    let channel = match (&lost.phone, &lost.email) {
        (Some(phone), _) if !phone_ok => Channel::Sms(phone.clone()),
        (_, Some(email)) => Channel::Mail(email.clone()),
        _ => return Ok(()),
    };
    let (purpose, _, text) = of(matches!(channel, Channel::Mail(_)));
    let may = codes::may_send(visitor, purpose, id, &channel).await?;
    if may.is_ok() {
        let mut tx = visitor.db().begin().await?;
        codes::send(&mut tx, visitor, purpose, id, &channel, text).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The return, when this operator has begun it.
async fn own(visitor: &Visitor, id: Uuid) -> Result<(Official, Return), Fault> {
    let official = visitor.official("operator")?;
    let found = store::find_return(visitor.db(), id).await?;
    let own = found.filter(|own| own.operator == official.id);
    Ok((official, own.ok_or(Fault::NotFound)?))
}

async fn step(visitor: &Visitor, own: &Return, wrong: Option<String>) -> Result<StepPage, Fault> {
    let db = visitor.db();
    let found = find(db, own.account).await?;
    let (_, person) = found.ok_or(Fault::NotFound)?;
    let mut page = visitor.page_t("proofing-return-title").work();
    let (mut form, mut again_at) = (None, 0);
    let mut lead = visitor.t("proofing-return-right");
    if let Some((by_mail, channel)) = next(own) {
        let (purpose, word, _) = of(by_mail);
        let (name, label, said) = match by_mail {
            true => (
                "email",
                "accounts-code-mail-label",
                "proofing-visit-email-lead",
            ),
            false => (
                "phone",
                "accounts-code-sms-label",
                "proofing-visit-phone-lead",
            ),
        };
        let to = match &channel {
            Channel::Mail(email) => email.shown(),
            Channel::Sms(phone) | Channel::Voice(phone) | Channel::Called(phone) => phone.shown(),
        };
        lead = page.ta(said, "to", to);
        let field = Field::new(Kind::Code, "code", visitor.t(label))
            .autocomplete("off")
            .hint(visitor.t("proofing-visit-code-hint"));
        let action = format!("{}/{name}", path(own.id));
        let mut typed = Form::new(action, visitor.t("proofing-visit-code-submit"), vec![field]);
        if let Some(wrong) = wrong {
            typed.fail("code", wrong);
        }
        page = page.with_form(&typed);
        form = Some(typed);
        let sent = codes::under_way(db, purpose, own.id, word).await?;
        let at = sent.map(|sent| sent.again_at).filter(|at| db.now() < *at);
        again_at = at.map_or(0, Timestamp::as_millisecond);
    }
    Ok(StepPage {
        page,
        id: own.id,
        name: person.full_name(),
        lead,
        form,
        again_at,
        click: first::new_click(db),
        made: own.made,
    })
}

async fn show(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    let (_, own) = own(&visitor, id).await?;
    visitor.render(&step(&visitor, &own, None).await?)
}

async fn phone(visitor: Visitor, Path(id): Path<Uuid>, input: Input) -> Result<Response, Fault> {
    said(&visitor, id, &input, false).await
}

async fn email(visitor: Visitor, Path(id): Path<Uuid>, input: Input) -> Result<Response, Fault> {
    said(&visitor, id, &input, true).await
}

/// The person says a code aloud, or asks for another one.
async fn said(
    visitor: &Visitor,
    id: Uuid,
    input: &Input,
    by_mail: bool,
) -> Result<Response, Fault> {
    let (_, own) = own(visitor, id).await?;
    let Some((_, channel)) = next(&own).filter(|(mail, _)| *mail == by_mail) else {
        return Ok(visitor.go(&path(id)));
    };
    let db = visitor.db();
    let (purpose, word, text) = of(by_mail);
    let page = visitor.page(String::new());
    let refusal = if input.has("again") {
        match codes::may_send(visitor, purpose, id, &channel).await? {
            Ok(()) => {
                let mut tx = db.begin().await?;
                codes::send(&mut tx, visitor, purpose, id, &channel, text).await?;
                tx.commit().await?;
                return Ok(visitor.go(&path(id)));
            }
            Err(NotSent::Wait(until)) => {
                page.ta("proofing-visit-code-wait", "time", clock(visitor, until))
            }
        }
    } else {
        let tx = db.begin().await?;
        match codes::take(tx, visitor, purpose, id, word, input.get("code")).await? {
            Ok(mut tx) => {
                store::return_contact(&mut tx, id, by_mail).await?;
                tx.commit().await?;
                if !by_mail {
                    send(visitor, id, &own.lost, true).await?;
                }
                return Ok(visitor.go(&path(id)));
            }
            Err(Wrong::Code { left }) => page.tn("accounts-code-wrong", "left", left),
            Err(Wrong::Over) => visitor.t("accounts-code-over"),
            Err(Wrong::Locked(until)) => {
                page.ta("accounts-code-locked", "time", clock(visitor, until))
            }
        }
    };
    visitor.render_flawed(&step(visitor, &own, Some(refusal)).await?)
}

/// «Выдать код доступа»: the second click of two shows the same code.
async fn hand(
    proofing: &Proofing,
    visitor: Visitor,
    id: Uuid,
    input: Input,
) -> Result<Response, Fault> {
    let (official, own) = own(&visitor, id).await?;
    if next(&own).is_some() {
        return Ok(visitor.go(&path(id)));
    }
    let db = visitor.db();
    for (limit, subject) in [(&HANDED, official.id), (&CODES, own.account)] {
        if let Verdict::Wait { until } = db.hit(limit, &subject.to_string()).await? {
            return Err(Fault::TooMany { until });
        }
    }
    let mut tx = db.begin().await?;
    let (account, before) = find_locked(&mut tx, own.account).await?;
    let fresh = store::return_locked(&mut tx, id).await?;
    let open = matches!(account.state, AccountState::Active | AccountState::Locked);
    let Some(fresh) = fresh.filter(|_| open) else {
        tx.commit().await?;
        return Ok(visitor.go(START));
    };
    let mut after = before.clone();
    after.phone = fresh.lost.phone.unwrap_or(after.phone);
    after.email = fresh.lost.email.unwrap_or(after.email);
    let what = Handed {
        before: &before,
        after: &after,
        steps_lost: fresh.lost.steps,
        click: input.get("click"),
    };
    let handed = match hand_out(&mut tx, &visitor, &official, &account, &what).await {
        Err(DbError::Taken(_)) => {
            drop(tx);
            let page = step(&visitor, &own, None).await?;
            let lead = visitor.t("proofing-return-taken");
            let mut response = visitor.render(&StepPage { lead, ..page })?;
            *response.status_mut() = StatusCode::CONFLICT;
            return Ok(response.into_response());
        }
        other => other?,
    };
    let Some((code, state)) = handed else {
        tx.commit().await?;
        return Ok(visitor.go(&path(id)));
    };
    let changed = before.phone != after.phone || before.email.key() != after.email.key();
    if changed {
        let own = proofing.on_profile_saved();
        for hook in std::iter::once(&own).chain(proofing.followers.get()) {
            hook.saved(&mut tx, &account, &before, &after, visitor.actor())
                .await?;
        }
    }
    store::return_made(&mut tx, id).await?;
    tx.commit().await?;
    code_sheet::show(
        &visitor,
        path(id),
        after.full_name(),
        (&code, state.ends_at),
    )
}
