//! What becomes of a visit to a centre once the account is there: the registries agree,
//! and the identity is confirmed by what the operator saw (S2-21, S1-097).

use okno_accounts::looks::{Look, Reason, What, look};
use okno_accounts::{Account, Person, save_person};
use okno_store::{Actor, DbError, Entry, Tx};
use okno_vault::Vault;
use okno_web::Visitor;
use okno_web::visitor::Official;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::engine::{self, Decider};
use crate::model::Kind;
use crate::store::{self, Standing};
use crate::ways::IN_PERSON;
use crate::{Proofing, certificate};

/// The person whose data an operator is about to see can read who saw it and where.
pub(crate) async fn looked(
    visitor: &Visitor,
    official: &Official,
    case: Uuid,
    account: Uuid,
) -> Result<(), DbError> {
    let what = (What::Confirmation, "proofing.seen");
    let detail = json!({});
    looked_at(visitor, official, what, (case, case), account, detail).await
}

/// The same of one thing in a case: what it is and the act, the case and the thing. Also
/// for an auditor.
pub(crate) async fn looked_at(
    visitor: &Visitor,
    official: &Official,
    (what, act): (What, &'static str),
    (case, subject): (Uuid, Uuid),
    account: Uuid,
    mut detail: Value,
) -> Result<(), DbError> {
    let role = match visitor.official("operator") {
        Ok(_) => "operator",
        Err(_) => "auditor",
    };
    detail["unit"] = official.unit.as_str().into();
    let entry = Entry::new(visitor.actor(), act, "proofing", case)
        .owner(account)
        .detail(detail)
        .from(Some(visitor.ip()));
    let at = Look {
        role,
        what,
        subject,
        reason: Reason::Case(None),
    };
    let mut tx = visitor.db().begin().await?;
    look(&mut tx, official, at, entry).await?;
    tx.commit().await
}

/// Writes what an official read in the papers into a simplified account, in place of
/// `before`. Contacts are the person's own affair and stay.
pub(crate) async fn fill(
    tx: &mut Tx,
    visitor: &Visitor,
    official: &Official,
    account: &Account,
    before: Person,
    read: Person,
) -> Result<Person, DbError> {
    let person = Person {
        phone: before.phone,
        email: before.email,
        ..read
    };
    save_person(tx, account, &person).await?;
    tx.journal(
        Entry::new(
            visitor.actor(),
            "account.filled_by_official",
            "account",
            account.id,
        )
        .owner(account.id)
        .detail(json!({ "unit": official.unit }))
        .from(Some(visitor.ip())),
    )
    .await?;
    Ok(person)
}

/// Blind index of what the operator compared with the documents: when the data becomes
/// other, what they saw does not vouch for it.
pub(crate) fn fingerprint(vault: &Vault, person: &Person) -> Vec<u8> {
    let all = [Kind::Passport, Kind::Snils].map(|kind| kind.covered(person).unwrap_or_default());
    vault.index("visit.fingerprint", &all.join("\n"))
}

/// All registries agree: ends the visit that made the account, if one did, in the
/// transaction that gave the standard level.
pub(crate) async fn agreed(proofing: &Proofing, tx: &mut Tx, account: Uuid) -> Result<(), DbError> {
    for visit in store::visits_made(tx, account).await? {
        let (_, person) = okno_accounts::find_locked(tx, account).await?;
        let seen = Some(fingerprint(tx.db().vault(), &person));
        if visit.fingerprint != seen {
            store::end_visit(tx, visit.id, Standing::Changed).await?;
            continue;
        }
        let by = Decider {
            actor: Actor::Staff(visit.operator),
            official: Some(visit.operator),
            unit: Some(&visit.unit),
            origin: None,
        };
        let new = store::New {
            content: json!({ "visit": visit.id }),
            ..store::New::default()
        };
        let begun = engine::begin_by(proofing, tx, by, account, IN_PERSON, new).await?;
        let Ok(attempt) = begun else {
            // Confirmed meanwhile by another way.
            store::end_visit(tx, visit.id, Standing::Over).await?;
            continue;
        };
        let proof = visit.content.seen.proof();
        if engine::done(proofing, tx, attempt, &proof, by)
            .await?
            .is_ok()
        {
            store::end_visit(tx, visit.id, Standing::Confirmed).await?;
            if let Some(attempt) = store::by_id_in(tx, attempt).await? {
                certificate::order(proofing, tx, &attempt, &person).await?;
            }
        }
    }
    Ok(())
}
