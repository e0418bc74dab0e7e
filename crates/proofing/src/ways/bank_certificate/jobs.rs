//! What is asked of the bank: a certificate, a signature with its key, and that it be
//! taken back.

use jiff::{SignedDuration, Timestamp};
use okno_accounts::{Person, find_locked};
use okno_gateways::{BankCertificate, BankSignature};
use okno_signature::{Busy, Certificate, Refusal};
use okno_store::{Actor, Db, DbError, Entry, Job, JobError, NewJob, Tx, Worker};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::{ARRIVED, ID, Kept, ORDERED, SIGNING, Told, move_to};
use crate::attempt::{Attempt, Proof};
use crate::store::{self, CertificateContent};
use crate::ways::signature::check::{Came, No, check, check_again};
use crate::ways::signature::{self, EVIDENCE};
use crate::ways::{bank, bank_code, handle};
use crate::{Proofing, engine};

const ORDER: &str = "proofing.certificate.order";
const SIGN: &str = "proofing.certificate.sign";
const END: &str = "proofing.certificate.end";
/// So often a bank is asked that does not answer, while somebody waits: a minute in all.
const TRIES: u32 = 6;
/// So often it is told that a certificate has ended: half a day in all.
const END_TRIES: u32 = 12;

#[derive(Serialize, Deserialize)]
struct Payload {
    attempt: Uuid,
    /// The how-manieth press of the button.
    turn: u32,
}

/// A certificate by its names.
#[derive(Serialize, Deserialize)]
struct Named {
    bank: String,
    name: String,
}

pub(super) async fn ask_order(tx: &mut Tx, attempt: &Attempt) -> Result<(), DbError> {
    enqueue(tx, ORDER, attempt, 0).await
}

pub(super) async fn ask_signature(
    tx: &mut Tx,
    attempt: &Attempt,
    turn: u32,
) -> Result<(), DbError> {
    enqueue(tx, SIGN, attempt, turn).await
}

async fn enqueue(
    tx: &mut Tx,
    kind: &'static str,
    attempt: &Attempt,
    turn: u32,
) -> Result<(), DbError> {
    let key = format!("{kind}:{}:{turn}", attempt.id);
    let payload = Payload {
        attempt: attempt.id,
        turn,
    };
    let job = NewJob::new(kind, key, &payload).owner(attempt.account);
    tx.enqueue(job.attempts(TRIES)).await.map(|_| ())
}

/// Has the bank take a certificate back.
pub(super) async fn ask_end(
    tx: &mut Tx,
    bank: &str,
    name: &str,
    owner: Uuid,
) -> Result<(), DbError> {
    let named = Named {
        bank: bank.to_owned(),
        name: name.to_owned(),
    };
    let job = NewJob::new(END, format!("{END}:{bank}:{name}"), &named);
    tx.enqueue(job.owner(owner).attempts(END_TRIES))
        .await
        .map(|_| ())
}

pub(super) fn register(proofing: &Proofing, worker: &mut Worker) {
    handle(worker, proofing, ORDER, bank::policy(), ordered);
    handle(worker, proofing, SIGN, bank::policy(), signed);
    handle(worker, proofing, END, bank::policy(), ended);
}

/// Is it still this that is waited for?
fn stands(attempt: &Attempt, step: &str, turn: u32, now: Timestamp) -> Option<Kept> {
    let kept = Kept::of(attempt);
    (attempt.is_open(now) && attempt.step == step && kept.turn == turn).then_some(kept)
}

/// The attempt of a job and its person, while it stands in this step.
async fn current(
    db: &Db,
    payload: &Payload,
    step: &str,
) -> Result<Option<(Attempt, Kept, Person)>, DbError> {
    let Some(attempt) = store::by_id(db, payload.attempt).await? else {
        return Ok(None);
    };
    let Some(kept) = stands(&attempt, step, payload.turn, db.now()) else {
        return Ok(None);
    };
    let owner = okno_accounts::find(db, attempt.account).await?;
    Ok(owner.map(|(_, person)| (attempt, kept, person)))
}

/// The same as the transaction sees it, the account locked first.
async fn fresh(
    tx: &mut Tx,
    seen: &Attempt,
    payload: &Payload,
    step: &str,
) -> Result<Option<(Attempt, Kept, Person)>, DbError> {
    let (_, person) = find_locked(tx, seen.account).await?;
    let now = tx.now();
    let found = store::by_id_locked(tx, seen.id).await?;
    Ok(found.and_then(|attempt| {
        let kept = stands(&attempt, step, payload.turn, now)?;
        Some((attempt, kept, person))
    }))
}

/// The bench is full: a moment later.
fn busy(now: Timestamp, busy: &Busy) -> JobError {
    let later = now.checked_add(SignedDuration::from_secs(5));
    JobError::At(later.unwrap_or(Timestamp::MAX), busy.to_string())
}

async fn note(
    tx: &mut Tx,
    attempt: &Attempt,
    actor: Actor,
    act: &'static str,
    bank: &str,
) -> Result<(), DbError> {
    let entry = Entry::new(actor, act, "proofing", attempt.id)
        .owner(attempt.account)
        .detail(json!({ "method": ID, "variant": bank }));
    tx.journal(entry).await.map(|_| ())
}

/// What a certificate that has come is worth.
enum Worth {
    /// It may be activated; PEM, and whether it is known that nobody has revoked it.
    Good(String, bool),
    /// It may not, and why; what differs.
    Bad(&'static str, Vec<&'static str>),
}

/// Looks at a certificate before the person does: whoever cannot use it is told at once.
async fn looked_at(
    proofing: &Proofing,
    person: &Person,
    file: &[u8],
    now: Timestamp,
) -> Result<Worth, JobError> {
    let certificate = match Certificate::read(file) {
        Ok(certificate) => certificate,
        Err(refusal) => return Ok(Worth::Bad(refusal.word(), Vec::new())),
    };
    let pem = certificate.pem();
    let checked = check_again(proofing, pem.clone(), false, now).await?;
    Ok(match checked.map_err(|e| busy(now, &e))? {
        Ok(good) => match good.differences(person) {
            none if none.is_empty() => Worth::Good(pem, true),
            fields => Worth::Bad("another", fields.iter().map(|f| f.word()).collect()),
        },
        // Nothing is said against it; the button asks again.
        Err(Refusal::NoFreshList) => Worth::Good(pem, false),
        Err(refusal) => Worth::Bad(refusal.word(), Vec::new()),
    })
}

/// The bank is asked for a certificate.
async fn ordered(proofing: Proofing, job: Job) -> Result<(), JobError> {
    let payload: Payload = job.payload()?;
    let db = proofing.portal.db();
    let Some((seen, kept, person)) = current(db, &payload, ORDERED).await? else {
        return Ok(());
    };
    let gateways = &proofing.gateways;
    let answer = gateways.bank_certificate(&kept.bank, &kept.client, &job.key);
    let came = match bank_code::heard(&proofing, &job, answer.await)? {
        Some(BankCertificate::Issued { id, certificate }) => {
            let worth = looked_at(&proofing, &person, &certificate, db.now()).await?;
            Ok((id, worth))
        }
        Some(BankCertificate::Withdrawn) => Err("withdrawn"),
        None => Err("down"),
    };
    let mut tx = db.begin().await?;
    if let Some((attempt, mut kept, _)) = fresh(&mut tx, &seen, &payload, ORDERED).await? {
        match came {
            Err(reason) => bank::end(&proofing, &mut tx, &attempt, reason).await?,
            Ok((name, worth)) => {
                kept.name = name;
                match worth {
                    Worth::Good(pem, is_known) => {
                        kept.pem = pem;
                        kept.told = (!is_known).then_some(Told::NoList);
                        if !is_known {
                            signature::ask_lists(&proofing, &mut tx).await?;
                        }
                        arrive(&proofing, &mut tx, &attempt, &kept).await?;
                    }
                    Worth::Bad(reason, fields) => {
                        refused(&proofing, &mut tx, &attempt, &kept, reason, &fields).await?;
                    }
                }
            }
        }
    }
    job.done(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// The certificate is of no use: the person is told why, and the bank that it has ended.
async fn refused(
    proofing: &Proofing,
    tx: &mut Tx,
    attempt: &Attempt,
    kept: &Kept,
    reason: &str,
    fields: &[&'static str],
) -> Result<(), DbError> {
    ask_end(tx, &kept.bank, &kept.name, attempt.account).await?;
    bank::refused(proofing, tx, attempt, reason, fields).await
}

/// The certificate is in the account, and its holder is told.
async fn arrive(
    proofing: &Proofing,
    tx: &mut Tx,
    attempt: &Attempt,
    kept: &Kept,
) -> Result<(), DbError> {
    move_to(tx, attempt, ARRIVED, kept).await?;
    let act = "proofing.certificate.arrived";
    note(tx, attempt, Actor::System, act, &kept.bank).await?;
    let (account, person) = find_locked(tx, attempt.account).await?;
    let bank = bank::bank_name(proofing, Some(&kept.bank), account.lang);
    let what = "bank-certificate-here";
    engine::tell(proofing, tx, &account, &person, attempt.id, what, &bank).await
}

/// What became of a press of the button.
enum Pressed {
    /// All is proven; what is kept of it.
    Proven(serde_json::Value),
    /// Not now; the button stays.
    Later(Told),
    /// Over, without a message: the person looks at the page.
    Over(&'static str),
    /// The certificate or the signature is not in order.
    Refused(&'static str, Vec<&'static str>),
}

/// The bank is asked to sign, and what it signed is checked.
async fn signed(proofing: Proofing, job: Job) -> Result<(), JobError> {
    let payload: Payload = job.payload()?;
    let db = proofing.portal.db();
    let Some((seen, kept, person)) = current(db, &payload, SIGNING).await? else {
        return Ok(());
    };
    // Nothing is signed for somebody else than whom the bank has compared.
    let same = bank_code::compared_print(db.vault(), &person) == kept.print;
    let pressed = match same {
        true => pressed(&proofing, &job, &kept, &person).await?,
        false => Pressed::Over("unsettled"),
    };
    let mut tx = db.begin().await?;
    if let Some((attempt, mut kept, person)) = fresh(&mut tx, &seen, &payload, SIGNING).await? {
        let same = bank_code::compared_print(tx.db().vault(), &person) == kept.print;
        match pressed {
            Pressed::Proven(evidence) if same => {
                activated(&proofing, &mut tx, &attempt, kept, evidence).await?;
            }
            Pressed::Proven(_) => bank::end(&proofing, &mut tx, &attempt, "unsettled").await?,
            Pressed::Over(reason) => bank::end(&proofing, &mut tx, &attempt, reason).await?,
            Pressed::Refused(reason, fields) => {
                refused(&proofing, &mut tx, &attempt, &kept, reason, &fields).await?;
            }
            Pressed::Later(told) => {
                if told == Told::NoList {
                    signature::ask_lists(&proofing, &mut tx).await?;
                }
                kept.told = Some(told);
                kept.text.clear();
                move_to(&mut tx, &attempt, ARRIVED, &kept).await?;
            }
        }
    }
    job.done(&mut tx).await?;
    Ok(tx.commit().await?)
}

async fn pressed(
    proofing: &Proofing,
    job: &Job,
    kept: &Kept,
    person: &Person,
) -> Result<Pressed, JobError> {
    let db = proofing.portal.db();
    let gateways = &proofing.gateways;
    let answer = gateways.bank_signature(&kept.bank, &kept.name, &kept.text, &job.key);
    let signature = match bank_code::heard(proofing, job, answer.await)? {
        Some(BankSignature::Signed(signature)) => signature,
        Some(BankSignature::Withdrawn) => return Ok(Pressed::Over("withdrawn")),
        None => return Ok(Pressed::Later(Told::Down)),
    };
    let came = Came::Signed {
        certificate: kept.pem.clone().into_bytes(),
        signature,
    };
    let now = db.now();
    let verdict = check(proofing, person, kept.text.clone(), came, now).await?;
    Ok(match verdict.map_err(|e| busy(now, &e))? {
        Ok(good) => Pressed::Proven(good.evidence()),
        Err(No::Another(fields)) => {
            Pressed::Refused("another", fields.iter().map(|f| f.word()).collect())
        }
        Err(No::Refused(_, Refusal::NoFreshList)) => Pressed::Later(Told::NoList),
        Err(No::Refused(_, refusal)) => Pressed::Refused(refusal.word(), Vec::new()),
    })
}

/// Identity is confirmed, and the certificate stays with the account.
async fn activated(
    proofing: &Proofing,
    tx: &mut Tx,
    attempt: &Attempt,
    kept: Kept,
    mut evidence: serde_json::Value,
) -> Result<(), DbError> {
    evidence["bank"] = kept.bank.as_str().into();
    let proof = Proof {
        more: evidence,
        ..Proof::of(EVIDENCE)
    };
    if !bank::prove(proofing, tx, attempt, &proof).await? {
        return Ok(());
    }
    let actor = Actor::Citizen(attempt.account);
    let act = "proofing.certificate.activated";
    note(tx, attempt, actor, act, &kept.bank).await?;
    let content = CertificateContent {
        pem: kept.pem,
        name: kept.name,
    };
    store::add_certificate(tx, attempt.account, attempt.id, &kept.bank, &content).await
}

/// The bank is told that a certificate has ended.
async fn ended(proofing: Proofing, job: Job) -> Result<(), JobError> {
    let named: Named = job.payload()?;
    let gateways = &proofing.gateways;
    let told = gateways.bank_certificate_ends(&named.bank, &named.name, &job.key);
    match told.await {
        Ok(()) => {
            let mut tx = proofing.portal.db().begin().await?;
            // So that the next look knows.
            signature::ask_lists(&proofing, &mut tx).await?;
            job.done(&mut tx).await?;
            Ok(tx.commit().await?)
        }
        Err(error) if error.is_passing() => Err(JobError::Again(error.to_string())),
        Err(error) => Err(JobError::Dead(error.to_string())),
    }
}
