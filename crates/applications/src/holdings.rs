//! What is kept of a person here, for its owner; what comes of a consent that is taken
//! back; what goes with a closed account.

use futures::future::BoxFuture;
use okno_accounts::holdings::{
    Agreement, Consents, Follows, Hindrance, Holdings, Part, Record, Teller,
};
use okno_accounts::{Account, Person};
use okno_catalogue::{Query, Text};
use okno_issuance::{Document, RevocationReason};
use okno_store::{Actor, DbError, Tx};
use serde_json::json;

use crate::Applications;
use crate::jobs::issue_key;
use crate::model::{Application, Check, Event, State};
use crate::store::{self, checks};

/// The most applications that are carried away.
const MOST: u32 = 1000;
/// Applications read with one statement where an account is closed.
const AT_ONCE: u32 = 10_000;

fn say(of: &Teller<'_>, text: &Text) -> String {
    text.get(of.lang.code()).to_owned()
}

impl Applications {
    fn title(&self, of: &Teller<'_>, application: &Application) -> String {
        let known = self.listed(application);
        known.map_or_else(
            || application.service.clone(),
            |known| say(of, &known.title),
        )
    }

    fn record(&self, of: &Teller<'_>, application: &Application) -> Record {
        let state = application.state.word();
        let shown = of.t(&format!("applications-state-{state}"));
        let decision = application.decision.as_ref();
        let mut record = Record::default()
            .say(of, "number", application.number.clone())
            .as_value(
                of,
                "service",
                self.title(of, application),
                json!(application.service),
            )
            .as_value(of, "state", shown, json!(state))
            .at(of, "begun", application.created_at)
            .at(of, "sent", application.sent_at)
            .at(of, "due", application.due_at)
            .at(of, "decided", application.decided_at)
            .say(
                of,
                "correction",
                application.correction.as_ref().map(|c| c.message.clone()),
            )
            .say(
                of,
                "decision",
                decision.map(|d| d.words.clone()).filter(|w| !w.is_empty()),
            );
        let content = &application.content;
        for (id, value) in &content.answers {
            let (label, shown) = self.told_answer(of, application, id, value);
            record = record.labelled(&format!("answer.{id}"), label, shown, json!(value));
        }
        for (section, rows) in &content.rows {
            let item = self.item(of, application, section);
            for (row, n) in rows.iter().zip(1..) {
                for (id, value) in &row.answers {
                    let (label, shown) = self.told_answer(of, application, id, value);
                    let name = format!("answer.{section}.{n}.{id}");
                    let label = format!("{item} {n}: {label}");
                    record = record.labelled(&name, label, shown, json!(value));
                }
            }
        }
        let files: Vec<_> = content.all_files().map(|kept| kept.file).collect();
        if !files.is_empty() {
            let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
            let sized = files.iter().map(
                |file| json!({ "name": file.name, "type": file.media_type, "bytes": file.size }),
            );
            record = record.as_value(of, "files", names.join(", "), sized.collect());
        }
        let applicant = application.content.applicant.as_ref();
        for (name, value) in applicant.iter().flat_map(|sent| &sent.profile) {
            let field = of.t(&format!("applications-profile-{name}"));
            let label = of.ta("applications-data-sent-with", "name", &field);
            record = record.labelled(
                &format!("profile.{name}"),
                label,
                value.clone(),
                json!(value),
            );
        }
        record
    }

    /// What a registry was asked about a case and what it answered.
    fn checked(&self, of: &Teller<'_>, all: &[Application], check: &Check) -> Record {
        let case = all.iter().find(|one| one.id == check.application);
        let service = case.and_then(|case| self.at_hand(case));
        let query = service.as_ref().and_then(|s| s.query(&check.query));
        let named = |text: fn(&Query) -> &Text| query.map(|query| say(of, text(query)));
        let state = check.state.word();
        let word = of.t(&format!("applications-check-{state}"));
        let mut record = Record::default()
            .say(of, "registry", named(|query| &query.keeper))
            .say(of, "asked", named(|query| &query.title))
            .as_value(of, "outcome", word, json!(state))
            .at(of, "asked_at", Some(check.asked_at))
            .at(of, "answered_at", check.answered_at);
        let (yes, no) = (of.t("applications-yes"), of.t("applications-no"));
        if let (Some(query), Some(answer)) = (query, &check.answer) {
            let shown = query.shown(answer, of.lang.code(), (&yes, &no));
            for (n, (label, value)) in shown.into_iter().enumerate() {
                let said = json!(value);
                record = record.labelled(&format!("answer.{n}"), label, value, said);
            }
        }
        record
    }

    /// An answer with the name of its question, as its owner knows both.
    fn told_answer(
        &self,
        of: &Teller<'_>,
        application: &Application,
        id: &str,
        value: &str,
    ) -> (String, String) {
        let known = self.at_hand(application);
        let question = known.as_ref().and_then(|s| s.form.question(id));
        let label = question.map_or_else(|| id.to_owned(), |q| say(of, q.name()));
        let chosen = question.map(|q| q.chosen(value)).unwrap_or_default();
        let labels: Vec<String> = chosen.iter().map(|option| say(of, &option.label)).collect();
        let shown = match labels.is_empty() {
            true => value.to_owned(),
            false => labels.join("; "),
        };
        (label, shown)
    }

    /// What a row of a section is.
    fn item(&self, of: &Teller<'_>, application: &Application, section: &str) -> String {
        let known = self.at_hand(application);
        let section_of = known
            .as_ref()
            .and_then(|s| s.form.sections.iter().find(|s| s.id == section));
        let repeat = section_of.and_then(|section| section.repeat.as_ref());
        repeat.map_or_else(|| section.to_owned(), |repeat| say(of, &repeat.item))
    }

    /// Lets go of one application whose consent was taken back.
    async fn let_go(
        &self,
        tx: &mut Tx,
        application: &Application,
        actor: Actor,
    ) -> Result<(), DbError> {
        let waits_for_document =
            application.state == State::Approved && application.issued_at.is_none();
        match application.state {
            State::Sent | State::CorrectionAsked => {}
            State::Approved if waits_for_document => {
                tx.cancel_job(&issue_key(application.id)).await?;
            }
            State::Approved | State::Completed => {
                return okno_issuance::revoke_case(
                    tx,
                    application.id,
                    RevocationReason::Withdrawn,
                    actor,
                )
                .await
                .map(|_| ());
            }
            State::Draft | State::Rejected | State::Withdrawn => return Ok(()),
        }
        if waits_for_document {
            // The number may be drawn already, the paper is not there.
            let reason = RevocationReason::Withdrawn;
            okno_issuance::revoke_case(tx, application.id, reason, actor).await?;
        }
        store::go(tx, application, State::Withdrawn).await?;
        self.closing_words(tx, application, Event::Withdraw, actor, "")
            .await
            .map_err(DbError::from)
    }
}

fn document_of(of: &Teller<'_>, document: &Document) -> Record {
    Record::default()
        .say(of, "number", document.number.to_string())
        .say(of, "document", document.title.clone())
        .say(of, "issuer", document.issuer.clone())
        .say(of, "holder", document.holder.full().reveal().clone())
        .at(of, "issued_on", document.issued_at)
        .say(
            of,
            "valid_until",
            document.valid_until.map(|day| day.to_string()),
        )
        .at(of, "revoked", document.revoked.map(|r| r.at))
}

impl Holdings for Applications {
    fn export<'a>(
        &'a self,
        of: Teller<'a>,
        account: &'a Account,
        _person: &'a Person,
    ) -> BoxFuture<'a, Result<Vec<Part>, DbError>> {
        Box::pin(async move {
            let of = of.of("applications-data");
            let all = store::of_owner(of.db(), account.id, MOST).await?;
            for one in &all {
                // Of a service that cannot be read the copy says what was stored.
                if let Err(error) = self.service(one).await {
                    tracing::warn!(%error, "a copy of data does without the names of a service");
                }
            }
            let checks = checks::of_owner(of.db(), account.id, MOST).await?;
            let issued = okno_issuance::of_owner(of.db(), account.id, MOST).await?;
            Ok(vec![
                of.part(
                    "applications",
                    all.iter().map(|one| self.record(&of, one)).collect(),
                ),
                of.part(
                    "issued",
                    issued.iter().map(|one| document_of(&of, one)).collect(),
                ),
                of.part(
                    "registries",
                    checks
                        .iter()
                        .map(|one| self.checked(&of, &all, one))
                        .collect(),
                ),
            ])
        })
    }

    fn hindrances<'a>(
        &'a self,
        of: Teller<'a>,
        account: &'a Account,
    ) -> BoxFuture<'a, Result<Vec<Hindrance>, DbError>> {
        Box::pin(async move {
            let all = store::of_owner(of.db(), account.id, MOST).await?;
            let open = all.iter().filter(|one| hinders(one));
            Ok(open
                .map(|one| {
                    let number = one.number.as_deref().unwrap_or_default();
                    Hindrance {
                        text: of.ta("applications-hinders", "number", number),
                        url: format!("/applications/{}", one.id),
                    }
                })
                .collect())
        })
    }

    fn erase<'a>(
        &'a self,
        tx: &'a mut Tx,
        account: &'a Account,
    ) -> BoxFuture<'a, Result<bool, DbError>> {
        Box::pin(async move {
            let mut stays = false;
            for application in store::of_owner_in(tx, account.id, AT_ONCE).await? {
                if hinders(&application) {
                    // Sent since nothing was in the way.
                    return Err(DbError::Conflict);
                }
                if application.state != State::Draft {
                    stays = true;
                } else if !store::remove(tx, &application).await? {
                    return Err(DbError::Conflict);
                }
            }
            Ok(stays)
        })
    }
}

/// Somebody works on it, or its document is being made.
fn hinders(application: &Application) -> bool {
    match application.state {
        State::Sent | State::CorrectionAsked => true,
        State::Approved => application.issued_at.is_none(),
        State::Draft | State::Rejected | State::Completed | State::Withdrawn => false,
    }
}

impl Consents for Applications {
    fn agreement(&self, of: Teller<'_>, document: &str) -> Option<Agreement> {
        let catalogue = self.catalogue();
        let service = catalogue.get(document)?;
        let title = say(&of, &service.title);
        Some(Agreement {
            title: of.ta("applications-consent", "service", &title),
            follows: Follows::This(of.t("applications-consent-follows")),
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
            for application in store::of_owner_in(tx, account.id, AT_ONCE).await? {
                if application.service == document {
                    self.let_go(tx, &application, actor).await?;
                }
            }
            Ok(())
        })
    }
}
