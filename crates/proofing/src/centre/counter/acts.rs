//! Codes said aloud, papers, the account, the code of access.

use axum::extract::Request;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use okno_accounts::codes::{self, NotSent, Wrong};
use okno_accounts::secrets::Hashed;
use okno_accounts::{
    Account, Level, Person, create, documents, find, find_by, find_locked, first, keep_consent,
    recipient,
};
use okno_issuance::PressError;
use okno_notifications::{Message, Topic};
use okno_store::{Db, DbError, Entry, Limit, Tx, Verdict};
use okno_web::upload;
use okno_web::visitor::Official;
use okno_web::{Fault, Input, Lang, Visitor};
use serde_json::json;
use uuid::Uuid;

use super::{EMAIL, PHONE, Step, VisitPage, channel, draw, looked, own, papers_form, path, step};
use crate::Proofing;
use crate::centre::{code_sheet, papers};
use crate::engine::{self, Decider};
use crate::files;
use crate::model::Evidence;
use crate::store::{self, Standing, Visit};
use crate::ways::IN_PERSON;
use crate::{counter, jobs};

/// The consent that is signed on paper, in the services folder.
const CONSENT: &str = "consent.typ";

/// How often a code of access is handed out for one account.
const CODES: Limit = Limit {
    name: "proofing.access-code",
    max: 10,
    per: SignedDuration::from_hours(24),
};

pub(super) async fn phone(
    proofing: &Proofing,
    visitor: Visitor,
    id: Uuid,
    input: Input,
) -> Result<Response, Fault> {
    contact(proofing, &visitor, id, &input, false).await
}

pub(super) async fn email(
    proofing: &Proofing,
    visitor: Visitor,
    id: Uuid,
    input: Input,
) -> Result<Response, Fault> {
    contact(proofing, &visitor, id, &input, true).await
}

/// The person says a code aloud, or asks for another one.
async fn contact(
    proofing: &Proofing,
    visitor: &Visitor,
    id: Uuid,
    input: &Input,
    by_mail: bool,
) -> Result<Response, Fault> {
    let (official, visit) = own(visitor, id).await?;
    let (here, purpose, word, text) = match by_mail {
        true => (Step::Email, EMAIL, "mail", "proofing-visit-mail"),
        false => (Step::Phone, PHONE, "sms", "proofing-visit-sms"),
    };
    if step(&visit) != here {
        return Ok(visitor.go(&path(id)));
    }
    let db = visitor.db();
    let channel = channel(&visit, by_mail);
    let page = visitor.page(String::new());
    let clock = |at: Timestamp| visitor.portal().local(at).strftime("%H:%M").to_string();
    let refusal = if input.has("again") {
        match codes::may_send(visitor, purpose, id, &channel).await? {
            Ok(()) => {
                let mut tx = db.begin().await?;
                codes::send(&mut tx, visitor, purpose, id, &channel, text).await?;
                tx.commit().await?;
                return Ok(visitor.go(&path(id)));
            }
            Err(NotSent::Wait(until)) => page.ta("proofing-visit-code-wait", "time", clock(until)),
        }
    } else {
        let tx = db.begin().await?;
        match codes::take(tx, visitor, purpose, id, word, input.get("code")).await? {
            Ok(mut tx) => {
                store::visit_contact(&mut tx, id, by_mail).await?;
                if visit.content.found {
                    // The contacts of the account were confirmed long ago.
                    store::visit_contact(&mut tx, id, true).await?;
                }
                tx.commit().await?;
                return after_code(proofing, visitor, &official, &visit).await;
            }
            Err(Wrong::Code { left }) => page.tn("accounts-code-wrong", "left", left),
            Err(Wrong::Over) => visitor.t("accounts-code-over"),
            Err(Wrong::Locked(until)) => page.ta("accounts-code-locked", "time", clock(until)),
        }
    };
    let mut drawn = draw(visitor, &official, &visit).await?;
    drawn.form.fail("code", refusal);
    drawn.page = drawn.page.with_form(&drawn.form);
    visitor.render_flawed(&drawn)
}

/// An account that was there already and whose data the registries have checked goes to
/// the usual case; one that is only simplified is filled in here.
async fn after_code(
    proofing: &Proofing,
    visitor: &Visitor,
    official: &Official,
    visit: &Visit,
) -> Result<Response, Fault> {
    let to = path(visit.id);
    let (Some(account), true) = (visit.account, visit.content.found) else {
        return Ok(visitor.go(&to));
    };
    let db = visitor.db();
    let level = find(db, account).await?.map(|(account, _)| account.level);
    if level == Some(Level::Standard) {
        let mut tx = db.begin().await?;
        let new = store::New {
            code: Some(db.chance().digits(8)),
            ..store::New::default()
        };
        let by = Decider::holder(visitor);
        let begun = engine::begin_by(proofing, &mut tx, by, account, IN_PERSON, new).await?;
        if let Ok(case) = begun {
            store::look(&mut tx, case, official.id).await?;
            store::drop_visit(&mut tx, visit.id).await?;
            tx.commit().await?;
            engine::counted(proofing, db, account, IN_PERSON).await?;
            return Ok(visitor.go(&format!("/centre/cases/{case}")));
        }
    }
    Ok(visitor.go(&to))
}

/// «Приложить».
pub(super) async fn add_paper(
    proofing: &Proofing,
    visitor: Visitor,
    id: Uuid,
    request: Request,
) -> Result<Response, Fault> {
    let (official, visit) = own(&visitor, id).await?;
    if step(&visit) != Step::Papers {
        return Ok(visitor.go(&path(id)));
    }
    let sent = upload::read(request).await?;
    let mut form = papers_form(&visitor, &visit, false).filled(&sent.input);
    let of = (visit.id, visit.account);
    if papers::keep(proofing, &visitor, &official, of, sent, &mut form).await? {
        return Ok(visitor.go(&path(id)));
    }
    let mut drawn = draw(&visitor, &official, &visit).await?;
    drawn.page = drawn.page.with_form(&form);
    drawn.papers_form = Some(form);
    visitor.render_flawed(&drawn)
}

/// The consent and the user agreement, to be signed on paper.
pub(super) async fn consent(
    proofing: &Proofing,
    visitor: Visitor,
    id: Uuid,
) -> Result<Response, Fault> {
    let (official, visit) = own(&visitor, id).await?;
    if step(&visit) != Step::Papers {
        return Ok(visitor.go(&path(id)));
    }
    let Some(press) = &proofing.press else {
        return Err(Fault::Busy("there is no press".to_owned()));
    };
    looked(&visitor, &official, &visit).await?;
    let portal = visitor.portal();
    let person = &visit.content.person;
    let words = portal.words();
    let data = json!({
        "title": words.t(Lang::Ru, "proofing-visit-consent-title"),
        "author": words.t(Lang::Ru, "proofing-certificate-issuer"),
        "created_at": visit.created_at.to_string(),
        "ident": visit.id.to_string(),
        "name": person.full_name(),
        "birth_date": person.birth_date.as_ref().map(|date| date.shown()),
        "passport": person.passport.as_ref().map(|p| p.number.shown()),
        "phone": person.phone.shown(),
        "email": person.email.shown(),
        "consent": documents::consent(portal, Lang::Ru),
        "agreement": documents::agreement(portal, Lang::Ru),
        "version": documents::VERSION,
        "place": official.place,
        "date": portal.today().strftime("%d.%m.%Y").to_string(),
    });
    let made = press.make(&proofing.folder, CONSENT, data).await;
    let pdf = made.map_err(|error| match error {
        PressError::Busy { .. } => Fault::Busy(error.to_string()),
        other => Fault::Internal(other.to_string()),
    })?;
    let name = visitor.t("proofing-visit-consent-title");
    Ok(files::deliver(
        pdf,
        "application/pdf",
        &format!("{name}.pdf"),
    ))
}

fn marks(input: &Input) -> Evidence {
    Evidence {
        face: input.has("face"),
        numbers: input.has("numbers"),
        intact: input.has("intact"),
        ..Evidence::default()
    }
}

/// «Создать учётную запись».
pub(super) async fn finish(
    proofing: &Proofing,
    visitor: Visitor,
    id: Uuid,
    input: Input,
) -> Result<Response, Fault> {
    let (official, visit) = own(&visitor, id).await?;
    if step(&visit) != Step::Papers {
        return Ok(visitor.go(&path(id)));
    }
    let db = visitor.db();
    let seen = marks(&input);
    let papers = store::papers(db, id).await?;
    let marked = seen.face && seen.numbers && seen.intact;
    let refusal = if !papers.iter().any(|paper| paper.kind == "consent") {
        Some(("scan", "proofing-visit-no-consent"))
    } else if !marked {
        Some(("face", "proofing-visit-not-seen"))
    } else {
        None
    };
    if let Some((field, text)) = refusal {
        let mut drawn = draw(&visitor, &official, &visit).await?;
        drawn.seen = seen;
        return flawed(&visitor, drawn, field, text);
    }
    let mut tx = db.begin().await?;
    let fresh = store::visit_locked(&mut tx, id).await?;
    let Some(mut fresh) = fresh.filter(|fresh| step(fresh) == Step::Papers) else {
        // The other click of two.
        tx.commit().await?;
        return Ok(visitor.go(&path(id)));
    };
    fresh.content.seen = seen;
    let made = match fresh.account {
        None => register(&mut tx, &visitor, &official, &fresh).await,
        Some(account) => fill_in(&mut tx, &visitor, &official, &fresh, account).await,
    };
    let (account, person) = match made {
        Ok(made) => made,
        Err(DbError::Taken(_)) => {
            drop(tx);
            return overtaken(&visitor, fresh).await;
        }
        Err(error) => return Err(error.into()),
    };
    let print = counter::fingerprint(db.vault(), &person);
    store::visit_made(&mut tx, id, account.id, &fresh.content, &print).await?;
    for (document, text) in [
        (
            "personal-data",
            documents::consent(visitor.portal(), Lang::Ru),
        ),
        (
            "user-agreement",
            documents::agreement(visitor.portal(), Lang::Ru),
        ),
    ] {
        let (name, text) = (format!("{document}.ru.paper"), text.join("\n\n"));
        let (version, from) = (documents::VERSION, visitor.ip());
        keep_consent(&mut tx, account.id, &name, version, &text, from).await?;
    }
    jobs::begin_checks(proofing, &mut tx, &account, &person, visitor.actor()).await?;
    let message = told(&visitor, &official, &account, &person);
    okno_notifications::send(&mut tx, &recipient(&account, &person), message).await?;
    tx.announce(official.id);
    tx.commit().await?;
    Ok(visitor.go(&path(id)))
}

fn flawed(
    visitor: &Visitor,
    mut drawn: VisitPage,
    field: &str,
    text: &str,
) -> Result<Response, Fault> {
    drawn.form.fail(field, visitor.t(text));
    drawn.page = drawn.page.with_form(&drawn.form);
    visitor.render_flawed(&drawn)
}

/// Makes the account; no password opens it yet.
async fn register(
    tx: &mut Tx,
    visitor: &Visitor,
    official: &Official,
    visit: &Visit,
) -> Result<(Account, Person), DbError> {
    let person = visit.content.person.clone();
    let account = create(tx, &person, &Hashed::none(), visitor.lang()).await?;
    // One that nobody has seen: it holds the place until the first is handed out.
    let click = first::new_click(tx.db());
    first::make(tx, account.id, &click).await?;
    tx.journal(
        Entry::new(
            visitor.actor(),
            "account.created_by_official",
            "account",
            account.id,
        )
        .owner(account.id)
        .detail(json!({ "consents": documents::VERSION, "unit": official.unit }))
        .from(Some(visitor.ip())),
    )
    .await?;
    Ok((account, person))
}

/// Writes the data of the documents into a simplified account that was there before.
async fn fill_in(
    tx: &mut Tx,
    visitor: &Visitor,
    official: &Official,
    visit: &Visit,
    account: Uuid,
) -> Result<(Account, Person), DbError> {
    let (account, before) = find_locked(tx, account).await?;
    if account.level != Level::Simplified {
        // Checked meanwhile: nothing is written over.
        return Ok((account, before));
    }
    let read = visit.content.person.clone();
    let person = counter::fill(tx, visitor, official, &account, before, read).await?;
    Ok((account, person))
}

/// Somebody was faster with the same person: the operator is led to that account.
async fn overtaken(visitor: &Visitor, mut visit: Visit) -> Result<Response, Fault> {
    let db = visitor.db();
    // Ends by a commit though nothing is written: what the other one did is for all to
    // see only then.
    let mut tx = db.begin().await?;
    store::visit_locked(&mut tx, visit.id).await?;
    tx.commit().await?;
    let account = holder_of(db, &visit.content.person).await?;
    super::begin::lead_to(db, &mut visit.content, account).await?;
    visit.account = account;
    visit.phone_at = None;
    let mut tx = db.begin().await?;
    store::keep_visit(&mut tx, &visit).await?;
    tx.commit().await?;
    Ok(visitor.go(&path(visit.id)))
}

async fn holder_of(db: &Db, person: &Person) -> Result<Option<Uuid>, DbError> {
    let snils = person.snils.as_ref().map(|s| s.as_str().to_owned());
    for (kind, value) in [
        ("snils", snils),
        ("phone", Some(person.phone.as_str().to_owned())),
        ("email", Some(person.email.key())),
    ] {
        if let Some(value) = value
            && let Some(id) = find_by(db, kind, &value).await?
        {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// What the owner of the account reads of it.
fn told(visitor: &Visitor, official: &Official, account: &Account, person: &Person) -> Message {
    let portal = visitor.portal();
    let args = [
        ("name", person.called_in(account.lang).into()),
        ("number", account.number.as_str().into()),
        ("place", official.place.as_str().into()),
        ("phone", portal.settings().hotline.as_str().into()),
    ];
    let text = |part: &str| {
        let id = format!("proofing-visit-told-{part}");
        portal.words().tv(account.lang, &id, &args)
    };
    Message {
        key: format!("visit:{}:made", account.id),
        topic: Topic::Account,
        sms: Some(text("sms")),
        subject: text("subject"),
        body: text("body"),
        link: Some("/cabinet".to_owned()),
        inbox: true,
        mail: true,
    }
}

/// «Выдать временный код»: shown once, on a page to be printed (S1-099). The second click
/// of two shows the same code; another click makes another one.
pub(super) async fn code(
    _proofing: &Proofing,
    visitor: Visitor,
    id: Uuid,
    input: Input,
) -> Result<Response, Fault> {
    let (official, visit) = own(&visitor, id).await?;
    let ready = matches!(visit.standing, Standing::Made | Standing::Confirmed);
    let (Some(account), true, false) = (visit.account, ready, visit.content.found) else {
        return Ok(visitor.go(&path(id)));
    };
    let db = visitor.db();
    if let Verdict::Wait { until } = db.hit(&CODES, &account.to_string()).await? {
        return Err(Fault::TooMany { until });
    }
    let mut tx = db.begin().await?;
    let (_, person) = find_locked(&mut tx, account).await?;
    let Some((code, state)) = first::make(&mut tx, account, input.get("click")).await? else {
        tx.commit().await?;
        return Ok(visitor.go(&path(id)));
    };
    tx.journal(
        Entry::new(visitor.actor(), "account.access_code", "account", account)
            .owner(account)
            .detail(json!({ "unit": official.unit }))
            .from(Some(visitor.ip())),
    )
    .await?;
    tx.commit().await?;
    code_sheet::show(
        &visitor,
        path(id),
        person.full_name(),
        (&code, state.ends_at),
    )
}

/// «Отменить»: the person went away; nothing of them is kept.
pub(super) async fn forget(
    _proofing: &Proofing,
    visitor: Visitor,
    id: Uuid,
    _input: Input,
) -> Result<Response, Fault> {
    let (_, visit) = own(&visitor, id).await?;
    let mut tx = visitor.db().begin().await?;
    if store::drop_visit(&mut tx, visit.id).await? {
        tx.journal(
            Entry::new(visitor.actor(), "proofing.visit.dropped", "counter", id)
                .owner(visit.account)
                .from(Some(visitor.ip())),
        )
        .await?;
    }
    tx.commit().await?;
    Ok(visitor.go("/centre/register"))
}
