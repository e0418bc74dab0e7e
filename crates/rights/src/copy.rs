//! A copy of everything that is kept of a person: JSON for programs, PDF to be read. Made
//! by a job, since it asks every department and presses many pages.

use std::time::Duration;

use jiff::SignedDuration;
use okno_accounts::holdings::{Part, Teller};
use okno_accounts::{Account, find, recipient};
use okno_issuance::{Press, PressError};
use okno_notifications::{Message, Topic};
use okno_store::jobs::Policy;
use okno_store::{Actor, DbError, Entry, Job, JobError, NewJob, Tx, Worker};
use okno_web::{Lang, Portal};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::Rights;
use crate::store::{self, Copy};

const MAKE: &str = "rights.export";

/// In the services folder.
const TEMPLATE: &str = "data.typ";

/// What the file calls itself; another number when a name in it changes its meaning.
pub(crate) const FORMAT: &str = "okno-export/1";

/// The most things of a kind that are printed; the file for programs has all.
const PRINTED: usize = 300;

#[derive(Serialize, Deserialize)]
struct Payload {
    copy: Uuid,
}

pub(crate) fn register(rights: &Rights, worker: &mut Worker) {
    let policy = Policy {
        at_once: 2,
        deadline: Duration::from_secs(120),
        backoff: SignedDuration::from_secs(10),
    };
    let of = rights.clone();
    worker.handle(MAKE, policy, move |job| {
        let of = of.clone();
        async move { make(&of, &job).await }
    });
}

/// Has a copy made.
pub(crate) async fn order(tx: &mut Tx, account: Uuid, lang: Lang) -> Result<Uuid, DbError> {
    let id = store::ask(tx, account, lang).await?;
    let job = NewJob::new(MAKE, format!("export:{id}"), &Payload { copy: id });
    tx.enqueue(job.owner(account).attempts(60)).await?;
    Ok(id)
}

/// The copy for programs. `docs/export.md` describes it.
fn file(portal: &Portal, account: &Account, parts: &[Part], made_at: &str) -> Value {
    let mut all = Map::new();
    let mut titles = Map::new();
    for part in parts {
        let records = part
            .records
            .iter()
            .map(okno_accounts::holdings::Record::value);
        all.insert(part.name.to_owned(), records.collect());
        titles.insert(part.name.to_owned(), json!(part.title));
    }
    json!({
        "format": FORMAT,
        "portal": portal.url("/"),
        "account": account.number,
        "made_at": made_at,
        "titles": titles,
        "parts": all,
    })
}

/// What is printed of the parts.
fn printed(of: &Teller<'_>, press: &Press, parts: &[Part]) -> Value {
    let parts = parts.iter().map(|part| {
        let records = part.records.iter().take(PRINTED).map(|record| {
            let lines = record.lines();
            lines
                .map(|(label, text)| json!([press.legible(label), press.legible(text)]))
                .collect::<Value>()
        });
        let all = part.records.len();
        let more = (all > PRINTED).then(|| {
            let args = [("shown", PRINTED.into()), ("all", all.into())];
            press.legible(&of.portal.words().tv(of.lang, "rights-copy-more", &args))
        });
        json!({ "title": press.legible(&part.title), "records": records.collect::<Value>(), "more": more })
    });
    parts.collect()
}

async fn make(rights: &Rights, job: &Job) -> Result<(), JobError> {
    let portal = rights.accounts().portal();
    let db = portal.db();
    let Payload { copy: id } = job.payload()?;
    let Some(copy) = store::one(db, id).await?.filter(|copy| !copy.made) else {
        return Ok(());
    };
    let Some((account, person)) = find(db, copy.account).await? else {
        return Ok(());
    };
    let of = Teller::new(portal, copy.lang);
    let mut parts = Vec::new();
    for holdings in rights.accounts().holdings() {
        parts.extend(holdings.export(of, &account, &person).await?);
    }
    let made_at = copy.asked_at.to_string();
    let file = file(portal, &account, &parts, &made_at);
    let file = serde_json::to_vec_pretty(&file)
        .map_err(|error| JobError::Again(format!("a copy: {error}")))?;
    let press = &rights.0.press;
    let t = |id: &str| press.legible(&of.t(id));
    let data = json!({
        "title": t("rights-copy-title"),
        "author": t("web-name"),
        "created_at": made_at,
        "ident": id.to_string(),
        "lang": copy.lang.code(),
        "name": press.legible(&person.full_name()),
        "lead": press.legible(&of.ta("rights-copy-lead", "time", &of.time(copy.asked_at))),
        "empty": t("rights-copy-empty"),
        "foot": press.legible(&of.ta("rights-copy-foot", "number", &account.number)),
        "parts": printed(&of, press, &parts),
    });
    let pdf = press.make(&rights.0.folder, TEMPLATE, data).await;
    let pdf = pdf.map_err(|error| match error {
        PressError::Busy { .. } => JobError::Again(error.to_string()),
        other => JobError::Again(format!("{TEMPLATE}: {other}")),
    })?;
    let json_file = db.store_file(&file).await?;
    let pdf_file = db.store_file(&pdf).await?;

    let mut tx = db.begin().await?;
    // Another attempt may have been faster; these files are swept then.
    if store::made(&mut tx, id, json_file.id, pdf_file.id).await? {
        let owner = Some(account.id);
        tx.keep_file(&json_file, owner, "data.json", "application/json")
            .await?;
        tx.keep_file(&pdf_file, owner, "data.pdf", "application/pdf")
            .await?;
        let entry = Entry::new(Actor::System, "data.copied", "account", account.id);
        tx.journal(entry.owner(account.id)).await?;
        tell(&mut tx, portal, &account, &person, &copy).await?;
        tx.announce(account.id);
    }
    job.done(&mut tx).await?;
    Ok(tx.commit().await?)
}

async fn tell(
    tx: &mut Tx,
    portal: &Portal,
    account: &Account,
    person: &okno_accounts::Person,
    copy: &Copy,
) -> Result<(), DbError> {
    let words = portal.words();
    let name = [("name", person.called_in(account.lang).into())];
    let message = Message {
        key: format!("export:{}:made", copy.id),
        sms: None,
        subject: words.t(account.lang, "rights-copied-subject"),
        body: words.tv(account.lang, "rights-copied-body", &name),
        link: Some("/cabinet/data/export".to_owned()),
        inbox: true,
        topic: Topic::Security,
        mail: true,
    };
    okno_notifications::send(tx, &recipient(account, person), message).await
}
