//! What is kept of a person here, for its owner; what comes of a consent that is taken
//! back; what goes with a closed account: all but that there was a confirmation, by which
//! way, when, and who decided.

use futures::future::BoxFuture;
use okno_accounts::holdings::{Agreement, Consents, Follows, Holdings, Part, Record, Teller};
use okno_accounts::{Account, Person};
use okno_store::{Actor, DbError, Tx};
use serde_json::json;

use crate::Proofing;
use crate::attempt::{Attempt, Stage};
use crate::model::{Check, CheckState};
use crate::store::KeptCertificate;
use crate::ways::{bank_certificate, card};
use crate::{engine, store, ways};

/// A document that is agreed to where identity is confirmed, and the method it is for.
const DOCUMENTS: [(&str, &str); 8] = [
    ("bank-transfer", ways::BANK),
    ("bank-recovery", ways::BANK),
    ("bank-introduction", ways::BANK),
    ("bank-certificate", bank_certificate::ID),
    ("card-transfer", card::ID),
    ("video-call", "video"),
    ("face-photo", "face_photo"),
    ("e-document", "e_document"),
];

fn check_of(of: &Teller<'_>, check: &Check) -> Record {
    let state = match check.state {
        CheckState::Good => "good",
        other => other.word(),
    };
    let shown = of.t(&format!("proofing-state-{state}"));
    let registry = of.t(&format!("proofing-registry-{}", check.kind.word()));
    let fields = check.fields.join(", ");
    Record::default()
        .as_value(of, "registry", registry, json!(check.kind.word()))
        .as_value(of, "answer", shown, json!(check.state.word()))
        .say(of, "differs", Some(fields).filter(|all| !all.is_empty()))
        .at(of, "asked", check.asked_at)
        .at(of, "answered", check.answered_at)
}

fn attempt_of(of: &Teller<'_>, attempt: &Attempt) -> Record {
    let way = of.t(&format!("proofing-{}", attempt.method.replace('_', "-")));
    let stage = attempt.stage.word();
    let shown = of.t(&format!("proofing-data-stage-{stage}"));
    Record::default()
        .as_value(of, "way", way, json!(attempt.method))
        .as_value(of, "stage", shown, json!(stage))
        .say(of, "with", attempt.variant.clone())
        .at(of, "begun", attempt.created_at)
        .at(of, "decided", attempt.decided_at)
        .say(of, "place", attempt.unit.clone())
        .at(of, "revoked", attempt.revoked_at)
}

fn certificate_of(of: &Teller<'_>, kept: &KeptCertificate) -> Record {
    Record::default()
        .say(of, "bank", kept.bank.clone())
        .say(of, "name", kept.content.name.clone())
        .say(of, "certificate", kept.content.pem.clone())
        .at(of, "begun", kept.created_at)
        .at(of, "ended", kept.ended_at)
}

impl Holdings for Proofing {
    fn export<'a>(
        &'a self,
        of: Teller<'a>,
        account: &'a Account,
        _person: &'a Person,
    ) -> BoxFuture<'a, Result<Vec<Part>, DbError>> {
        Box::pin(async move {
            let (db, of) = (of.db(), of.of("proofing-data"));
            let checks = store::all_checks(db, account.id).await?;
            let attempts = store::of_account(db, account.id).await?;
            let kept = store::certificates(db, account.id).await?;
            Ok(vec![
                of.part("checks", checks.iter().map(|c| check_of(&of, c)).collect()),
                of.part(
                    "confirmations",
                    attempts.iter().map(|a| attempt_of(&of, a)).collect(),
                ),
                of.part(
                    "certificates",
                    kept.iter().map(|one| certificate_of(&of, one)).collect(),
                ),
            ])
        })
    }

    fn erase<'a>(
        &'a self,
        tx: &'a mut Tx,
        account: &'a Account,
    ) -> BoxFuture<'a, Result<bool, DbError>> {
        Box::pin(async move {
            let (id, actor) = (account.id, Actor::System);
            for open in store::open_of(tx, id).await? {
                engine::close(self, tx, &open, Stage::Cancelled, actor, None).await?;
            }
            for attempt in store::every_attempt(tx, id).await? {
                store::forget_pictures(tx, attempt).await?;
                for paper in store::papers_in(tx, attempt).await? {
                    store::drop_paper(tx, &paper).await?;
                }
                okno_issuance::blank(tx, attempt, actor).await?;
            }
            bank_certificate::end_all(tx, id).await?;
            store::erase_visits(tx, id).await?;
            store::erase(tx, id).await?;
            Ok(false)
        })
    }
}

impl Consents for Proofing {
    fn agreement(&self, of: Teller<'_>, document: &str) -> Option<Agreement> {
        let (_, method) = DOCUMENTS.iter().find(|(known, _)| *known == document)?;
        let way = of.t(&format!("proofing-{}", method.replace('_', "-")));
        Some(Agreement {
            title: of.ta("proofing-consent", "way", &way),
            follows: Follows::This(of.t("proofing-consent-follows")),
        })
    }

    fn withdrawn<'a>(
        &'a self,
        tx: &'a mut Tx,
        account: &'a Account,
        _person: &'a Person,
        document: &'a str,
        actor: Actor,
    ) -> BoxFuture<'a, Result<(), DbError>> {
        Box::pin(async move {
            let Some((_, method)) = DOCUMENTS.iter().find(|(known, _)| *known == document) else {
                return Ok(());
            };
            for open in store::open_of(tx, account.id).await? {
                if open.method == *method {
                    engine::close(self, tx, &open, Stage::Cancelled, actor, None).await?;
                }
            }
            for attempt in store::attempts_by(tx, account.id, method).await? {
                store::forget_pictures(tx, attempt).await?;
            }
            Ok(())
        })
    }
}
