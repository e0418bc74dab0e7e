//! One document: what stands in it, how it stands, its pictures, those before it.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use jiff::SignedDuration;
use okno_accounts::{Account, Person, find_locked, holder};
use okno_store::{Entry, Limit, Verdict};
use okno_web::form::FileShown;
use okno_web::upload::size_shown;
use okno_web::{Fault, Field, Form, Kind as Drawn, Page, Visitor};
use serde_json::json;
use uuid::Uuid;

use super::form::own;
use super::list::{Tag, of_profile, standing, standing_tag, tag};
use crate::Papers;
use crate::jobs::{follow, holder_index, unwarn};
use crate::kinds::{Kind, Role};
use crate::model::{Content, Paper, Standing};
use crate::store::{self, Picture};

/// How often a registry is asked about the documents of one account.
const AGAIN: Limit = Limit {
    name: "papers.again",
    max: 10,
    per: SignedDuration::from_hours(1),
};

struct Row {
    name: String,
    value: String,
}

/// A picture, or the place for one.
struct Slot {
    title: String,
    form: Form,
    kept: Option<Uuid>,
}

/// One that stood here before.
struct Earlier {
    number: String,
    ended: String,
}

#[derive(Template)]
#[template(path = "document.html")]
pub(super) struct DocumentPage {
    page: Page,
    /// In the address.
    what: String,
    name: Option<String>,
    tag: Option<Tag>,
    rows: Vec<Row>,
    /// When it was written down and checked.
    stamps: Vec<String>,
    /// What to do about it: a look, a heading, a text.
    advice: Option<(&'static str, String, String)>,
    /// A registry may be asked now.
    may_ask: bool,
    /// It has agreed already: nothing waits for the question.
    is_checked: bool,
    is_profile: bool,
    slots: Vec<Slot>,
    earlier: Vec<Earlier>,
    under_way: bool,
}

/// A document, or what the profile keeps.
pub(super) enum Target {
    Paper(Box<Paper>),
    Profile,
}

impl Target {
    pub(super) fn paper(&self) -> Option<&Paper> {
        match self {
            Self::Paper(paper) => Some(paper),
            Self::Profile => None,
        }
    }
}

/// What a word of an address means: an id, or a kind that the profile keeps.
pub(super) async fn target<'a>(
    papers: &'a Papers,
    visitor: &Visitor,
    account: &Account,
    what: &str,
) -> Result<(Target, &'a Kind), Fault> {
    if let Ok(id) = what.parse::<Uuid>() {
        let (paper, kind) = own(papers, visitor, account, id).await?;
        return Ok((Target::Paper(Box::new(paper)), kind));
    }
    let kind = papers
        .kinds()
        .get(what)
        .filter(|kind| kind.profile.is_some());
    Ok((Target::Profile, kind.ok_or(Fault::NotFound)?))
}

fn advice(
    visitor: &Visitor,
    kind: &Kind,
    paper: &Paper,
    stands: Standing,
) -> Option<(&'static str, String, String)> {
    let lang = visitor.lang().code();
    let page = visitor.page(String::new());
    let left = paper.left(kind, visitor.portal().today());
    let say = |look, id: &str, text: String| Some((look, visitor.t(id), text));
    if left.is_some_and(|left| left < 0) && stands != Standing::Differs {
        return say("error", "papers-over", visitor.t("papers-over-text"));
    }
    match stands {
        Standing::Differs => {
            let text = match paper.content.trouble.as_deref() {
                Some(trouble) => visitor.t(&format!("papers-trouble-{trouble}")),
                None => {
                    let named = kind
                        .fields
                        .iter()
                        .filter(|field| paper.content.differs.contains(&field.id));
                    let names: Vec<&str> = named.map(|field| field.label.get(lang)).collect();
                    page.ta("papers-differs-text", "fields", names.join(", "))
                }
            };
            say("error", "papers-differs", text)
        }
        Standing::Waiting => {
            let at = paper.again_at.as_ref();
            let time = at.map_or(String::new(), |at| page.time(at));
            say(
                "warn",
                "papers-waiting",
                page.ta("papers-waiting-text", "time", time),
            )
        }
        Standing::Entered if kind.keeper.is_some() => {
            say("", "papers-unasked", visitor.t("papers-unasked-text"))
        }
        _ => {
            let soon = left.filter(|left| kind.warn_days.is_some_and(|days| *left <= days))?;
            say(
                "warn",
                "papers-soon",
                page.tn("papers-soon-text", "days", soon),
            )
        }
    }
}

pub(crate) async fn show(
    State(papers): State<Papers>,
    visitor: Visitor,
    Path(what): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor)?;
    let (target, kind) = target(&papers, &visitor, account, &what).await?;
    let mut page = draw(&papers, &visitor, (account, person), (&target, kind), None).await?;
    let added = match kind.pictures.is_empty() {
        true => "papers-kept",
        false => "papers-added",
    };
    let done = match query.as_deref() {
        Some("added") => Some(("ok", added)),
        Some("saved") => Some(("ok", "papers-saved")),
        Some("stale") => Some(("warn", "papers-stale")),
        Some("asked") => Some(("ok", "papers-asked")),
        Some("limit") => Some(("warn", "papers-limit")),
        Some("picture") => Some(("ok", "papers-picture-kept")),
        Some("no-picture") => Some(("ok", "papers-picture-removed")),
        _ => None,
    };
    if let Some((look, done)) = done {
        let text = visitor.t(&format!("{done}-text"));
        page.page = page.page.with_notice(look, visitor.t(done), text);
    }
    visitor.render(&page)
}

/// `failed`: the picture that was just sent and what is wrong with it.
pub(super) async fn draw(
    papers: &Papers,
    visitor: &Visitor,
    (account, person): (&Account, &Person),
    (target, kind): (&Target, &Kind),
    failed: Option<(&str, String)>,
) -> Result<DocumentPage, Fault> {
    let (db, lang) = (visitor.db(), visitor.lang().code());
    let paper = target.paper();
    let what = paper.map_or_else(|| kind.id.clone(), |paper| paper.id.to_string());
    let pictures = store::pictures(db, account.id).await?;
    let mut slots = Vec::new();
    for part in &kind.pictures {
        let of = |p: &&Picture| {
            p.kind == kind.id && p.part == part.id && p.paper == paper.map(|paper| paper.id)
        };
        let kept = pictures.iter().find(of).map(|p| p.id);
        let facts = match kept {
            Some(id) => db.file_facts(id).await?,
            None => None,
        };
        let name = format!("picture-{}", part.id);
        let mut field = Field::new(Drawn::File, &name, part.title.get(lang).to_owned())
            .hint(part.hint.get(lang).to_owned())
            .missing(visitor.t("papers-picture-missing"));
        field.file = facts.map(|facts| FileShown {
            name: facts.name,
            size_shown: size_shown(facts.size, visitor.lang()),
            url: format!("{}/pictures/{}", super::HOME, facts.id),
        });
        let hidden = |name: &str, value: &str| {
            Field::new(Drawn::Hidden, name, String::new())
                .optional()
                .value(value)
        };
        let fields = vec![field, hidden("what", &what), hidden("part", &part.id)];
        let submit = if kept.is_some() {
            "papers-picture-replace"
        } else {
            "papers-picture-add"
        };
        let action = format!("{}/pictures", super::HOME);
        let mut form = Form::new(action, visitor.t(submit), fields);
        form.multipart = true;
        if let Some((_, text)) = failed.as_ref().filter(|(id, _)| *id == part.id) {
            form.fail(&name, text.clone());
        }
        slots.push(Slot {
            title: part.title.get(lang).to_owned(),
            form,
            kept,
        });
    }
    let mut page = visitor.page(kind.title(visitor.lang()).to_owned());
    page.errors = slots.iter().any(|slot| slot.form.has_errors());
    let Some(paper) = paper else {
        return profile(papers, visitor, (account, person), kind, page, slots).await;
    };
    let stands = standing(visitor, paper, person);
    let under_way = stands.is_under_way();
    page.refresh = under_way.then_some(5);
    let rows = kind.fields.iter().filter_map(|field| {
        let value = paper.content.values.get(&field.id)?;
        Some(Row {
            name: field.label.get(lang).to_owned(),
            value: value.clone(),
        })
    });
    let mut stamps = vec![page.ta("papers-changed", "date", page.date_long(&paper.changed_at))];
    if let Some(at) = paper.checked_at.filter(|_| stands == Standing::Checked) {
        stamps.push(page.ta("papers-checked-at", "date", page.date_long(&at)));
    }
    let earlier = store::earlier(db, account.id, &kind.id).await?;
    let earlier = earlier.iter().filter_map(|old| {
        Some(Earlier {
            number: old.value(kind, Role::Number)?.to_owned(),
            ended: page.date_long(&old.ended_at?),
        })
    });
    Ok(DocumentPage {
        name: paper.value(kind, Role::Name).map(ToOwned::to_owned),
        tag: Some(tag(visitor, kind, paper, person, papers.portal().today())),
        rows: rows.collect(),
        stamps,
        advice: advice(visitor, kind, paper, stands),
        may_ask: may_ask(kind, stands, person),
        is_checked: stands == Standing::Checked,
        is_profile: false,
        earlier: earlier.collect(),
        what,
        slots,
        under_way,
        page,
    })
}

/// What the profile keeps: its cell leads there for all but the pictures.
async fn profile(
    papers: &Papers,
    visitor: &Visitor,
    (account, person): (&Account, &Person),
    kind: &Kind,
    page: Page,
    slots: Vec<Slot>,
) -> Result<DocumentPage, Fault> {
    let kept = kind.profile.ok_or(Fault::NotFound)?;
    let known = of_profile(kept, person, true);
    let standing = papers.standing(account).await?;
    let stands = standing.iter().find(|(of, _)| *of == kept);
    let stands = stands.map_or(Standing::Entered, |(_, stands)| *stands);
    let row = |id: &str, value: &Option<String>| {
        Some(Row {
            name: visitor.t(id),
            value: value.clone()?,
        })
    };
    let rows = known.iter().flat_map(|known| {
        let number = Some(known.number.clone());
        [
            row("papers-number", &number),
            row("papers-issued-on", &known.issued),
            row("papers-issuer", &known.issuer),
        ]
    });
    let rows: Vec<Row> = rows.flatten().collect();
    let advice = match (&known, stands) {
        (None, _) => Some(("", "papers-profile-empty", "papers-profile-empty-text")),
        (_, Standing::Checked) => Some((
            "ok",
            "papers-profile-checked",
            "papers-profile-checked-text",
        )),
        (_, Standing::Differs) => Some(("error", "papers-differs", "papers-profile-differs")),
        _ => None,
    };
    Ok(DocumentPage {
        what: kind.id.clone(),
        name: None,
        tag: known.as_ref().map(|_| standing_tag(visitor, stands)),
        rows,
        stamps: Vec::new(),
        advice: advice.map(|(look, title, text)| (look, visitor.t(title), visitor.t(text))),
        may_ask: false,
        is_checked: stands == Standing::Checked,
        is_profile: true,
        earlier: Vec::new(),
        under_way: false,
        slots,
        page,
    })
}

/// Whoever has a birth date in the profile may have a registry asked once more.
fn may_ask(kind: &Kind, stands: Standing, person: &Person) -> bool {
    kind.keeper.is_some() && person.birth_date.is_some() && !stands.is_under_way()
}

pub(crate) async fn check(
    State(papers): State<Papers>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor)?;
    let (paper, kind) = own(&papers, &visitor, account, id).await?;
    let stands = standing(&visitor, &paper, person);
    if !may_ask(kind, stands, person) {
        return Ok(visitor.go(&format!("{}/{id}", super::HOME)));
    }
    let limit = visitor.db().hit(&AGAIN, &account.id.to_string()).await?;
    if matches!(limit, Verdict::Wait { .. }) {
        return Ok(visitor.go(&format!("{}/{id}?limit", super::HOME)));
    }
    let mut tx = visitor.db().begin().await?;
    let (_, person) = find_locked(&mut tx, account.id).await?;
    let content = Content::of(paper.content.values.clone());
    let holder = holder_index(visitor.db(), &person);
    let of = (paper.id, paper.version);
    // The second of two clicks finds another version, and has nothing to do.
    if store::change(&mut tx, of, &content, Standing::Asked, &holder).await? {
        unwarn(&mut tx, paper.id, paper.version).await?;
        tx.journal(
            Entry::new(visitor.actor(), "paper.asked", "paper", id)
                .owner(account.id)
                .detail(json!({ "kind": kind.id }))
                .from(Some(visitor.ip())),
        )
        .await?;
        follow(&papers, &mut tx, kind, id).await?;
    }
    tx.commit().await?;
    Ok(visitor.go(&format!("{}/{id}?asked", super::HOME)))
}

#[derive(Template)]
#[template(path = "document_remove.html")]
struct RemovePage {
    page: Page,
    what: Uuid,
    title: String,
    number: String,
}

pub(crate) async fn ask_remove(
    State(papers): State<Papers>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor)?;
    let (paper, kind) = own(&papers, &visitor, account, id).await?;
    visitor.render(&RemovePage {
        page: visitor.page_t("papers-remove-title"),
        what: id,
        title: kind.title(visitor.lang()).to_owned(),
        number: paper
            .value(kind, Role::Number)
            .unwrap_or_default()
            .to_owned(),
    })
}

/// Takes a document out with its pictures.
pub(crate) async fn remove(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor)?;
    let mine = store::one(visitor.db(), id).await?;
    let Some(paper) = mine.filter(|paper| paper.account == account.id) else {
        // The other click did it.
        return Ok(visitor.go(super::HOME));
    };
    let mut tx = visitor.db().begin().await?;
    find_locked(&mut tx, account.id).await?;
    if store::forget(&mut tx, account.id, id).await? {
        let pictures = store::pictures_locked(&mut tx, account.id).await?;
        for picture in pictures.iter().filter(|p| p.paper == Some(id)) {
            store::drop_picture(&mut tx, picture.id).await?;
        }
        unwarn(&mut tx, id, paper.version).await?;
        tx.journal(
            Entry::new(visitor.actor(), "paper.removed", "paper", id)
                .owner(account.id)
                .detail(json!({ "kind": paper.kind }))
                .from(Some(visitor.ip())),
        )
        .await?;
    }
    tx.commit().await?;
    Ok(visitor.go(&format!("{}?removed", super::HOME)))
}
