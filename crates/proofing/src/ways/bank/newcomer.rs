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
use super::recovery;
use super::{
    BankPage, CHECKING, Came, Content, Ended, GOING, ID, OpenPage, READY, VERSION, Wish, bank_name,
    choice_form, consent, reason_text, secret, unknown,
};
use crate::banks::Said;
use crate::newcomers::{self, KNOWN, WAITING};
use crate::store::{self, Introduction};
use crate::ways::{bank_code, handle};
use crate::{Proofing, engine};

/// What somebody comes to a bank for who is not signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To have an account.
    Register,
    /// To have access to their own back.
    Recover,
}

impl Purpose {
    /// The introduction's way.
    pub(super) fn way(self) -> &'static str {
        match self {
            Self::Register => ID,
            Self::Recover => "bank_recovery",
        }
    }

    fn of(way: &str) -> Option<Self> {
        let all = [Self::Register, Self::Recover];
        all.into_iter().find(|purpose| purpose.way() == way)
    }

    pub(super) fn page(self) -> &'static str {
        match self {
            Self::Register => "/register/bank",
            Self::Recover => "/recover/bank",
        }
    }

    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Register => "proofing-bank-new",
            Self::Recover => "proofing-bank-recover",
        }
    }

    /// Where back leads, and the message that says so.
    fn back(self) -> (&'static str, &'static str) {
        match self {
            Self::Register => ("/register", "proofing-bank-new-back"),
            Self::Recover => ("/recover", "proofing-bank-recover-back"),
        }
    }

    fn ended(self) -> &'static str {
        match self {
            Self::Register => "proofing-bank-new-ended",
            Self::Recover => "proofing-bank-recover-ended",
        }
    }
}

/// What the pages are given.
#[derive(Clone)]
pub(super) struct Site {
    pub(super) proofing: Proofing,
    pub(super) purpose: Purpose,
}
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
pub(super) struct Intro {
    pub(super) visit: BankVisit,
    url: Option<String>,
    code: Option<String>,
    reason: Option<String>,
    pub(super) claims: Option<BankClaims>,
    /// What the person has let the bank say.
    #[serde(default)]
    pub(super) scopes: Vec<String>,
    /// In which language and from where the transfer was agreed to.
    pub(super) lang: String,
    pub(super) origin: IpAddr,
}

pub(super) type Found = Introduction<Intro>;

pub(super) fn router(proofing: &Proofing, purpose: Purpose) -> Router {
    let own = |rest: &str| format!("{}{rest}", purpose.page());
    Router::new()
        .route(&own(""), get(show).post(begin))
        .route(&own("/other"), post(other))
        .route(&own("/back/{bank}"), get(back))
        .with_state(Site {
            proofing: proofing.clone(),
            purpose,
        })
}

/// Of a bank, whatever for.
fn any(found: Introduction<Value>) -> Option<Found> {
    let purpose = Purpose::of(&found.way)?;
    found.of(purpose.way())
}

/// The introduction of this visitor for this, if one is under way.
pub(super) async fn own(visitor: &Visitor, purpose: Purpose) -> Result<Option<Found>, DbError> {
    let found = newcomers::own(visitor).await?;
    Ok(found.and_then(|found| found.of(purpose.way())))
}

/// One of a bank, locked.
pub(super) async fn locked(tx: &mut Tx, id: Uuid) -> Result<Option<Found>, DbError> {
    let found = store::introduction_locked(tx, id).await?;
    Ok(found.and_then(any))
}

fn choice_page(
    site: &Site,
    visitor: &Visitor,
    form: okno_web::Form,
    ended: Option<Ended>,
) -> BankPage {
    let (url, words) = site.purpose.back();
    BankPage {
        newcomer: true,
        back: (url, visitor.t(words)),
        ..super::choice_page(&site.proofing, visitor, site.purpose.title(), form, ended)
    }
}

fn form(site: &Site, visitor: &Visitor, chosen: &str) -> okno_web::Form {
    let mut form = choice_form(visitor, &site.proofing.banks, ID, chosen);
    site.purpose.page().clone_into(&mut form.action);
    form
}

/// The form again, saying why the bank was of no use.
fn failed(site: &Site, visitor: &Visitor, chosen: &str, bank: String, reason: &str) -> BankPage {
    let ended = Ended {
        title: visitor
            .page_t("proofing-bank")
            .ta(site.purpose.ended(), "bank", bank),
        text: reason_text(&site.proofing, visitor.lang(), ID, reason, &[]),
    };
    choice_page(site, visitor, form(site, visitor, chosen), Some(ended))
}

async fn show(
    State(site): State<Site>,
    visitor: Visitor,
    Query(wish): Query<Wish>,
) -> Result<Response, Fault> {
    let Site { proofing, purpose } = &site;
    let chosen = wish.bank.unwrap_or_default();
    if visitor.signed_in() && *purpose == Purpose::Register {
        return Ok(visitor.go("/cabinet/confirm"));
    }
    let found = own(&visitor, *purpose).await?;
    let lang = visitor.lang();
    let Some(found) = found.filter(|own| own.account.is_none()) else {
        let form = form(&site, &visitor, &chosen);
        return visitor.render(&choice_page(&site, &visitor, form, None));
    };
    let bank = bank_name(proofing, Some(&found.content.visit.bank), lang);
    if found.step == KNOWN && *purpose == Purpose::Register {
        return Ok(visitor.go(newcomers::ON));
    }
    if found.step == KNOWN {
        return match recovery::owner(proofing, &found.content).await? {
            Some(_) => recovery::show(&visitor, bank),
            None => visitor.render(&failed(&site, &visitor, &chosen, bank, "nobody")),
        };
    }
    if found.step == FAILED {
        let reason = found.content.reason.unwrap_or_default();
        return visitor.render(&failed(&site, &visitor, &chosen, bank, &reason));
    }
    let moving = found.step != READY;
    let mut response = visitor.render(&OpenPage {
        page: visitor.page_t(purpose.title()),
        bank,
        step: found.step,
        url: found.content.url.unwrap_or_default(),
        done: false,
        newcomer: true,
        back: (purpose.back().0, visitor.t(purpose.back().1)),
        method_path: purpose.page().to_owned(),
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
    State(site): State<Site>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let purpose = site.purpose;
    if visitor.signed_in() && purpose == Purpose::Register {
        return Ok(visitor.go("/cabinet/confirm"));
    }
    let db = visitor.db();
    let portal = visitor.portal();
    let mut form = form(&site, &visitor, "").filled(&input);
    if !form.check(&input, portal.words(), visitor.lang(), portal.today()) {
        return visitor.render_flawed(&choice_page(&site, &visitor, form, None));
    }
    let before = own(&visitor, purpose).await?;
    let before = before.filter(|own| own.account.is_none());
    let goes_on = [GOING, READY, CHECKING, REGISTER];
    if before.is_some_and(|own| goes_on.contains(&own.step.as_str())) {
        // The second click of two.
        return Ok(visitor.go(purpose.page()));
    }
    newcomers::may_begin(&visitor).await?;
    let bank = input.get("bank").to_owned();
    let intro = Intro {
        visit: BankVisit {
            redirect: portal.url(&format!("{}/back/{bank}", purpose.page())),
            bank,
            state: secret(db),
            nonce: secret(db),
            verifier: secret(db),
            newcomer: purpose == Purpose::Register,
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
    let (id, cookies) = newcomers::begin(&visitor, &mut tx, purpose.way(), GOING, &intro).await?;
    enqueue(&mut tx, GO, id).await?;
    tx.commit().await?;
    newcomers::counted(&visitor).await?;
    Ok(cookies.on(visitor.go(purpose.page())))
}

/// «Выбрать другой банк».
async fn other(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    newcomers::leave(&visitor, site.purpose.page()).await
}

async fn back(
    State(Site { proofing, purpose }): State<Site>,
    visitor: Visitor,
    Path(bank): Path<String>,
    Query(came): Query<Came>,
) -> Result<Response, Fault> {
    let Some(own) = own(&visitor, purpose).await? else {
        return unknown(&visitor, purpose.page());
    };
    let visit = &own.content.visit;
    if visit.bank != bank || came.state.as_deref() != Some(&visit.state) {
        return unknown(&visitor, purpose.page());
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
    Ok(visitor.go(purpose.page()))
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
    let found = found.and_then(any);
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
    // Access comes back by the number that never changes and that the register has seen.
    let recovers = found.way == Purpose::Recover.way();
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
        if !asks && recovers {
            return Err("snils");
        }
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
