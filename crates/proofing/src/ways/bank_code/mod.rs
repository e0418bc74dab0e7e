//! The code that a bank sends to the phone tied to a card (S1-041, S1-085, S4-09). The
//! bank makes it and says whether what was typed is the one; jobs carry both ways. Two
//! methods share it: the card proves contact and nothing more, and after a comparison by
//! a bank that wants it so the code is the last step of a confirmation.

mod jobs;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{Redirect, Response};
use axum::routing::post;
use jiff::{SignedDuration, Timestamp};
use okno_accounts::{Person, find_locked};
use okno_store::{DbError, Tx};
use okno_vault::Vault;
use okno_web::{Fault, Field, Form, Input, Kind, Page, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Place, path};
use crate::attempt::Attempt;
use crate::model::Kind as Check;
use crate::pages::holder;
use crate::{Proofing, engine, store};

pub(super) use jobs::{heard, register};

/// Steps: nobody has asked the bank yet; it is being asked; the code is on its way; what
/// was typed is with the bank.
pub(super) const WANTED: &str = "code_wanted";
pub(super) const ASKED: &str = "code_asked";
pub(super) const SENT: &str = "code_sent";
pub(super) const CHECKED: &str = "code_checked";

/// Least time between two codes.
const AGAIN_AFTER: SignedDuration = SignedDuration::from_secs(60);
/// So many codes are asked for in one attempt.
const CODES: u32 = 5;
/// Where an attempt keeps it.
const KEPT: &str = "bank_code";

/// What the page has to tell of the last thing that happened.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Told {
    /// Not the code that was sent; tries left.
    Wrong(i64),
    /// It was too old.
    Over,
    /// No card of the bank is tied to the phone.
    NoCard,
    /// The bank does not answer.
    Down,
}

/// A code of a bank, as an attempt keeps it meanwhile, sealed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Code {
    /// Which bank.
    pub(super) bank: String,
    /// The bank's name of its client; without one the account's phone is asked about.
    client: Option<String>,
    /// Blind index of the data that the code vouches for: when they become other, it
    /// does not.
    print: Vec<u8>,
    /// The bank's name of the request.
    request: Option<String>,
    /// The last digits of the phone.
    phone_end: String,
    /// So many codes were asked for.
    codes: u32,
    /// When the last one was sent and until when it is good, milliseconds.
    sent_at: i64,
    ends_at: i64,
    /// What was typed, until the bank has said what it thinks of it.
    given: Option<String>,
    /// So often something was typed.
    turn: u32,
    pub(super) told: Option<Told>,
}

impl Code {
    /// One that is to follow what a bank has said of its client; `print` is of the data
    /// compared.
    pub(super) fn after(bank: &str, client: &str, print: Vec<u8>) -> Self {
        Self {
            bank: bank.to_owned(),
            client: Some(client.to_owned()),
            print,
            ..Self::default()
        }
    }

    pub(super) fn of(attempt: &Attempt) -> Self {
        serde_json::from_value(attempt.content[KEPT].clone()).unwrap_or_default()
    }

    /// The content of an attempt with this in it.
    pub(super) fn within(&self, attempt: &Attempt) -> Value {
        let mut content = match &attempt.content {
            Value::Object(_) => attempt.content.clone(),
            _ => json!({}),
        };
        content[KEPT] = serde_json::to_value(self).unwrap_or_default();
        content
    }

    /// Are no more codes to be had?
    pub(super) fn is_spent(&self) -> bool {
        self.codes >= CODES
    }

    fn ends_at(&self) -> Timestamp {
        Timestamp::from_millisecond(self.ends_at).unwrap_or(Timestamp::MIN)
    }

    fn again_at(&self) -> Timestamp {
        let sent = Timestamp::from_millisecond(self.sent_at).unwrap_or(Timestamp::MIN);
        sent.checked_add(AGAIN_AFTER).unwrap_or(Timestamp::MAX)
    }
}

/// Blind index of the phone: a code proves that one and no other.
pub(super) fn phone_print(vault: &Vault, person: &Person) -> Vec<u8> {
    vault.index("card.phone", person.phone.as_str())
}

/// Blind index of what a bank has compared.
pub(super) fn compared_print(vault: &Vault, person: &Person) -> Vec<u8> {
    let all = [Check::Passport, Check::Snils, Check::Inn];
    let all = all.map(|kind| kind.covered(person).unwrap_or_default());
    vault.index("bank.compared", &all.join("\n"))
}

/// Does an attempt stand here?
pub(super) fn is_step(step: &str) -> bool {
    [WANTED, ASKED, SENT, CHECKED].contains(&step)
}

async fn move_to(tx: &mut Tx, attempt: &Attempt, step: &str, code: &Code) -> Result<(), DbError> {
    store::move_to(tx, attempt.id, step, &code.within(attempt)).await?;
    tx.announce(attempt.account);
    Ok(())
}

/// Has the bank send a code.
pub(super) async fn ask(tx: &mut Tx, attempt: &Attempt, mut code: Code) -> Result<(), DbError> {
    code.codes += 1;
    code.request = None;
    code.given = None;
    code.told = None;
    move_to(tx, attempt, ASKED, &code).await?;
    jobs::ask_code(tx, attempt, code.codes).await
}

/// Lets the attempt wait until the person asks for the code, and tells them so.
pub(super) async fn want(
    proofing: &Proofing,
    tx: &mut Tx,
    attempt: &Attempt,
    code: &Code,
) -> Result<(), DbError> {
    move_to(tx, attempt, WANTED, code).await?;
    let (account, person) = find_locked(tx, attempt.account).await?;
    let name = super::bank::bank_name(proofing, Some(&code.bank), account.lang);
    engine::tell(
        proofing,
        tx,
        &account,
        &person,
        attempt.id,
        "bank-code",
        &name,
    )
    .await
}

#[derive(Template)]
#[template(path = "bank_code.html")]
struct CodePage {
    page: Page,
    /// The field for the code, when one is on its way.
    form: Option<Form>,
    method: &'static str,
    bank: String,
    step: String,
    phone_end: String,
    again_ms: i64,
}

/// Pages of a method: the code is typed, another one is wanted.
pub(super) fn router(proofing: &Proofing, method: &'static str) -> Router {
    let own = |rest: &str| format!("{}{rest}", path(method));
    let place = Place {
        proofing: proofing.clone(),
        method,
    };
    Router::new()
        .route(&own("/code"), post(check).get(back))
        .route(&own("/again"), post(again).get(back))
        .with_state(place)
}

async fn back(State(place): State<Place>) -> Redirect {
    Redirect::to(&path(place.method))
}

fn told_text(visitor: &Visitor, told: Option<Told>) -> Option<String> {
    let page = visitor.page(String::new());
    match told? {
        Told::Wrong(left) => Some(page.tn("proofing-contact-code-wrong", "left", left)),
        Told::Over => Some(visitor.t("proofing-contact-code-over")),
        Told::NoCard | Told::Down => None,
    }
}

fn code_page(
    proofing: &Proofing,
    visitor: &Visitor,
    method: &'static str,
    attempt: &Attempt,
    error: Option<String>,
) -> CodePage {
    let code = Code::of(attempt);
    let mut page = visitor.page_t("proofing-card-code-title");
    let mut form = None;
    if attempt.step == SENT {
        let ends_at = code.ends_at();
        let hint = match ends_at > visitor.db().now() {
            true => page.ta("proofing-card-code-until", "time", page.time(&ends_at)),
            false => visitor.t("proofing-contact-code-over"),
        };
        let field = Field::new(Kind::Code, "code", visitor.t("proofing-card-code-label"));
        let field = field
            .hint(hint)
            .missing(visitor.t("proofing-card-code-missing"));
        let mut own = Form::new(
            format!("{}/code", path(method)),
            visitor.t("proofing-contact-check"),
            vec![field.max(20)],
        );
        if let Some(text) = error.or_else(|| told_text(visitor, code.told)) {
            own.fail("code", text);
        }
        page = page.with_form(&own);
        form = Some(own);
    } else if attempt.step != WANTED {
        page.refresh = Some(3);
    }
    CodePage {
        page,
        form,
        method,
        bank: super::bank::bank_name(proofing, Some(&code.bank), visitor.lang()),
        step: attempt.step.clone(),
        phone_end: code.phone_end.clone(),
        again_ms: code.again_at().as_millisecond(),
    }
}

/// Where an attempt stands.
pub(super) fn show(
    proofing: &Proofing,
    visitor: &Visitor,
    method: &'static str,
    attempt: &Attempt,
) -> Result<Response, Fault> {
    visitor.render(&code_page(proofing, visitor, method, attempt, None))
}

/// The open attempt of an account in one of these steps, both locked.
pub(super) async fn locked(
    tx: &mut Tx,
    account: Uuid,
    method: &str,
    steps: &[&str],
) -> Result<Option<Attempt>, DbError> {
    find_locked(tx, account).await?;
    let now = tx.now();
    let open = store::open_of(tx, account).await?;
    Ok(open.into_iter().find(|open| {
        open.method == method && open.is_open(now) && steps.contains(&open.step.as_str())
    }))
}

/// The code was typed: a job asks the bank about it.
async fn check(
    State(place): State<Place>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let method = place.method;
    let given = input.get("code").chars().filter(|c| !c.is_whitespace());
    let given: String = given.collect();
    let mut tx = visitor.db().begin().await?;
    let Some(open) = locked(&mut tx, account.id, method, &[SENT]).await? else {
        // Another tab was faster: the page says where it stands.
        tx.commit().await?;
        return Ok(visitor.go(&path(method)));
    };
    let mut code = Code::of(&open);
    // Neither is a try: nobody guesses with two digits, and an old code opens nothing.
    let is_code = (4..=8).contains(&given.len()) && given.bytes().all(|c| c.is_ascii_digit());
    let flaw = match code.ends_at() > tx.now() {
        _ if !is_code => Some("proofing-card-code-missing"),
        false => Some("proofing-contact-code-over"),
        true => None,
    };
    if let Some(flaw) = flaw {
        tx.commit().await?;
        let error = Some(visitor.t(flaw));
        let page = code_page(&place.proofing, &visitor, method, &open, error);
        return visitor.render_flawed(&page);
    }
    code.given = Some(given);
    code.turn += 1;
    code.told = None;
    move_to(&mut tx, &open, CHECKED, &code).await?;
    jobs::ask_check(&mut tx, &open, code.turn).await?;
    tx.commit().await?;
    Ok(visitor.go(&path(method)))
}

/// «Получить код», «Отправить снова».
async fn again(State(place): State<Place>, visitor: Visitor) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let method = place.method;
    let mut tx = visitor.db().begin().await?;
    let found = locked(&mut tx, account.id, method, &[WANTED, SENT]).await?;
    let Some(open) = found else {
        tx.commit().await?;
        return Ok(visitor.go(&path(method)));
    };
    let code = Code::of(&open);
    let until = code.again_at();
    let page = visitor.page(String::new());
    let error = if code.is_spent() {
        Some(visitor.t("proofing-card-codes-over"))
    } else if open.step == SENT && until > tx.now() {
        Some(page.ta("proofing-contact-wait", "time", page.time(&until)))
    } else {
        None
    };
    if let Some(error) = error {
        tx.commit().await?;
        let page = code_page(&place.proofing, &visitor, method, &open, Some(error));
        return visitor.render_flawed(&page);
    }
    ask(&mut tx, &open, code).await?;
    tx.commit().await?;
    Ok(visitor.go(&path(method)))
}
