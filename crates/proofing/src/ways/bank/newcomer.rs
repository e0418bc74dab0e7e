//! «Регистрация через банк» (S1-083, S1-087, C19): a bank introduces somebody who has no
//! account yet. What it says fills the registration in; the password is set at the
//! portal. When the registries have agreed, the same words confirm identity.

use std::net::IpAddr;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use axum::routing::{get, post};
use okno_accounts::{Introduced, find_locked, keep_consent};
use okno_gateways::{
    BankClaims, BankRefusal, BankVisit, BankWord, GatewayError, Outcome, SnilsQuestion,
};
use okno_requisites::Citizenship;
use okno_store::{DbError, Job, JobError, NewJob, Tx, Worker};
use okno_web::{Fault, Input, Lang, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::compare::compare;
use super::jobs::{again, agreed, code_after, conclude};
use super::{
    BankPage, CHECKING, Came, Content, Ended, GOING, ID, OpenPage, READY, VERSION, Wish, bank_name,
    choice_form, consent, reason_text, secret, unknown,
};
use crate::banks::Said;
use crate::newcomers::{self, KNOWN, WAITING};
use crate::store::{self, Introduction};
use crate::ways::{bank_code, handle};
use crate::{Proofing, engine};

const PAGE: &str = "/register/bank";
/// The bank has told who it is; the register of insured people is asked (S1-082).
const REGISTER: &str = "register";
/// There is nothing to be had.
const FAILED: &str = "failed";

const GO: &str = "proofing.bank.meet";
const ASK: &str = "proofing.bank.introduce";
const COMPARE: &str = "proofing.bank.register";
const CONFIRM: &str = "proofing.bank.introduced";

/// What is kept meanwhile, sealed.
#[derive(Serialize, Deserialize)]
struct Intro {
    visit: BankVisit,
    url: Option<String>,
    code: Option<String>,
    reason: Option<String>,
    claims: Option<BankClaims>,
    /// What the person has let the bank say.
    #[serde(default)]
    scopes: Vec<String>,
    /// In which language and from where the transfer was agreed to.
    lang: String,
    origin: IpAddr,
}

type Found = Introduction<Intro>;

pub(super) fn router(proofing: &Proofing) -> Router {
    Router::new()
        .route("/register/bank", get(show).post(begin))
        .route("/register/bank/other", post(other))
        .route("/register/bank/back/{bank}", get(back))
        .with_state(proofing.clone())
}

/// The introduction of this visitor, if one is under way.
async fn own(visitor: &Visitor) -> Result<Option<Found>, DbError> {
    let found = newcomers::own(visitor).await?;
    Ok(found.and_then(|found| found.of(ID)))
}

/// One of this way, locked.
async fn locked(tx: &mut Tx, id: Uuid) -> Result<Option<Found>, DbError> {
    let found = store::introduction_locked(tx, id).await?;
    Ok(found.and_then(|found| found.of(ID)))
}

fn choice_page(
    proofing: &Proofing,
    visitor: &Visitor,
    form: okno_web::Form,
    ended: Option<Ended>,
) -> BankPage {
    BankPage {
        newcomer: true,
        ..super::choice_page(proofing, visitor, "proofing-bank-new", form, ended)
    }
}

fn form(visitor: &Visitor, proofing: &Proofing, chosen: &str) -> okno_web::Form {
    let mut form = choice_form(visitor, &proofing.banks, ID, chosen);
    PAGE.clone_into(&mut form.action);
    form
}

async fn show(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    Query(wish): Query<Wish>,
) -> Result<Response, Fault> {
    let chosen = wish.bank.unwrap_or_default();
    if visitor.signed_in() {
        return Ok(visitor.go("/cabinet/confirm"));
    }
    let found = own(&visitor).await?.filter(|own| own.account.is_none());
    let lang = visitor.lang();
    let Some(found) = found else {
        let form = form(&visitor, &proofing, &chosen);
        return visitor.render(&choice_page(&proofing, &visitor, form, None));
    };
    let bank = bank_name(&proofing, Some(&found.content.visit.bank), lang);
    if found.step == KNOWN {
        return Ok(visitor.go(newcomers::ON));
    }
    if found.step == FAILED {
        let reason = found.content.reason.unwrap_or_default();
        let page = visitor.page_t("proofing-bank");
        let ended = Ended {
            title: page.ta("proofing-bank-new-ended", "bank", bank),
            text: reason_text(&proofing, lang, ID, &reason, &[]),
        };
        let form = form(&visitor, &proofing, &chosen);
        return visitor.render(&choice_page(&proofing, &visitor, form, Some(ended)));
    }
    let moving = found.step != READY;
    let mut response = visitor.render(&OpenPage {
        page: visitor.page_t("proofing-bank-new"),
        bank,
        step: found.step,
        url: found.content.url.unwrap_or_default(),
        done: false,
        newcomer: true,
        method_path: PAGE.to_owned(),
    })?;
    if moving {
        // There is no news for who is not signed in: the page is loaded again.
        response
            .headers_mut()
            .insert(header::REFRESH, HeaderValue::from_static("2"));
    }
    Ok(response)
}

async fn begin(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    if visitor.signed_in() {
        return Ok(visitor.go("/cabinet/confirm"));
    }
    let db = visitor.db();
    let portal = visitor.portal();
    let mut form = form(&visitor, &proofing, "").filled(&input);
    if !form.check(&input, portal.words(), visitor.lang(), portal.today()) {
        return visitor.render_flawed(&choice_page(&proofing, &visitor, form, None));
    }
    let before = own(&visitor).await?.filter(|own| own.account.is_none());
    let goes_on = [GOING, READY, CHECKING, REGISTER];
    if before.is_some_and(|own| goes_on.contains(&own.step.as_str())) {
        // The second click of two.
        return Ok(visitor.go(PAGE));
    }
    newcomers::may_begin(&visitor).await?;
    let bank = input.get("bank").to_owned();
    let intro = Intro {
        visit: BankVisit {
            redirect: portal.url(&format!("{PAGE}/back/{bank}")),
            bank,
            state: secret(db),
            nonce: secret(db),
            verifier: secret(db),
            newcomer: true,
            certificate: false,
        },
        url: None,
        code: None,
        reason: None,
        claims: None,
        scopes: Vec::new(),
        lang: visitor.lang().code().to_owned(),
        origin: visitor.ip(),
    };
    let mut tx = db.begin().await?;
    let (id, cookies) = newcomers::begin(&visitor, &mut tx, ID, GOING, &intro).await?;
    enqueue(&mut tx, GO, id).await?;
    tx.commit().await?;
    newcomers::counted(&visitor).await?;
    Ok(cookies.on(visitor.go(PAGE)))
}

/// «Выбрать другой банк».
async fn other(visitor: Visitor) -> Result<Response, Fault> {
    newcomers::leave(&visitor, PAGE).await
}

async fn back(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    Path(bank): Path<String>,
    Query(came): Query<Came>,
) -> Result<Response, Fault> {
    let Some(own) = own(&visitor).await? else {
        return unknown(&visitor, PAGE);
    };
    let visit = &own.content.visit;
    if visit.bank != bank || came.state.as_deref() != Some(&visit.state) {
        return unknown(&visitor, PAGE);
    }
    let mut tx = visitor.db().begin().await?;
    let fresh = locked(&mut tx, own.id).await?;
    if let Some(mut fresh) = fresh.filter(|fresh| fresh.step == READY) {
        fresh.content.url = None;
        match came.code(proofing.gateways.bank_issuer(&bank)) {
            Err(reason) => fail(&mut tx, fresh, reason).await?,
            Ok(code) => {
                fresh.content.code = Some(code);
                store::move_introduction(&mut tx, fresh.id, CHECKING, &fresh.content).await?;
                enqueue(&mut tx, ASK, fresh.id).await?;
            }
        }
    }
    tx.commit().await?;
    Ok(visitor.go(PAGE))
}

async fn fail(tx: &mut Tx, mut found: Found, reason: &str) -> Result<(), DbError> {
    found.content.reason = Some(reason.to_owned());
    found.content.code = None;
    store::move_introduction(tx, found.id, FAILED, &found.content).await
}

#[derive(Serialize, Deserialize)]
struct Payload {
    id: Uuid,
}

async fn enqueue(tx: &mut Tx, kind: &'static str, id: Uuid) -> Result<(), DbError> {
    let job = NewJob::new(kind, format!("{kind}:{id}"), &Payload { id });
    tx.enqueue(job.attempts(6)).await.map(|_| ())
}

pub(super) fn register(proofing: &Proofing, worker: &mut Worker) {
    handle(worker, proofing, GO, super::jobs::policy(), entrance);
    handle(worker, proofing, ASK, super::jobs::policy(), claims);
    handle(
        worker,
        proofing,
        COMPARE,
        super::jobs::policy(),
        register_agrees,
    );
    handle(worker, proofing, CONFIRM, super::jobs::policy(), confirm);
}

async fn current(proofing: &Proofing, job: &Job, step: &str) -> Result<Option<Found>, JobError> {
    let payload: Payload = job.payload()?;
    let found = store::introduction(proofing.portal.db(), payload.id).await?;
    let found = found.and_then(|found| found.of(ID));
    Ok(found.filter(|found: &Found| found.step == step))
}

/// Writes back what a job found out, when nobody was faster.
async fn settle(
    proofing: &Proofing,
    job: &Job,
    step: &str,
    id: Uuid,
    change: impl FnOnce(&mut Intro) -> Result<&'static str, &'static str>,
) -> Result<(), JobError> {
    let mut tx = proofing.portal.db().begin().await?;
    let fresh = locked(&mut tx, id).await?;
    if let Some(mut fresh) = fresh.filter(|fresh| fresh.step == step) {
        match change(&mut fresh.content) {
            Ok(next) => {
                store::move_introduction(&mut tx, id, next, &fresh.content).await?;
                if next == REGISTER {
                    enqueue(&mut tx, COMPARE, id).await?;
                }
            }
            Err(reason) => fail(&mut tx, fresh, reason).await?,
        }
    }
    job.done(&mut tx).await?;
    Ok(tx.commit().await?)
}

async fn down(
    proofing: &Proofing,
    job: &Job,
    found: &Found,
    error: &GatewayError,
    reason: &'static str,
) -> Result<(), JobError> {
    if let Some(next) = again(proofing.portal.db().now(), job, error) {
        return Err(JobError::At(next, error.to_string()));
    }
    settle(proofing, job, &found.step, found.id, |_| Err(reason)).await
}

async fn entrance(proofing: Proofing, job: Job) -> Result<(), JobError> {
    let Some(found) = current(&proofing, &job, GOING).await? else {
        return Ok(());
    };
    match proofing.gateways.bank_entrance(&found.content.visit).await {
        Ok(url) => {
            settle(&proofing, &job, GOING, found.id, |intro| {
                intro.url = Some(url);
                Ok(READY)
            })
            .await
        }
        Err(error) => down(&proofing, &job, &found, &error, "down").await,
    }
}

async fn claims(proofing: Proofing, job: Job) -> Result<(), JobError> {
    let Some(found) = current(&proofing, &job, CHECKING).await? else {
        return Ok(());
    };
    let intro = &found.content;
    let code = intro.code.as_deref().unwrap_or_default();
    let told = match proofing.gateways.bank_claims(&intro.visit, code).await {
        Ok(told) => told,
        Err(error) => return down(&proofing, &job, &found, &error, "down").await,
    };
    let row = proofing.bank(&intro.visit.bank);
    settle(&proofing, &job, CHECKING, found.id, |intro| {
        intro.code = None;
        let BankWord { claims, scopes } = told.map_err(|refusal| match refusal {
            BankRefusal::Code => "code",
            BankRefusal::Token(_) => "token",
            BankRefusal::Scope => "scope",
        })?;
        let whole = row.is_some_and(|row| {
            let said = row.said(&claims);
            said.part("surname").is_some() && said.part("name").is_some()
        });
        if !whole {
            return Err("bank");
        }
        let asks = row.is_some_and(|row| question(&row.said(&claims)).is_some());
        intro.claims = Some(claims);
        intro.scopes = scopes;
        Ok(if asks { REGISTER } else { KNOWN })
    })
    .await
}

/// What is asked of the register of insured people; the person types what is not there
/// and it is compared later, with the rest.
fn question(said: &Said<'_>) -> Option<SnilsQuestion> {
    Some(SnilsQuestion {
        person: okno_gateways::Person {
            surname: said.part("surname")?,
            name: said.part("name")?,
            patronymic: said.part("patronymic"),
            birth_date: said.birth_date()?,
        },
        snils: said.snils()?,
    })
}

/// SNILS and name agree in the register of insured people, or there is no going on
/// (S1-082).
async fn register_agrees(proofing: Proofing, job: Job) -> Result<(), JobError> {
    let Some(found) = current(&proofing, &job, REGISTER).await? else {
        return Ok(());
    };
    let intro = &found.content;
    let row = proofing.bank(&intro.visit.bank);
    let asked = row
        .zip(intro.claims.as_ref())
        .and_then(|(row, claims)| question(&row.said(claims)));
    let Some(asked) = asked else {
        return settle(&proofing, &job, REGISTER, found.id, |_| Ok(KNOWN)).await;
    };
    match proofing.gateways.snils(&asked, &job.key).await {
        Ok(answer) => {
            settle(&proofing, &job, REGISTER, found.id, |_| {
                match answer.outcome {
                    Outcome::Match => Ok(KNOWN),
                    _ => Err("register"),
                }
            })
            .await
        }
        Err(error) => down(&proofing, &job, &found, &error, "register-down").await,
    }
}

/// The account has become standard: the bank's words are compared as in any other
/// confirmation.
async fn confirm(proofing: Proofing, job: Job) -> Result<(), JobError> {
    let Some(found) = current(&proofing, &job, WAITING).await? else {
        return Ok(());
    };
    let Some(account) = found.account else {
        return Ok(());
    };
    let visit = &found.content.visit;
    let (row, claims) = (proofing.bank(&visit.bank), &found.content.claims);
    let mut tx = proofing.portal.db().begin().await?;
    let (_, person) = find_locked(&mut tx, account).await?;
    if let (Some(row), Some(claims)) = (row, claims) {
        let new = store::New {
            variant: Some(visit.bank.clone()),
            content: Content::empty(),
            ..store::New::default()
        };
        let by = engine::Decider::PROGRAM;
        if let Ok(id) = engine::begin_by(&proofing, &mut tx, by, account, ID, new).await?
            && let Some(attempt) = store::by_id_in(&mut tx, id).await?
        {
            let said = row.said(claims);
            let scopes = &found.content.scopes;
            agreed(&mut tx, &attempt, &row.id, scopes).await?;
            let verdict = compare(&person, &said, &row.id, scopes);
            let vault = tx.db().vault();
            match code_after(&attempt, row, &said, &person, &verdict, vault) {
                // Nobody may be looking: the code is asked for when they are.
                Some((held, code)) => bank_code::want(&proofing, &mut tx, &held, &code).await?,
                None => conclude(&proofing, &mut tx, &attempt, verdict).await?,
            }
        }
    }
    store::drop_introduction(&mut tx, found.id).await?;
    job.done(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// The account has become standard: is there something of a bank to compare?
pub(super) async fn standard(tx: &mut Tx, account: Uuid) -> Result<(), DbError> {
    match store::introduction_of(tx, account).await? {
        Some(found) if found.way == ID => enqueue(tx, CONFIRM, found.id).await,
        _ => Ok(()),
    }
}

/// What the bank said, for the registration.
pub(crate) fn introduced(
    proofing: &Proofing,
    found: Introduction<Value>,
    lang: Lang,
) -> Option<Introduced> {
    let found: Found = found.of(ID)?;
    let row = proofing.bank(&found.content.visit.bank)?;
    let said = row.said(found.content.claims.as_ref()?);
    Some(Introduced {
        id: found.id,
        by: row.name.get(lang.code()).to_owned(),
        surname: said.part("surname")?,
        given: said.part("name")?,
        patronymic: said.part("patronymic"),
        phone: said.phone(),
        email: said.email(),
        sex: said.sex(),
        birth_date: said.birth_date(),
        birth_place: said.text("birth_place").map(ToOwned::to_owned),
        citizenship: said.passport().map(|_| Citizenship::RUSSIA),
        passport: said.passport(),
        snils: said.snils(),
        inn: said.inn(),
        address: said.address(),
    })
}

/// The account is there: the consent to the transfer is kept with it.
pub(crate) async fn settled(
    proofing: &Proofing,
    tx: &mut Tx,
    found: Introduction<Value>,
    account: Uuid,
) -> Result<(), DbError> {
    let Some(found) = found.of::<Intro>(ID) else {
        return Ok(());
    };
    let intro = &found.content;
    let lang = Lang::from_code(&intro.lang).unwrap_or_default();
    let text = consent(proofing, lang, ID, "proofing-bank-new-consent").join("\n\n");
    let document = format!("bank-introduction.{}", lang.code());
    keep_consent(tx, account, &document, VERSION, &text, intro.origin)
        .await
        .map(|_| ())
}
