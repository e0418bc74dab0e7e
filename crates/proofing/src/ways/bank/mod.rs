//! Through an internet bank (S1-080 and after, S2-20): the person agrees that the bank
//! tells the portal who they are; the bank asks them once more and sends them back
//! with a code; a job exchanges it and compares.

mod compare;
mod jobs;
pub(crate) mod newcomer;
mod recovery;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use data_encoding::BASE64URL_NOPAD;
use futures::future::BoxFuture;
use okno_accounts::{find_locked, keep_consent};
use okno_gateways::BankVisit;
use okno_store::{Db, DbError, Tx, Worker};
use okno_web::{Choice, Fault, Field, Form, Input, Kind, Lang, Page, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::{Place, Way, bank_certificate, bank_code, consent, path};
use crate::Proofing;
use crate::attempt::{Attempt, Proof, Stage};
use crate::banks::Row;
use crate::pages::holder;
use crate::{engine, store};

/// The method's word.
pub(crate) const ID: &str = "bank";

pub(super) use jobs::{again, end, policy, prove, refused};
use newcomer::Purpose;

/// The address to send the person to is being asked for.
const GOING: &str = "going";
/// It is known.
const READY: &str = "ready";
/// The person is back; the code is being exchanged.
const CHECKING: &str = "checking";

/// Version of the consent's text; it grows with every change.
const VERSION: &str = "1";

/// What the method keeps meanwhile, sealed.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Content {
    visit: Option<BankVisit>,
    url: Option<String>,
    code: Option<String>,
    /// What did not match.
    fields: Vec<String>,
    /// What else the comparison established, while the bank's code is waited for.
    compared: Value,
    /// That code.
    bank_code: Option<bank_code::Code>,
}

impl Content {
    fn of(attempt: &Attempt) -> Self {
        serde_json::from_value(attempt.content.clone()).unwrap_or_default()
    }

    fn value(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    fn empty() -> Value {
        Self::default().value()
    }
}

/// What is proven when the bank's code follows a good comparison.
pub(super) fn proven(attempt: &Attempt) -> Proof {
    let mut seen = compare::FACTS.to_vec();
    seen.push("code");
    Proof {
        seen: seen.into_iter().collect(),
        more: Content::of(attempt).compared,
    }
}

pub(crate) struct ThroughBank;

impl Way for ThroughBank {
    fn id(&self) -> &'static str {
        ID
    }

    fn router(&self, proofing: &Proofing) -> Router {
        Router::new()
            .route("/bank", get(from_bank))
            .with_state(proofing.clone())
            .merge(pages(proofing, ID))
            .merge(bank_code::router(proofing, ID))
            .merge(newcomer::router(proofing, Purpose::Register))
            .merge(newcomer::router(proofing, Purpose::Recover))
            .merge(recovery::router(proofing))
    }

    fn standard<'a>(&'a self, tx: &'a mut Tx, account: Uuid) -> BoxFuture<'a, Result<(), DbError>> {
        Box::pin(newcomer::standard(tx, account))
    }

    fn register_jobs(&self, proofing: &Proofing, worker: &mut Worker) {
        jobs::register(proofing, worker);
        newcomer::register(proofing, worker);
    }
}

/// The pages on which a bank is chosen and to which it sends people back, of a method
/// that begins so.
pub(super) fn pages(proofing: &Proofing, method: &'static str) -> Router {
    let own = |rest: &str| format!("{}{rest}", path(method));
    Router::new()
        .route(&own(""), get(show).post(begin))
        .route(&own("/other"), post(other))
        .route(&own("/back/{bank}"), get(back))
        .with_state(Place {
            proofing: proofing.clone(),
            method,
        })
}

/// The texts of a method begin so.
fn words_of(method: &str) -> String {
    format!("proofing-{}", method.replace('_', "-"))
}

/// Which bank the person comes from, or has chosen elsewhere.
#[derive(Deserialize)]
struct Wish {
    bank: Option<String>,
    iss: Option<String>,
}

/// What a bank sends a person back with.
#[derive(Deserialize)]
struct Came {
    state: Option<String>,
    code: Option<String>,
    error: Option<String>,
    iss: Option<String>,
}

impl Came {
    /// The code for the claims, or the reason why there is none. An answer in the name
    /// of another bank than the one asked counts for nothing (RFC 9207).
    fn code(self, issuer: Option<&str>) -> Result<String, &'static str> {
        let by_another = self.iss.is_some() && self.iss.as_deref() != issuer;
        let code = self.code.filter(|code| (1..=2_000).contains(&code.len()));
        match (self.error.as_deref(), code) {
            _ if by_another => Err("token"),
            (Some("access_denied"), _) => Err("denied"),
            (None, Some(code)) => Ok(code),
            _ => Err("bank"),
        }
    }
}

/// How the last attempt ended, when badly.
struct Ended {
    title: String,
    text: String,
}

#[derive(Template)]
#[template(path = "bank.html")]
struct BankPage {
    page: Page,
    form: Form,
    consent: Vec<String>,
    version: String,
    ended: Option<Ended>,
    /// Nobody is signed in.
    newcomer: bool,
    /// Address and words.
    back: (&'static str, String),
    lead: String,
    /// What else the bank hands over; empty when nothing.
    more: String,
}

#[derive(Template)]
#[template(path = "bank_open.html")]
struct OpenPage {
    page: Page,
    bank: String,
    step: String,
    url: String,
    /// The account is confirmed by this.
    done: bool,
    /// Nobody is signed in.
    newcomer: bool,
    /// Address and words.
    back: (&'static str, String),
    method_path: String,
}

pub(super) fn bank_name(proofing: &Proofing, id: Option<&str>, lang: Lang) -> String {
    let row = id.and_then(|id| proofing.bank(id));
    row.map_or_else(String::new, |row| row.name.get(lang.code()).to_owned())
}

/// Back to the list of methods.
fn confirm(visitor: &Visitor) -> (&'static str, String) {
    ("/cabinet/confirm", visitor.t("proofing-confirm-title"))
}

/// Why an attempt ended badly and what to do. Names the fields, never the values.
fn reason_text(
    proofing: &Proofing,
    lang: Lang,
    method: &str,
    reason: &str,
    fields: &[String],
) -> String {
    let words = proofing.portal.words();
    let names: Vec<String> = fields
        .iter()
        .map(|field| words.t(lang, &format!("proofing-field-{field}")))
        .collect();
    let own = words_of(method);
    let known = [
        format!("{own}-why-{reason}"),
        format!("proofing-bank-why-{reason}"),
    ];
    let known = known.into_iter().find(|id| words.has(lang, id));
    let id = known.unwrap_or_else(|| format!("{own}-why-bank"));
    words.tv(lang, &id, &[("fields", names.join(", ").into())])
}

fn choice_form(visitor: &Visitor, banks: &[Row], method: &str, chosen: &str) -> Form {
    let lang = visitor.lang();
    let fit = |row: &&Row| method == ID || row.certificates;
    let options = banks.iter().filter(fit).map(|row| Choice {
        value: row.id.clone(),
        label: row.name.get(lang.code()).to_owned(),
        hint: String::new(),
    });
    let mut form = Form::new(
        path(method),
        visitor.t("proofing-bank-go"),
        vec![
            Field::new(Kind::Radio, "bank", visitor.t("proofing-bank-which"))
                .options(options.collect())
                .missing(visitor.t("proofing-bank-missing")),
            Field::new(
                Kind::Checkbox,
                "consent",
                visitor.t("proofing-bank-consent-box"),
            )
            .missing(visitor.t("proofing-bank-consent-missing")),
        ],
    );
    if banks.iter().filter(fit).any(|row| row.id == chosen) {
        form.set("bank", chosen);
    }
    form
}

fn choice_page(
    proofing: &Proofing,
    visitor: &Visitor,
    title: &str,
    form: Form,
    ended: Option<Ended>,
) -> BankPage {
    let words = visitor.portal().words();
    let lang = visitor.lang();
    let more = format!("{title}-more");
    BankPage {
        lead: words.t(lang, &format!("{title}-lead")),
        more: match words.has(lang, &more) {
            true => words.t(lang, &more),
            false => String::new(),
        },
        page: visitor.page_t(title).with_form(&form),
        form,
        consent: consent(proofing, lang, ID, &format!("{title}-consent")),
        version: visitor.page_t("proofing-bank").ta(
            "proofing-bank-consent-version",
            "version",
            VERSION,
        ),
        ended,
        newcomer: false,
        back: confirm(visitor),
    }
}

/// The attempt through a bank that is under way, or the newest.
async fn newest(db: &Db, account: Uuid, method: &str) -> Result<Option<Attempt>, Fault> {
    let mut all = store::of_account(db, account).await?;
    all.retain(|attempt| attempt.method == method);
    let open = all.iter().position(|attempt| attempt.is_open(db.now()));
    Ok((!all.is_empty()).then(|| all.swap_remove(open.unwrap_or(0))))
}

async fn show(
    State(place): State<Place>,
    visitor: Visitor,
    Query(wish): Query<Wish>,
) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let Place { proofing, method } = place;
    let db = visitor.db();
    let lang = visitor.lang();
    let title = words_of(method);
    let last = newest(db, account.id, method).await?;
    let done = last
        .as_ref()
        .is_some_and(|last| last.stage == Stage::Done && last.revoked_at.is_none());
    if let Some(open) = last.as_ref().filter(|last| done || last.is_open(db.now())) {
        if done && method == bank_certificate::ID {
            return Ok(visitor.go(bank_certificate::LIST));
        }
        if !done && bank_code::is_step(&open.step) {
            return bank_code::show(&proofing, &visitor, method, open);
        }
        if !done && bank_certificate::is_step(&open.step) {
            return bank_certificate::show(&proofing, &visitor, open, None);
        }
        let content = Content::of(open);
        let mut page = visitor.page_t(&title);
        page.refresh = (!done && open.step != READY).then_some(3);
        return visitor.render(&OpenPage {
            page,
            bank: bank_name(&proofing, open.variant.as_deref(), lang),
            step: open.step.clone(),
            url: content.url.unwrap_or_default(),
            done,
            newcomer: false,
            back: confirm(&visitor),
            method_path: path(method),
        });
    }
    if !engine::is_free(&proofing, db, &account, method).await? {
        return Ok(visitor.go("/cabinet/confirm"));
    }
    let ended = last
        .filter(|last| last.stage == Stage::Refused)
        .map(|last| {
            let reason = last.reason.clone().unwrap_or_default();
            let bank = bank_name(&proofing, last.variant.as_deref(), lang);
            let fields = Content::of(&last).fields;
            Ended {
                title: visitor
                    .page_t("proofing-bank")
                    .ta("proofing-bank-ended", "bank", bank),
                text: reason_text(&proofing, lang, method, &reason, &fields),
            }
        });
    let form = choice_form(
        &visitor,
        &proofing.banks,
        method,
        wish.bank.as_deref().unwrap_or_default(),
    );
    visitor.render(&choice_page(&proofing, &visitor, &title, form, ended))
}

fn secret(db: &Db) -> String {
    BASE64URL_NOPAD.encode(&db.chance().bytes::<32>())
}

async fn begin(
    State(place): State<Place>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let Place { proofing, method } = place;
    let db = visitor.db();
    let portal = visitor.portal();
    let title = words_of(method);
    if store::open_one(db, account.id, method)
        .await?
        .is_some_and(|open| open.is_open(db.now()))
    {
        return Ok(visitor.go(&path(method)));
    }
    let mut form = choice_form(&visitor, &proofing.banks, method, "").filled(&input);
    if !form.check(&input, portal.words(), visitor.lang(), portal.today()) {
        return visitor.render_flawed(&choice_page(&proofing, &visitor, &title, form, None));
    }
    let bank = input.get("bank").to_owned();
    let state = secret(db);
    let visit = BankVisit {
        newcomer: false,
        certificate: method == bank_certificate::ID,
        redirect: portal.url(&format!("{}/back/{bank}", path(method))),
        bank: bank.clone(),
        state: state.clone(),
        nonce: secret(db),
        verifier: secret(db),
    };
    let content = Content {
        visit: Some(visit),
        ..Content::default()
    };
    let new = store::New {
        variant: Some(bank),
        step: GOING,
        secret: Some(state.clone()),
        content: content.value(),
        ..store::New::default()
    };
    let mut tx = db.begin().await?;
    let id = match engine::begin(&proofing, &mut tx, &visitor, account.id, method, new).await? {
        Ok(id) => id,
        // The list says why.
        Err(_) => return Ok(visitor.go("/cabinet/confirm")),
    };
    let opened = store::by_id_in(&mut tx, id).await?;
    if !opened.is_some_and(|opened| store::code_matches(db, &opened, &state)) {
        // The second click of two: the first has begun.
        tx.commit().await?;
        return Ok(visitor.go(&path(method)));
    }
    let lang = visitor.lang();
    let document = match method {
        ID => "bank-transfer",
        _ => "bank-certificate",
    };
    let document = format!("{document}.{}", lang.code());
    let text = consent(&proofing, lang, ID, &format!("{title}-consent")).join("\n\n");
    keep_consent(&mut tx, account.id, &document, VERSION, &text, visitor.ip()).await?;
    jobs::ask_entrance(&mut tx, id, account.id).await?;
    tx.commit().await?;
    engine::counted(&proofing, db, account.id, method).await?;
    Ok(visitor.go(&path(method)))
}

/// «Выбрать другой банк».
async fn other(State(place): State<Place>, visitor: Visitor) -> Result<Response, Fault> {
    let id = visitor.citizen()?;
    engine::cancel(&place.proofing, &visitor, id, place.method).await?;
    Ok(visitor.go(&path(place.method)))
}

/// The person is back from the bank. Only keeps what they came with; the rest is a job's.
async fn back(
    State(place): State<Place>,
    visitor: Visitor,
    Path(bank): Path<String>,
    Query(came): Query<Came>,
) -> Result<Response, Fault> {
    let id = visitor.citizen()?;
    let Place { proofing, method } = place;
    let db = visitor.db();
    let state = came.state.as_deref().unwrap_or_default();
    let all = store::of_account(db, id).await?;
    let own = all.into_iter().find(|attempt| {
        attempt.method == method
            && attempt.variant.as_deref() == Some(bank.as_str())
            && store::code_matches(db, attempt, state)
    });
    let Some(own) = own else {
        return unknown(&visitor, &path(method));
    };
    let mut tx = db.begin().await?;
    // The account first, always.
    find_locked(&mut tx, id).await?;
    let fresh = store::by_id_locked(&mut tx, own.id).await?;
    let Some(fresh) = fresh.filter(|fresh| fresh.is_open(db.now()) && fresh.step == READY) else {
        // The way back, a second tab, a reload: the page says where it stands.
        tx.commit().await?;
        return Ok(visitor.go(&path(method)));
    };
    match came.code(proofing.gateways.bank_issuer(&bank)) {
        Err(reason) => jobs::end(&proofing, &mut tx, &fresh, reason).await?,
        Ok(code) => {
            let mut content = Content::of(&fresh);
            content.code = Some(code);
            content.url = None;
            store::move_to(&mut tx, fresh.id, CHECKING, &content.value()).await?;
            jobs::ask_claims(&mut tx, fresh.id, id).await?;
            tx.announce(id);
        }
    }
    tx.commit().await?;
    Ok(visitor.go(&path(method)))
}

#[derive(Template)]
#[template(path = "message.html")]
struct MessagePage {
    page: Page,
    paragraphs: Vec<String>,
    action: Option<(String, String)>,
}

/// Nobody of this account was sent to a bank with this word, or it was long ago.
fn unknown(visitor: &Visitor, anew: &str) -> Result<Response, Fault> {
    let page = MessagePage {
        page: visitor.page_t("proofing-bank-unknown"),
        paragraphs: vec![visitor.t("proofing-bank-unknown-text")],
        action: Some((visitor.t("proofing-bank-anew"), anew.to_owned())),
    };
    Ok((StatusCode::BAD_REQUEST, visitor.render(&page)?).into_response())
}

/// From the bank's own pages, the service «Госуслуги» (S1-080): the bank is chosen.
async fn from_bank(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    Query(wish): Query<Wish>,
) -> Result<Response, Fault> {
    let iss = wish.iss.as_deref();
    let row = proofing
        .banks
        .iter()
        .find(|row| iss.is_some() && proofing.gateways.bank_issuer(&row.id) == iss)
        .ok_or(Fault::NotFound)?;
    let door = match visitor.signed_in() {
        true => path(ID),
        false => "/register/bank".to_owned(),
    };
    Ok(visitor.go(&format!("{door}?bank={}", row.id)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::Came;

    fn came(iss: Option<&str>) -> Came {
        Came {
            state: None,
            code: Some("code".to_owned()),
            error: None,
            iss: iss.map(ToOwned::to_owned),
        }
    }

    #[test]
    fn an_answer_of_another_issuer_is_refused() {
        let own = Some("https://bank.example");
        assert_eq!(came(own).code(own), Ok("code".to_owned()));
        // Few banks say it; each has an address of its own to come back to.
        assert_eq!(came(None).code(own), Ok("code".to_owned()));
        for other in ["https://evil.example", "https://bank.example/", ""] {
            assert_eq!(came(Some(other)).code(own), Err("token"), "{other}");
        }
        assert_eq!(came(own).code(None), Err("token"));
    }
}
