//! «Регистрация с ЭП» (S1-093, S1-095, S1-096): somebody who has no account yet signs a
//! file. Name, СНИЛС and ИНН come from the certificate; when the registries have agreed
//! with the rest, the same signature confirms identity, and no code is typed for that.

use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::{get, post};
use jiff::{SignedDuration, Timestamp};
use okno_accounts::{Introduced, find_locked};
use okno_requisites::{Inn, NamePart, Personal, Snils};
use okno_signature::Refusal;
use okno_store::jobs::Policy;
use okno_store::{DbError, Entry, Job, JobError, NewJob, Tx, Worker};
use okno_web::{Fault, Form, Lang, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::check::{Came, Good, check_again, check_any};
use super::page::{EVIDENCE, Place, SignaturePage, drawn_at, forms, lent_in, signed_in, told};
use super::tries::{Tries, note};
use super::{Challenge, ID, lists};
use crate::attempt::Proof;
use crate::newcomers::{self, KNOWN, WAITING};
use crate::store::{self, Introduction};
use crate::ways::handle;
use crate::{Proofing, engine};

/// A file waits to be signed.
const SIGNING: &str = "signing";
/// The text of that file.
const TEXT: &str = "proofing-signature-challenge-new";
/// Compares when the account has become standard.
const CONFIRM: &str = "proofing.signature.introduced";
/// So often, when no list of revoked certificates is fresh: three days.
const TRIES: u32 = 300;

const PLACE: Place = Place {
    path: "/register/signature",
    title: "proofing-signature-new",
    back: "/register",
    back_title: "proofing-bank-new-back",
    lead: "proofing-signature-new-lead",
    step: "proofing-signature-step-2",
    step_text: "proofing-signature-step-2-text",
    give: "proofing-begin",
    sign: "proofing-signature-new-sign",
    another: "proofing-signature-no-another",
};

/// What is kept meanwhile, sealed.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Intro {
    /// What is to be signed; nothing once it has been.
    challenge: Value,
    holder: Option<Holder>,
}

/// Whom the certificate names.
#[derive(Serialize, Deserialize)]
struct Holder {
    surname: NamePart,
    given: NamePart,
    patronymic: Option<NamePart>,
    snils: Option<Snils>,
    inn: Option<Inn>,
    /// To be looked at once more.
    certificate: String,
    lent: bool,
}

impl Holder {
    /// `None` when the certificate names no person as accounts do: in Cyrillic, with a
    /// number.
    fn of(good: &Good) -> Option<Self> {
        let holder = good.certificate.holder();
        let given = holder.given.reveal();
        let (given, patronymic) = match given.split_once(' ') {
            Some((given, rest)) => (given, Some(NamePart::parse(rest).ok()?)),
            None => (given.as_str(), None),
        };
        let (snils, inn) = (holder.snils.as_ref(), holder.inn.as_ref());
        (snils.is_some() || inn.is_some()).then_some(())?;
        Some(Self {
            surname: NamePart::parse(holder.surname.reveal()).ok()?,
            given: NamePart::parse(given).ok()?,
            patronymic,
            snils: snils.map(Personal::reveal).cloned(),
            inn: inn.map(Personal::reveal).cloned(),
            certificate: good.certificate.pem(),
            lent: good.lent,
        })
    }
}

type Found = Introduction<Intro>;

pub(super) fn router(proofing: &Proofing) -> Router {
    Router::new()
        .route("/register/signature", get(show).post(begin))
        .route("/register/signature/again", get(show).post(renew))
        .route("/register/signature/signed", get(show).post(signed))
        .route("/register/signature/key", get(show).post(lent))
        .route("/register/signature/file", get(file))
        .route("/register/signature/cancel", post(cancel))
        .with_state(proofing.clone())
}

async fn signed(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Fault> {
    let (mut form, key) = forms(&visitor, &PLACE);
    let came = signed_in(&visitor, request, &mut form).await?;
    settle(&proofing, visitor, came, form, key).await
}

async fn lent(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Fault> {
    let (form, mut key) = forms(&visitor, &PLACE);
    let came = lent_in(&visitor, request, &mut key).await?;
    settle(&proofing, visitor, came, form, key).await
}

/// The one of this visitor that has led to no account yet.
async fn own(visitor: &Visitor) -> Result<Option<Found>, DbError> {
    let found = newcomers::own(visitor).await?;
    let found: Option<Found> = found.and_then(|found| found.of(ID));
    Ok(found.filter(|found| found.account.is_none()))
}

/// Where somebody goes who has no business here.
fn elsewhere(proofing: &Proofing, visitor: &Visitor) -> Option<Response> {
    if visitor.signed_in() {
        return Some(visitor.go("/cabinet/confirm"));
    }
    proofing
        .signing
        .trust
        .is_empty()
        .then(|| visitor.go("/register"))
}

fn drawn(visitor: &Visitor, found: Option<&Found>, form: Form, key: Form) -> SignaturePage {
    let open = found.filter(|found| found.step == SIGNING);
    let challenge = open.map(|found| Challenge::read(&found.content.challenge));
    drawn_at(visitor, &PLACE, challenge, form, key)
}

async fn show(State(proofing): State<Proofing>, visitor: Visitor) -> Result<Response, Fault> {
    if let Some(away) = elsewhere(&proofing, &visitor) {
        return Ok(away);
    }
    let found = own(&visitor).await?;
    if found.as_ref().is_some_and(|found| found.step == KNOWN) {
        return Ok(visitor.go(newcomers::ON));
    }
    let (form, key) = forms(&visitor, &PLACE);
    visitor.render(&drawn(&visitor, found.as_ref(), form, key))
}

async fn begin(State(proofing): State<Proofing>, visitor: Visitor) -> Result<Response, Fault> {
    if let Some(away) = elsewhere(&proofing, &visitor) {
        return Ok(away);
    }
    if own(&visitor).await?.is_some() {
        // The second click of two.
        return Ok(visitor.go(PLACE.path));
    }
    newcomers::may_begin(&visitor).await?;
    let intro = Intro {
        challenge: Challenge::new(&visitor, TEXT).kept(),
        holder: None,
    };
    let mut tx = visitor.db().begin().await?;
    let (_, cookies) = newcomers::begin(&visitor, &mut tx, ID, SIGNING, &intro).await?;
    tx.commit().await?;
    newcomers::counted(&visitor).await?;
    Ok(cookies.on(visitor.go(PLACE.path)))
}

async fn cancel(visitor: Visitor) -> Result<Response, Fault> {
    newcomers::leave(&visitor, "/register").await
}

/// «Получить новый файл»; while the present one is good, nothing changes.
async fn renew(visitor: Visitor) -> Result<Response, Fault> {
    if let Some(own) = own(&visitor).await? {
        let now = visitor.db().now();
        let mut tx = visitor.db().begin().await?;
        if let Some(mut fresh) = locked(&mut tx, own.id).await?
            && fresh.step == SIGNING
            && Challenge::read(&fresh.content.challenge).is_none_or(|c| c.until <= now)
        {
            fresh.content.challenge = Challenge::new(&visitor, TEXT).kept();
            store::move_introduction(&mut tx, fresh.id, SIGNING, &fresh.content).await?;
        }
        tx.commit().await?;
    }
    Ok(visitor.go(PLACE.path))
}

async fn file(visitor: Visitor) -> Result<Response, Fault> {
    let found = own(&visitor).await?.filter(|found| found.step == SIGNING);
    let challenge = found.and_then(|found| Challenge::read(&found.content.challenge));
    let now = visitor.db().now();
    Ok(match challenge.filter(|c| c.until > now) {
        Some(challenge) => challenge.file(),
        None => visitor.go(PLACE.path),
    })
}

async fn locked(tx: &mut Tx, id: Uuid) -> Result<Option<Found>, DbError> {
    let found = store::introduction_locked(tx, id).await?;
    Ok(found.and_then(|found| found.of(ID)))
}

/// Checks what came; the registration goes on, or the page says what is wrong.
async fn settle(
    proofing: &Proofing,
    visitor: Visitor,
    came: Came,
    mut form: Form,
    mut key: Form,
) -> Result<Response, Fault> {
    if let Some(away) = elsewhere(proofing, &visitor) {
        return Ok(away);
    }
    let db = visitor.db();
    let Some(found) = own(&visitor).await?.filter(|own| own.step == SIGNING) else {
        // Settled in another tab, or its day is over.
        return Ok(visitor.go(PLACE.path));
    };
    let is_key = matches!(came, Came::Lent { .. });
    let tries = Tries::of(proofing, ID, found.id);
    let challenge = Challenge::read(&found.content.challenge).filter(|c| c.until > db.now());
    let flawed = match &challenge {
        None => Some(visitor.t("proofing-signature-late")),
        Some(_) => tries.wait(&visitor).await?,
    };
    if let Some(text) = flawed {
        if is_key { &mut key } else { &mut form }.fail_all(text);
    }
    let (Some(challenge), false) = (challenge, form.has_errors() || key.has_errors()) else {
        return visitor.render_flawed(&drawn(&visitor, Some(&found), form, key));
    };
    let verdict = check_any(proofing, challenge.text.clone(), came, db.now()).await?;
    let verdict = verdict.map_err(|busy| Fault::Busy(busy.to_string()))?;
    let mut tx = db.begin().await?;
    let fresh = locked(&mut tx, found.id).await?;
    let Some(mut fresh) = fresh.filter(|fresh| {
        let now = Challenge::read(&fresh.content.challenge);
        fresh.step == SIGNING && now.is_some_and(|now| now.text == challenge.text)
    }) else {
        tx.commit().await?;
        return Ok(visitor.go(PLACE.path));
    };
    let refused = match verdict {
        Ok(good) => match Holder::of(&good) {
            Some(holder) => {
                fresh.content = Intro {
                    challenge: Value::Null,
                    holder: Some(holder),
                };
                store::move_introduction(&mut tx, fresh.id, KNOWN, &fresh.content).await?;
                tx.commit().await?;
                return Ok(visitor.go(newcomers::ON));
            }
            None => None,
        },
        Err(no) => Some(no),
    };
    let actor = visitor.actor();
    let line = Entry::new(
        actor,
        "proofing.signature.refused",
        "introduction",
        found.id,
    )
    .from(Some(visitor.ip()));
    note(proofing, &mut tx, line, refused.as_ref(), is_key).await?;
    tx.commit().await?;
    tries.count(db, refused.as_ref()).await?;
    let (field, text) = match &refused {
        Some(no) => told(&visitor, &PLACE, no, is_key),
        None => {
            let field = if is_key { "pfx" } else { "certificate" };
            (field, visitor.t("proofing-signature-no-person"))
        }
    };
    if is_key { &mut key } else { &mut form }.fail(field, text);
    visitor.render_flawed(&drawn(&visitor, Some(&found), form, key))
}

/// What the certificate said, for the registration.
pub(crate) fn introduced(
    proofing: &Proofing,
    found: Introduction<Value>,
    lang: Lang,
) -> Option<Introduced> {
    let id = found.id;
    let holder = found.of::<Intro>(ID)?.content.holder?;
    Some(Introduced {
        id,
        by: proofing.portal.words().t(lang, "proofing-signature-new-by"),
        surname: holder.surname,
        given: holder.given,
        patronymic: holder.patronymic,
        phone: None,
        email: None,
        sex: None,
        birth_date: None,
        birth_place: None,
        citizenship: None,
        passport: None,
        snils: holder.snils,
        inn: holder.inn,
        address: None,
    })
}

#[derive(Serialize, Deserialize)]
struct Payload {
    id: Uuid,
}

/// The account has become standard: is there a signature from before it?
pub(super) async fn standard(tx: &mut Tx, account: Uuid) -> Result<(), DbError> {
    match store::introduction_of(tx, account).await? {
        Some(found) if found.way == ID => {
            let id = found.id;
            let job = NewJob::new(CONFIRM, format!("{CONFIRM}:{id}"), &Payload { id });
            tx.enqueue(job.owner(account).attempts(TRIES))
                .await
                .map(|_| ())
        }
        _ => Ok(()),
    }
}

pub(super) fn register(proofing: &Proofing, worker: &mut Worker) {
    let policy = Policy {
        at_once: 2,
        deadline: Duration::from_secs(20),
        ..Policy::default()
    };
    handle(worker, proofing, CONFIRM, policy, confirm);
}

/// Confirms identity by the signature of before: the certificate must still be in order
/// and name the person whose data the registries have found right.
async fn confirm(proofing: Proofing, job: Job) -> Result<(), JobError> {
    let payload: Payload = job.payload()?;
    let db = proofing.portal.db();
    let found = store::introduction(db, payload.id).await?;
    let found: Option<Found> = found.and_then(|found| found.of(ID));
    let Some(found) = found.filter(|found| found.step == WAITING) else {
        return Ok(());
    };
    let (Some(account), Some(holder)) = (found.account, &found.content.holder) else {
        return Ok(());
    };
    let now = db.now();
    let pem = holder.certificate.clone();
    let checked = check_again(&proofing, pem, holder.lent, now).await?;
    let after = |minutes: i64| {
        now.checked_add(SignedDuration::from_mins(minutes))
            .unwrap_or(Timestamp::MAX)
    };
    let checked = match checked {
        Err(busy) => return Err(JobError::At(after(1), busy.to_string())),
        Ok(Err(Refusal::NoFreshList)) if !job.is_last() => {
            let mut tx = db.begin().await?;
            lists::ask(&proofing, &mut tx).await?;
            tx.commit().await?;
            return Err(JobError::At(after(15), "no fresh list".to_owned()));
        }
        Ok(checked) => checked,
    };
    let mut tx = db.begin().await?;
    let (owner, person) = find_locked(&mut tx, account).await?;
    let by = engine::Decider::PROGRAM;
    let new = store::New::default();
    if let Ok(id) = engine::begin_by(&proofing, &mut tx, by, account, ID, new).await?
        && let Some(attempt) = store::by_id_in(&mut tx, id).await?
    {
        let words = proofing.portal.words();
        let refusal = match &checked {
            Ok(good) => match good.differences(&person) {
                none if none.is_empty() => {
                    let proof = Proof {
                        more: good.evidence(),
                        ..Proof::of(EVIDENCE)
                    };
                    // A refusal of the engine: the data changed meanwhile, and the
                    // attempt is open for the person to sign anew.
                    let _ = engine::done(&proofing, &mut tx, id, &proof, by).await?;
                    None
                }
                _ => Some((
                    "another",
                    words.t(owner.lang, "proofing-signature-new-another"),
                )),
            },
            Err(refusal) => Some((
                refusal.word(),
                words.t(owner.lang, "proofing-signature-new-stale"),
            )),
        };
        if let Some((reason, text)) = refusal {
            let proof = Proof::default();
            let told = engine::refuse(&proofing, &mut tx, &attempt, reason, &text, &proof, by);
            let _ = told.await?;
        }
    }
    store::drop_introduction(&mut tx, found.id).await?;
    job.done(&mut tx).await?;
    Ok(tx.commit().await?)
}
