//! The citizen's page: pictures, the request, the signature, and where it stands.

use askama::Template;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use data_encoding::{BASE64, HEXLOWER};
use jiff::Timestamp;
use okno_accounts::{Account, Person, find_locked, keep_consent};
use okno_store::files::Stored;
use okno_store::{DbError, Entry, Tx};
use okno_web::form::FileShown;
use okno_web::upload::{self, Upload, size_shown};
use okno_web::{Fault, Field, Form, Kind, Page, Visitor};
use serde_json::json;
use uuid::Uuid;

use super::{ADDRESS, Content, DESK, ID, MAIN, Named, SIGN, Signed, request, unsign};
use crate::attempt::Attempt;
use crate::engine::Chance;
use crate::files::deliver;
use crate::pages::holder;
use crate::remote::{self, Takes};
use crate::ways::consent;
use crate::ways::signature::check::{Came, Good, check};
use crate::ways::signature::page::{Place, forms, lent_in, signed_in, told};
use crate::ways::signature::tries::{Tries, note};
use crate::{Proofing, engine, last, store};

/// Version of the consent's text; it grows with every change.
const VERSION: &str = "1";
const CONSENT: &str = "proofing-e-document-consent";

/// Where the signature is asked for.
const PLACE: Place = Place {
    path: "/cabinet/confirm/e-document",
    title: "proofing-e-document",
    back: "/cabinet/confirm",
    back_title: "proofing-confirm-title",
    lead: "proofing-e-document-lead",
    step: "proofing-e-document-step-3",
    step_text: "proofing-e-document-step-3-text",
    give: "proofing-e-document-give",
    sign: "proofing-e-document-sign",
    another: "proofing-e-document-another",
};

/// A request as drawn.
struct Shown {
    pictures: Vec<FileShown>,
    number: String,
    text: String,
    /// The profile has changed since: another request is needed.
    stale: bool,
    /// Since when it waits for an operator.
    signed: Option<Timestamp>,
    until: Timestamp,
}

#[derive(Template)]
#[template(path = "e_document.html")]
struct DocumentPage {
    page: Page,
    place: &'static Place,
    /// Pictures; before the beginning with the consent.
    send: Form,
    /// The request signed by the person, or by the portal with a lent key.
    signing: Form,
    key: Form,
    consent: Vec<String>,
    version: String,
    request: Option<Shown>,
    /// How the last one ended, when badly; HTML.
    last: Option<String>,
    days: i64,
}

/// The form of the pictures: to begin with, or to send others in place of those kept.
fn pictures_form(visitor: &Visitor, begins: bool) -> Form {
    let t = |id: &str| visitor.t(id);
    let picture = |name: &str| {
        let id = format!("proofing-e-document-{name}");
        let field = Field::new(Kind::File, name, t(&id))
            .hint(t(&format!("{id}-hint")))
            .accept(".jpg,.jpeg,.png,.pdf");
        match name {
            MAIN if begins => field.missing(t("proofing-e-document-document-missing")),
            _ => field.optional(),
        }
    };
    let mut fields = vec![picture(MAIN), picture(ADDRESS)];
    let button = if begins {
        let text = t("proofing-e-document-consent-box");
        let missing = t("proofing-e-document-consent-missing");
        fields.push(Field::new(Kind::Checkbox, "consent", text).missing(missing));
        t("proofing-e-document-send")
    } else {
        t("proofing-e-document-replace")
    };
    Form::new(format!("{}/send", PLACE.path), button, fields)
}

/// The pictures of an attempt, as drawn.
async fn kept(visitor: &Visitor, content: &Content) -> Result<Vec<FileShown>, DbError> {
    let mut kept = Vec::new();
    for named in &content.pictures {
        if let Some(facts) = visitor.db().file_facts(named.id).await? {
            kept.push(FileShown {
                name: visitor.t(&format!("proofing-e-document-{}", named.kind)),
                size_shown: size_shown(facts.size, visitor.lang()),
                url: format!("{}/pictures/{}", PLACE.path, named.id),
            });
        }
    }
    Ok(kept)
}

async fn draw(
    proofing: &Proofing,
    visitor: &Visitor,
    person: &Person,
    open: Option<&Attempt>,
    send: Form,
    (signing, key): (Form, Form),
) -> Result<DocumentPage, Fault> {
    let flawed = [&send, &signing].into_iter().find(|form| form.has_errors());
    let page = visitor
        .page_t(PLACE.title)
        .with_form(flawed.unwrap_or(&key));
    let request = match open {
        Some(open) => {
            let content = Content::of(open);
            Some(Shown {
                pictures: kept(visitor, &content).await?,
                stale: !content.stands_for(person),
                number: content.number,
                text: content.text,
                signed: content.signed.map(|signed| signed.at),
                until: open.ends_at,
            })
        }
        None => None,
    };
    Ok(DocumentPage {
        place: &PLACE,
        consent: consent(proofing, visitor.lang(), ID, CONSENT),
        version: page.ta("proofing-consent-version", "version", VERSION),
        request,
        last: None,
        days: proofing.table.get(ID).map_or(0, |m| m.pictures_days),
        send,
        signing,
        key,
        page,
    })
}

pub(super) async fn show(
    State(proofing): State<Proofing>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor).await?;
    let open = store::open_now(visitor.db(), account.id, ID).await?;
    let offer = engine::offer(&proofing, visitor.db(), &account, ID).await?;
    let free = offer
        .as_ref()
        .is_some_and(|o| matches!(o.chance, Chance::Free));
    if open.is_none() && !free {
        return Ok(visitor.go("/cabinet/confirm"));
    }
    let send = pictures_form(&visitor, open.is_none());
    let both = forms(&visitor, &PLACE);
    let mut page = draw(&proofing, &visitor, &person, open.as_ref(), send, both).await?;
    let last = offer.and_then(|offer| offer.last_end);
    page.last = last::drawn(&visitor, last.as_ref()).await?;
    let waits = page.request.as_ref().is_some_and(|r| r.signed.is_some());
    page.page.refresh = waits.then_some(30);
    visitor.render(&page)
}

/// Pictures: they begin an attempt, or take the place of those of the open one. What was
/// signed before is not signed any more.
pub(super) async fn send(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor).await?;
    let db = visitor.db();
    let open = store::open_now(visitor.db(), account.id, ID).await?;
    if open.is_none() && !engine::is_free(&proofing, db, &account, ID).await? {
        return Ok(visitor.go("/cabinet/confirm"));
    }
    let mut sent = upload::read(request).await?;
    let mut form = pictures_form(&visitor, open.is_none()).filled(&sent.input);
    let takes = Takes::Documents;
    let good = remote::gather(&proofing, &visitor, takes, &mut sent, &mut form).await?;
    if open.is_none() && !sent.input.has("consent") {
        form.fail("consent", visitor.t("proofing-e-document-consent-missing"));
    }
    if open.is_some() && good.is_empty() && !form.has_errors() {
        form.fail(MAIN, visitor.t("proofing-e-document-nothing"));
    }
    if form.has_errors() {
        let both = forms(&visitor, &PLACE);
        let page = draw(&proofing, &visitor, &person, open.as_ref(), form, both).await?;
        return visitor.render_flawed(&page);
    }
    let stored = remote::store_all(db, good).await?;
    let mut tx = db.begin().await?;
    match open {
        Some(open) => {
            replace(&mut tx, &visitor, open.id, account.id, &stored).await?;
            tx.commit().await?;
        }
        None => {
            let began = begin(&proofing, &mut tx, &visitor, &account, &stored).await?;
            tx.commit().await?;
            if began {
                engine::counted(&proofing, db, account.id, ID).await?;
            }
        }
    }
    Ok(visitor.go(PLACE.path))
}

/// A file that was stored with its name in the form.
type Kept = (String, Stored, Upload);

fn named(stored: &[Kept]) -> Vec<Named> {
    let all = stored.iter().map(|(kind, stored, upload)| Named {
        id: stored.id,
        kind: kind.clone(),
        sha256: HEXLOWER.encode(&openssl::sha::sha256(&upload.content)),
    });
    all.collect()
}

/// False when another click was faster, or the list says why not.
async fn begin(
    proofing: &Proofing,
    tx: &mut Tx,
    visitor: &Visitor,
    account: &Account,
    stored: &[Kept],
) -> Result<bool, DbError> {
    let (_, person) = find_locked(tx, account.id).await?;
    let content = request::write(visitor, &person, request::number(visitor), named(stored));
    let new = store::New {
        step: SIGN,
        content: content.kept(),
        ..store::New::default()
    };
    let begun = engine::begin(proofing, tx, visitor, account.id, ID, new).await?;
    let Ok(id) = begun else {
        return Ok(false);
    };
    if store::has_pictures(tx, id).await? {
        // Two at once: the other one has begun.
        return Ok(false);
    }
    remote::keep_all(tx, visitor, (id, account.id, ID), stored).await?;
    let lang = visitor.lang();
    let document = format!("e-document.{}", lang.code());
    let text = consent(proofing, lang, ID, CONSENT).join("\n\n");
    keep_consent(tx, account.id, &document, VERSION, &text, visitor.ip()).await?;
    Ok(true)
}

/// New pictures in place of the old ones of the same kind, and a new request.
async fn replace(
    tx: &mut Tx,
    visitor: &Visitor,
    id: Uuid,
    account: Uuid,
    stored: &[Kept],
) -> Result<(), DbError> {
    let (_, person) = find_locked(tx, account).await?;
    let attempt = store::by_id_locked(tx, id).await?;
    let now = tx.now();
    let Some(attempt) = attempt.filter(|attempt| attempt.is_open(now)) else {
        // Ended meanwhile; the list says how.
        return Ok(());
    };
    let before = Content::of(&attempt);
    let mut pictures = named(stored);
    for old in before.pictures {
        if pictures.iter().any(|new| new.kind == old.kind) {
            store::forget_picture(tx, old.id).await?;
        } else {
            pictures.push(old);
        }
    }
    pictures.sort_by_key(|one| one.kind != MAIN);
    remote::keep_all(tx, visitor, (id, account, ID), stored).await?;
    let content = request::write(visitor, &person, before.number, pictures);
    unsign(tx, &attempt, content, visitor.actor()).await
}

/// «Составить заново»: the profile has changed.
pub(super) async fn again(visitor: Visitor) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    if let Some(open) = store::open_now(visitor.db(), account.id, ID).await? {
        let mut tx = visitor.db().begin().await?;
        let (_, person) = find_locked(&mut tx, account.id).await?;
        let fresh = store::by_id_locked(&mut tx, open.id).await?;
        let now = tx.now();
        if let Some(fresh) = fresh.filter(|fresh| fresh.is_open(now)) {
            let before = Content::of(&fresh);
            // A second click of two changes nothing.
            if !before.stands_for(&person) {
                let (number, pictures) = (before.number, before.pictures);
                let content = request::write(&visitor, &person, number, pictures);
                unsign(&mut tx, &fresh, content, visitor.actor()).await?;
            }
        }
        tx.commit().await?;
    }
    Ok(visitor.go(PLACE.path))
}

/// The request as a file to sign.
pub(super) async fn file(visitor: Visitor) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let Some(open) = store::open_now(visitor.db(), account.id, ID).await? else {
        return Ok(visitor.go("/cabinet/confirm"));
    };
    let content = Content::of(&open);
    let name = format!("okno-{}.txt", content.number);
    let text = content.text.into_bytes();
    Ok(okno_web::handout::deliver(
        text,
        "text/plain; charset=utf-8",
        &name,
        true,
    ))
}

/// One of the person's own pictures, as the portal keeps it and the request names it.
pub(super) async fn picture(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let db = visitor.db();
    let open = store::open_now(visitor.db(), account.id, ID).await?;
    let content = open.as_ref().map(Content::of).unwrap_or_default();
    if !content.pictures.iter().any(|one| one.id == id) {
        return Err(Fault::NotFound);
    }
    let facts = db.file_facts(id).await?.ok_or(Fault::NotFound)?;
    okno_web::handout::to_owner(&facts)?;
    let bytes = db.file_content(id).await?;
    Ok(deliver(bytes, &facts.media_type, &facts.name))
}

pub(super) async fn signed(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Fault> {
    let (mut form, key) = forms(&visitor, &PLACE);
    let came = signed_in(&visitor, request, &mut form).await?;
    settle(&proofing, visitor, came, (form, key)).await
}

pub(super) async fn lent(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Fault> {
    let (form, mut key) = forms(&visitor, &PLACE);
    let came = lent_in(&visitor, request, &mut key).await?;
    settle(&proofing, visitor, came, (form, key)).await
}

/// Checks what came; the request goes to the operators, or the page says what is wrong.
async fn settle(
    proofing: &Proofing,
    visitor: Visitor,
    came: Came,
    (mut form, mut key): (Form, Form),
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor).await?;
    let db = visitor.db();
    let Some(open) = store::open_now(visitor.db(), account.id, ID).await? else {
        // It has ended: in another tab, or its time is over. The list says how.
        return Ok(visitor.go("/cabinet/confirm"));
    };
    let content = Content::of(&open);
    if open.step != SIGN || !content.stands_for(&person) {
        // Signed already, or worth nothing any more: the page says which.
        return Ok(visitor.go(PLACE.path));
    }
    let is_key = matches!(came, Came::Lent { .. });
    let tries = Tries::of(proofing, ID, account.id);
    if let Some(text) = tries.wait(&visitor).await? {
        if is_key { &mut key } else { &mut form }.fail_all(text);
    }
    if !form.has_errors() && !key.has_errors() {
        let verdict = check(proofing, &person, content.text.clone(), came, db.now()).await?;
        let verdict = verdict.map_err(|busy| Fault::Busy(busy.to_string()))?;
        let mut tx = db.begin().await?;
        let no = match verdict {
            Ok(good) => {
                hand_over(
                    &mut tx,
                    &visitor,
                    (account.id, open.id),
                    &content.code,
                    &good,
                )
                .await?;
                tx.commit().await?;
                tries.forget(db).await?;
                return Ok(visitor.go(PLACE.path));
            }
            Err(no) => no,
        };
        let actor = visitor.actor();
        let line = Entry::new(actor, "proofing.signature.refused", "proofing", open.id)
            .owner(account.id)
            .from(Some(visitor.ip()));
        note(proofing, &mut tx, line, Some(&no), is_key).await?;
        tx.commit().await?;
        tries.count(db, Some(&no)).await?;
        let (field, text) = told(&visitor, &PLACE, &no, is_key);
        if is_key { &mut key } else { &mut form }.fail(field, text);
    }
    let send = pictures_form(&visitor, false);
    let both = (form, key);
    let page = draw(proofing, &visitor, &person, Some(&open), send, both).await?;
    visitor.render_flawed(&page)
}

/// A signed request goes into the line; nothing happens when it is not the newest one any
/// more, or another click was faster.
async fn hand_over(
    tx: &mut Tx,
    visitor: &Visitor,
    (account, id): (Uuid, Uuid),
    code: &str,
    good: &Good,
) -> Result<(), DbError> {
    let (_, person) = find_locked(tx, account).await?;
    let fresh = store::by_id_locked(tx, id).await?;
    let now = tx.now();
    let Some(fresh) = fresh.filter(|fresh| fresh.is_open(now) && fresh.step == SIGN) else {
        return Ok(());
    };
    let mut content = Content::of(&fresh);
    if content.code != code || !content.stands_for(&person) {
        return Ok(());
    }
    content.signed = Some(Signed {
        at: now,
        signature: BASE64.encode(&good.signature),
        certificate: good.certificate.pem(),
        lent: good.lent,
        issuer: good.certificate.issuer(),
        serial: good.certificate.serial(),
        until: good.certificate.ends_at(),
    });
    store::move_to(tx, id, DESK, &content.kept()).await?;
    store::queue(tx, id, account, ID).await?;
    tx.journal(
        Entry::new(visitor.actor(), "proofing.request.signed", "proofing", id)
            .owner(account)
            .detail(json!({ "key": good.lent }))
            .from(Some(visitor.ip())),
    )
    .await?;
    tx.announce(account);
    Ok(())
}
