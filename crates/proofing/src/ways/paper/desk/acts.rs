//! What the intake desk does with a package.

use std::collections::BTreeSet;

use axum::response::Response;
use jiff::Timestamp;
use okno_accounts::{Level, find, find_locked, person_form};
use okno_store::{DbError, Entry, Tx};
use okno_web::{Fault, Form, Input, Visitor};
use serde_json::json;
use uuid::Uuid;

use super::super::jobs::tell;
use super::super::state::{ENCLOSURES, State, Talk, Vouched};
use super::super::{keep, package_of};
use super::{DataPage, draw, own, place, refuse_form, talk_form};
use crate::attempt::{Attempt, Proof, Refusal};
use crate::engine::{self, Decider};
use crate::{Proofing, counter, store};

/// The package, locked, when it is still open; the account is locked first, always.
async fn locked(tx: &mut Tx, attempt: &Attempt) -> Result<Option<(Attempt, State)>, DbError> {
    find_locked(tx, attempt.account).await?;
    let now = tx.now();
    let fresh = store::by_id_locked(tx, attempt.id).await?;
    Ok(fresh.filter(|fresh| fresh.is_open(now)).map(|fresh| {
        let package = package_of(&fresh);
        (fresh, package)
    }))
}

/// «Пакет пришёл».
pub(super) async fn receive(
    proofing: &Proofing,
    visitor: Visitor,
    id: Uuid,
    _input: Input,
) -> Result<Response, Fault> {
    let (_, attempt) = own(proofing, &visitor, id).await?;
    let mut tx = visitor.db().begin().await?;
    if let Some((fresh, mut package)) = locked(&mut tx, &attempt).await?
        && package.received_at.is_none()
    {
        package.received_at = Some(tx.now());
        keep(&mut tx, &fresh, &package, visitor.actor()).await?;
        let (account, person) = find_locked(&mut tx, fresh.account).await?;
        tell(proofing, &mut tx, (&account, &person), id, "received", "").await?;
    }
    tx.commit().await?;
    Ok(visitor.go(&place(id)))
}

/// The checklist: kept, the person asked for what is missing, or the set found whole.
pub(super) async fn check(
    proofing: &Proofing,
    visitor: Visitor,
    id: Uuid,
    input: Input,
) -> Result<Response, Fault> {
    let (official, attempt) = own(proofing, &visitor, id).await?;
    let ticked = ENCLOSURES.into_iter().chain(["certified"]);
    let found: BTreeSet<String> = ticked
        .filter(|word| input.has(word))
        .map(ToOwned::to_owned)
        .collect();
    let note: String = input.get("note").chars().take(1000).collect();
    let mut tx = visitor.db().begin().await?;
    let Some((fresh, mut package)) = locked(&mut tx, &attempt).await? else {
        tx.commit().await?;
        return Ok(visitor.go(&place(id)));
    };
    let (account, person) = find_locked(&mut tx, fresh.account).await?;
    let missing = State::missing(&found, person.inn.is_some());
    let error = match input.get("do") {
        _ if package.received_at.is_none() => Some("proofing-package-not-received"),
        "complete" if !missing.is_empty() => Some("proofing-package-not-whole"),
        "complete" if !found.contains("certified") => Some("proofing-package-not-certified"),
        "ask" if missing.is_empty() && note.is_empty() => Some("proofing-package-nothing-asked"),
        _ => None,
    };
    package.found = found;
    package.note.clone_from(&note);
    if let Some(error) = error {
        drop(tx);
        let shown = Attempt {
            content: serde_json::to_value(&package).unwrap_or_default(),
            ..fresh
        };
        let mut page = draw(&visitor, &official, &shown).await?;
        page.error = Some(visitor.t(error));
        return visitor.render_flawed(&page);
    }
    let now = tx.now();
    match input.get("do") {
        "ask" => {
            package.lacks = missing.iter().map(|word| (*word).to_owned()).collect();
            package.asked_at = Some(now);
            package.vouched = None;
            let words = proofing.portal.words();
            let mut list: Vec<String> = missing
                .iter()
                .map(|word| words.t(account.lang, &format!("proofing-enclosure-{word}")))
                .collect();
            list.extend(Some(note.clone()).filter(|note| !note.is_empty()));
            let list = list.join("; ");
            package.talks.push(Talk {
                at: now,
                how: "asked".to_owned(),
                text: list.clone(),
            });
            tell(proofing, &mut tx, (&account, &person), id, "lacking", &list).await?;
        }
        "complete" => {
            package.asked_at = None;
            package.lacks.clear();
            package.vouched = Some(Vouched {
                by: official.id,
                unit: official.unit.clone(),
                at: now,
                print: counter::fingerprint(tx.db().vault(), &person),
            });
        }
        _ => {}
    }
    keep(&mut tx, &fresh, &package, visitor.actor()).await?;
    if package.vouched.is_some() {
        let by = Decider::official(&visitor, &official);
        let done = engine::done(proofing, &mut tx, id, &package.proof(), by).await?;
        if matches!(done, Err(Refusal::NotStandard)) {
            tell(proofing, &mut tx, (&account, &person), id, "complete", "").await?;
        }
    }
    tx.commit().await?;
    Ok(visitor.go(&place(id)))
}

/// What was said by phone or mail is written down (S1-122).
pub(super) async fn talk(
    proofing: &Proofing,
    visitor: Visitor,
    id: Uuid,
    input: Input,
) -> Result<Response, Fault> {
    let (official, attempt) = own(proofing, &visitor, id).await?;
    let mut form = talk_form(&visitor, id).filled(&input);
    let (words, today) = (visitor.portal().words(), visitor.portal().today());
    if !form.check(&input, words, visitor.lang(), today) {
        let mut page = draw(&visitor, &official, &attempt).await?;
        page.page = page.page.with_form(&form);
        page.talk = form;
        return visitor.render_flawed(&page);
    }
    let mut tx = visitor.db().begin().await?;
    if let Some((fresh, mut package)) = locked(&mut tx, &attempt).await? {
        package.talks.push(Talk {
            at: tx.now(),
            how: input.get("how").to_owned(),
            text: input.get("said").to_owned(),
        });
        keep(&mut tx, &fresh, &package, visitor.actor()).await?;
        tx.journal(
            Entry::new(visitor.actor(), "proofing.package.talk", "proofing", id)
                .owner(attempt.account)
                .detail(json!({ "channel": input.get("how"), "unit": official.unit }))
                .from(Some(visitor.ip())),
        )
        .await?;
    }
    tx.commit().await?;
    Ok(visitor.go(&place(id)))
}

pub(super) async fn refuse(
    proofing: &Proofing,
    visitor: Visitor,
    id: Uuid,
    input: Input,
) -> Result<Response, Fault> {
    let (official, attempt) = own(proofing, &visitor, id).await?;
    let mut form = refuse_form(&visitor, id).filled(&input);
    let (words, today) = (visitor.portal().words(), visitor.portal().today());
    form.check(&input, words, visitor.lang(), today);
    let (reason, doubt) = (input.get("reason"), input.get("doubt"));
    if reason == "other" && doubt.is_empty() {
        form.fail("doubt", visitor.t("proofing-doubt-missing"));
    }
    if form.has_errors() {
        let mut page = draw(&visitor, &official, &attempt).await?;
        page.page = page.page.with_form(&form);
        page.form = form;
        return visitor.render_flawed(&page);
    }
    let mut tx = visitor.db().begin().await?;
    let (account, _) = find_locked(&mut tx, attempt.account).await?;
    let said = (reason != "other")
        .then(|| words.t(account.lang, &format!("proofing-package-reason-{reason}")));
    let all: Vec<String> = said
        .into_iter()
        .chain(Some(doubt.to_owned()).filter(|doubt| !doubt.is_empty()))
        .collect();
    let proof: Proof = package_of(&attempt).proof();
    let by = Decider::official(&visitor, &official);
    // Whoever was second finds how it ended.
    let _ = engine::refuse(
        proofing,
        &mut tx,
        &attempt,
        reason,
        &all.join(". "),
        &proof,
        by,
    )
    .await?;
    tx.commit().await?;
    Ok(visitor.go(&place(id)))
}

fn data_form(visitor: &Visitor, id: Uuid) -> Form {
    let mut fields = person_form::fields(visitor, true);
    for field in &mut fields {
        field.autocomplete = "off";
    }
    Form::new(
        format!("{}/data", place(id)),
        visitor.t("proofing-package-data-save"),
        fields,
    )
}

fn data_page(visitor: &Visitor, id: Uuid, form: Form) -> DataPage {
    DataPage {
        page: visitor
            .page_t("proofing-package-data")
            .work()
            .with_form(&form),
        id,
        form,
    }
}

/// May the data of this account be entered from the papers? Only what no registry has
/// checked yet.
fn may_enter(attempt: &Attempt, level: Level, now: Timestamp) -> bool {
    attempt.is_open(now) && level == Level::Simplified && package_of(attempt).received_at.is_some()
}

pub(super) async fn data(
    proofing: &Proofing,
    visitor: Visitor,
    id: Uuid,
) -> Result<Response, Fault> {
    let (official, attempt) = own(proofing, &visitor, id).await?;
    let db = visitor.db();
    let (account, person) = find(db, attempt.account).await?.ok_or(Fault::NotFound)?;
    if !may_enter(&attempt, account.level, db.now()) {
        return Ok(visitor.go(&place(id)));
    }
    counter::looked(&visitor, &official, id, attempt.account).await?;
    let mut form = data_form(&visitor, id);
    person_form::fill(&mut form, &person);
    visitor.render(&data_page(&visitor, id, form))
}

/// Enters the data of the papers into the account; the registries are asked (S1-121).
pub(super) async fn enter(
    proofing: &Proofing,
    visitor: Visitor,
    id: Uuid,
    input: Input,
) -> Result<Response, Fault> {
    let (official, attempt) = own(proofing, &visitor, id).await?;
    let db = visitor.db();
    let (_, known) = find(db, attempt.account).await?.ok_or(Fault::NotFound)?;
    let mut form = data_form(&visitor, id).filled(&input);
    let Some(person) = person_form::typed(&visitor, &mut form, &input, &known) else {
        return visitor.render_flawed(&data_page(&visitor, id, form));
    };
    let mut tx = db.begin().await?;
    let (account, before) = find_locked(&mut tx, attempt.account).await?;
    if !may_enter(&attempt, account.level, tx.now()) {
        tx.commit().await?;
        return Ok(visitor.go(&place(id)));
    }
    let filled = counter::fill(&mut tx, &visitor, &official, &account, before, person);
    let person = match filled.await {
        Err(DbError::Taken(_)) => {
            drop(tx);
            form.fail("snils", visitor.t("proofing-visit-snils-taken"));
            return visitor.render_flawed(&data_page(&visitor, id, form));
        }
        other => other?,
    };
    if let Some((fresh, mut package)) = locked(&mut tx, &attempt).await?
        && let Some(vouched) = &mut package.vouched
    {
        // Found whole before: the desk vouches for what it has just copied.
        vouched.print = counter::fingerprint(db.vault(), &person);
        keep(&mut tx, &fresh, &package, visitor.actor()).await?;
    }
    crate::jobs::begin_checks(proofing, &mut tx, &account, &person, visitor.actor()).await?;
    tx.commit().await?;
    Ok(visitor.go(&place(id)))
}
