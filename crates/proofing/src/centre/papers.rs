//! Scans at the counter: documents, a photo of the person, the signature (S1-098).
//! Only the operator of the case and an auditor see them, and every look is written down.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use jiff::Timestamp;
use okno_accounts::looks::What;
use okno_store::{Db, Entry};
use okno_web::upload::{Sent, size_shown};
use okno_web::visitor::Official;
use okno_web::{Choice, Fault, Field, Form, Kind, Page, Visitor};
use serde_json::json;
use uuid::Uuid;

use crate::Proofing;
use crate::attempt::Stage;
use crate::counter;
use crate::files::deliver;
use crate::remote::{self, Listed};
use crate::store::{self, Paper, Standing};

/// Papers of one case at most.
const MOST: usize = 12;

/// What may be scanned.
const KINDS: [&str; 4] = ["passport", "photo", "signature", "other"];
/// What is scanned besides when somebody is registered (S1-113).
const KINDS_OF_VISIT: [&str; 4] = ["consent", "inn", "work_book", "income"];

/// A scan as drawn.
pub(super) struct PaperShown {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) facts: String,
    /// May this operator still take it away?
    pub(super) own: bool,
}

fn kind_name(visitor: &Visitor, kind: &str) -> String {
    visitor.t(&format!("proofing-paper-{}", kind.replace('_', "-")))
}

pub(super) async fn shown(
    visitor: &Visitor,
    official: &Official,
    papers: &[Paper],
    open: bool,
) -> Result<Vec<PaperShown>, Fault> {
    let page = visitor.page(String::new());
    let mut list = Vec::with_capacity(papers.len());
    for paper in papers {
        let facts = visitor.db().file_facts(paper.file).await?;
        let size = facts.map_or(0, |facts| facts.size);
        list.push(PaperShown {
            id: paper.id,
            name: kind_name(visitor, &paper.kind),
            facts: format!(
                "{}, {}",
                page.time(&paper.added_at),
                size_shown(size, visitor.lang())
            ),
            own: open && paper.added_by == official.id,
        });
    }
    Ok(list)
}

/// The form that adds a scan; `first` is offered first.
pub(super) fn form(visitor: &Visitor, action: String, visit: bool, first: &str) -> Form {
    let more: &[&str] = if visit { &KINDS_OF_VISIT } else { &[] };
    let kinds = KINDS.iter().chain(more);
    let mut options: Vec<Choice> = kinds
        .map(|kind| Choice {
            value: (*kind).to_owned(),
            label: kind_name(visitor, kind),
            hint: String::new(),
        })
        .collect();
    options.sort_by_key(|choice| choice.value != first);
    Form::new(
        action,
        visitor.t("proofing-paper-add"),
        vec![
            Field::new(Kind::Select, "paper", visitor.t("proofing-paper-kind"))
                .options(options)
                .value(first),
            Field::new(Kind::File, "scan", visitor.t("proofing-paper-file"))
                .hint(visitor.t("proofing-paper-file-hint"))
                .missing(visitor.t("proofing-paper-missing")),
        ],
    )
}

/// Keeps a scan that came; false when the form says what is wrong with it.
pub(super) async fn keep(
    proofing: &Proofing,
    visitor: &Visitor,
    official: &Official,
    (subject, owner): (Uuid, Option<Uuid>),
    mut sent: Sent,
    form: &mut Form,
) -> Result<bool, Fault> {
    let words = visitor.portal().words();
    let lang = visitor.lang();
    form.check(&sent.input, words, lang, visitor.portal().today());
    if let Some(name) = &sent.too_large {
        form.fail(name, visitor.t("web-upload-large"));
    }
    let file = sent.files.pop();
    if file.is_none() && sent.too_large.is_none() {
        form.fail("scan", visitor.t("proofing-paper-missing"));
    }
    let db = visitor.db();
    if store::papers(db, subject).await?.len() >= MOST {
        form.fail("scan", visitor.t("proofing-paper-many"));
    }
    let (Some((_, name, content)), false) = (file, form.has_errors()) else {
        return Ok(false);
    };
    let upload = match proofing.darkroom.develop(&name, content).await? {
        Ok(upload) => upload,
        Err(flaw) => {
            form.fail("scan", words.flaw(lang, &flaw));
            return Ok(false);
        }
    };
    let kind = sent.input.get("paper");
    let stored = db.store_file(&upload.content).await?;
    let mut tx = db.begin().await?;
    tx.keep_sent_file(&stored, owner, &upload.name, upload.media_type)
        .await?;
    let id = store::add_paper(&mut tx, subject, kind, stored.id, official.id).await?;
    tx.journal(
        Entry::new(visitor.actor(), "proofing.paper.added", "proofing", subject)
            .owner(owner)
            .detail(json!({ "file": id, "kind": kind, "unit": official.unit }))
            .from(Some(visitor.ip())),
    )
    .await?;
    tx.commit().await?;
    Ok(true)
}

/// Whose papers they are and whether they may still change; nothing when this operator
/// has nothing to do with them.
async fn case_of(
    db: &Db,
    paper: &Paper,
    operator: Uuid,
) -> Result<Option<(Option<Uuid>, bool)>, Fault> {
    if let Some(visit) = store::visit(db, paper.subject).await? {
        let open = visit.standing == Standing::Open;
        return Ok((visit.operator == operator).then_some((visit.account, open)));
    }
    let looked = store::has_looked(db, paper.subject, operator).await?;
    let attempt = store::by_id(db, paper.subject).await?.filter(|_| looked);
    Ok(attempt.map(|attempt| (Some(attempt.account), attempt.stage == Stage::Open)))
}

/// Whose papers they are, for an auditor.
async fn owner_of(db: &Db, paper: &Paper) -> Result<Option<Uuid>, Fault> {
    if let Some(visit) = store::visit(db, paper.subject).await? {
        return Ok(visit.account);
    }
    let attempt = store::by_id(db, paper.subject).await?;
    Ok(attempt.map(|attempt| attempt.account))
}

struct AuditRow {
    id: Uuid,
    name: String,
    at: Timestamp,
    by: String,
}

#[derive(Template)]
#[template(path = "centre_audit.html")]
struct AuditPage {
    page: Page,
    rows: Vec<AuditRow>,
    /// Pictures of signed requests.
    pictures: Vec<Listed>,
}

/// What was scanned lately and by whom, for an auditor. Whose it is does not stand here:
/// opening a scan is a look, and looks are written down.
pub(super) async fn audit(visitor: Visitor) -> Result<Response, Fault> {
    visitor.official("auditor")?;
    let db = visitor.db();
    let papers = store::newest_papers(db).await?;
    let staff = okno_accounts::staff_of(db, papers.iter().map(|paper| paper.added_by)).await?;
    let rows = papers.into_iter().map(|paper| {
        let by = staff.get(&paper.added_by);
        AuditRow {
            id: paper.id,
            name: kind_name(&visitor, &paper.kind),
            at: paper.added_at,
            by: by.map_or_else(String::new, |one| {
                format!("{}, {}", one.person.name, one.person.place)
            }),
        }
    });
    visitor.render(&AuditPage {
        page: visitor.page_t("proofing-audit-title").work(),
        rows: rows.collect(),
        pictures: remote::document_pictures(&visitor).await?,
    })
}

/// Shows a scan.
pub(super) async fn one(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    let db = visitor.db();
    let found = store::paper(db, id).await?;
    let by = (visitor.official("operator"), visitor.official("auditor"));
    let (official, paper, owner) = match by {
        (Ok(official), _) => {
            let paper = found.ok_or(Fault::NotFound)?;
            let case = case_of(db, &paper, official.id).await?;
            let (owner, _) = case.ok_or(Fault::NotFound)?;
            (official, paper, owner)
        }
        (_, Ok(auditor)) => {
            let paper = found.ok_or(Fault::NotFound)?;
            let owner = owner_of(db, &paper).await?;
            (auditor, paper, owner)
        }
        (Err(fault), _) => return Err(fault),
    };
    let facts = db.file_facts(paper.file).await?.ok_or(Fault::NotFound)?;
    okno_web::handout::to_official(&facts)?;
    let detail = json!({ "file": paper.id, "kind": paper.kind });
    let what = (What::Paper, "proofing.paper.seen");
    if let Some(owner) = owner {
        let thing = (paper.subject, paper.id);
        counter::looked_at(&visitor, &official, what, thing, owner, detail).await?;
    } else {
        // Nobody has an account yet who could read it.
        let mut tx = db.begin().await?;
        let entry = Entry::new(visitor.actor(), what.1, "proofing", paper.subject);
        tx.journal(entry.detail(detail).from(Some(visitor.ip())))
            .await?;
        tx.commit().await?;
    }
    let content = db.file_content(paper.file).await?;
    Ok(deliver(content, &facts.media_type, &facts.name))
}

/// Takes a scan away that was added by mistake, while the case is open.
pub(super) async fn remove(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let db = visitor.db();
    let paper = store::paper(db, id).await?.ok_or(Fault::NotFound)?;
    let case = case_of(db, &paper, official.id).await?;
    let (owner, open) = case.ok_or(Fault::NotFound)?;
    if open && paper.added_by == official.id {
        let mut tx = db.begin().await?;
        if store::drop_paper(&mut tx, &paper).await? {
            tx.journal(
                Entry::new(
                    visitor.actor(),
                    "proofing.paper.removed",
                    "proofing",
                    paper.subject,
                )
                .owner(owner)
                .detail(json!({ "file": paper.id, "kind": paper.kind }))
                .from(Some(visitor.ip())),
            )
            .await?;
        }
        tx.commit().await?;
    }
    let place = match store::visit(db, paper.subject).await? {
        Some(_) => "counter",
        None => "cases",
    };
    Ok(visitor.go(&format!("/centre/{place}/{}", paper.subject)))
}
