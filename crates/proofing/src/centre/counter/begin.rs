//! What the operator types from the documents, and whose account it may be already.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use jiff::Timestamp;
use okno_accounts::codes::{self, Channel, NotSent};
use okno_accounts::{Level, Person, find, find_by, find_locked, first, person_form};
use okno_store::{Db, DbError, Entry};
use okno_web::{Fault, Field, Form, Input, Kind, Page, Visitor};
use serde_json::json;
use uuid::Uuid;

use super::{EMAIL, PHONE, looked, own, path};
use crate::Proofing;
use crate::model::Evidence;
use crate::store::{self, Content, Standing, Visit};
use crate::{counter, jobs};

/// Directions of the Pension Fund that a person may tick (S1-111).
const FUND: [&str; 3] = ["pension", "benefits", "capital"];

struct Row {
    id: Uuid,
    name: String,
    at: Timestamp,
    state: String,
    tag: &'static str,
    icon: &'static str,
}

#[derive(Template)]
#[template(path = "centre_register.html")]
struct StartPage {
    page: Page,
    form: Form,
    today: Vec<Row>,
    /// Where back leads.
    back: String,
}

fn fields(visitor: &Visitor, new: bool) -> Vec<Field> {
    let mut fields = person_form::fields(visitor, true);
    if let Some(one) = fields.first_mut() {
        one.group = visitor.t("proofing-visit-person");
    }
    if new {
        fields.extend(person_form::contacts(visitor));
        let mut fund: Vec<Field> = FUND
            .iter()
            .map(|word| {
                let label = visitor.t(&format!("proofing-fund-{word}"));
                Field::new(Kind::Checkbox, &format!("fund_{word}"), label).optional()
            })
            .collect();
        if let Some(one) = fund.first_mut() {
            one.group = visitor.t("proofing-fund");
        }
        fields.extend(fund);
    }
    // The browser is the operator's own.
    for field in &mut fields {
        field.autocomplete = "off";
    }
    fields
}

fn start_form(visitor: &Visitor) -> Form {
    let submit = visitor.t("proofing-visit-start");
    Form::new("/centre/register", submit, fields(visitor, true))
}

async fn draw(visitor: &Visitor, form: Form) -> Result<StartPage, Fault> {
    let official = visitor.official("operator")?;
    let midnight = visitor.portal().local(visitor.db().now()).start_of_day();
    let since = midnight.map_or(Timestamp::MIN, |day| day.timestamp());
    let visits = store::visits_of(visitor.db(), official.id, since).await?;
    let row = |visit: Visit| {
        let (word, tag, icon) = match visit.standing {
            Standing::Open => ("open", "go", "run"),
            Standing::Made => ("made", "warn", "clock"),
            Standing::Confirmed => ("confirmed", "ok", "check"),
            Standing::Changed | Standing::Over => ("over", "error", "stop"),
        };
        // Whose account it is shows only after the code.
        let hidden = visit.content.found && visit.phone_at.is_none();
        Row {
            id: visit.id,
            name: match hidden {
                true => visitor.t("proofing-visit-found"),
                false => visit.content.person.full_name(),
            },
            at: visit.created_at,
            state: visitor.t(&format!("proofing-visit-row-{word}")),
            tag,
            icon,
        }
    };
    Ok(StartPage {
        page: visitor
            .page_t("proofing-visit-title")
            .work()
            .with_form(&form),
        form,
        today: visits.into_iter().map(row).collect(),
        back: "/centre".to_owned(),
    })
}

/// «Зарегистрировать человека».
pub(super) async fn start(visitor: Visitor) -> Result<Response, Fault> {
    visitor.official("operator")?;
    let page = draw(&visitor, start_form(&visitor)).await?;
    visitor.render(&page)
}

/// Whose account the typed numbers belong to.
enum Known {
    Nobody,
    /// This person's own.
    Own(Uuid),
    /// A contact is somebody else's: the field and what to say.
    Others(&'static str, &'static str),
}

fn same_name(a: &Person, b: &Person) -> bool {
    let fold = |person: &Person| okno_requisites::fold(&person.full_name());
    fold(a) == fold(b)
}

async fn known(db: &Db, person: &Person) -> Result<Known, DbError> {
    if let Some(snils) = &person.snils
        && let Some(id) = find_by(db, "snils", snils.as_str()).await?
    {
        return Ok(Known::Own(id));
    }
    for (kind, value, text) in [
        (
            "phone",
            person.phone.as_str().to_owned(),
            "proofing-visit-phone-taken",
        ),
        ("email", person.email.key(), "proofing-visit-email-taken"),
    ] {
        let Some(id) = find_by(db, kind, &value).await? else {
            continue;
        };
        let holder = find(db, id).await?;
        // An account without a SNILS may be this person's: they have not filled it in.
        let own =
            holder.is_some_and(|(_, holder)| holder.snils.is_none() && same_name(&holder, person));
        return Ok(match own {
            true => Known::Own(id),
            false => Known::Others(kind, text),
        });
    }
    Ok(Known::Nobody)
}

pub(super) async fn take(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let mut form = start_form(&visitor).filled(&input);
    let Some(person) = person_form::typed_new(&visitor, &mut form, &input) else {
        return visitor.render_flawed(&draw(&visitor, form).await?);
    };
    let db = visitor.db();
    let fund = FUND
        .iter()
        .filter(|word| input.has(&format!("fund_{word}")));
    let mut content = Content {
        person,
        found: false,
        fund: fund.map(|word| (*word).to_owned()).collect(),
        seen: Evidence::default(),
    };
    let account = match known(db, &content.person).await? {
        Known::Nobody => None,
        Known::Own(id) => Some(id),
        Known::Others(field, text) => {
            form.fail(field, visitor.t(text));
            return visitor.render_flawed(&draw(&visitor, form).await?);
        }
    };
    let id = db.new_id();
    lead_to(db, &mut content, account).await?;
    let phone = Channel::Sms(content.person.phone.clone());
    let mail = Channel::Mail(content.person.email.clone());
    for (field, purpose, channel) in [("phone", PHONE, &phone), ("email", EMAIL, &mail)] {
        if field == "email" && content.found {
            continue;
        }
        if let Err(NotSent::Wait(until)) = codes::may_send(&visitor, purpose, id, channel).await? {
            let time = visitor.portal().local(until).strftime("%H:%M").to_string();
            let page = visitor.page(String::new());
            form.fail(field, page.ta("proofing-visit-code-wait", "time", time));
            return visitor.render_flawed(&draw(&visitor, form).await?);
        }
    }
    let mut tx = db.begin().await?;
    store::open_visit(&mut tx, id, official.id, &official.unit, &content, account).await?;
    codes::send(&mut tx, &visitor, PHONE, id, &phone, "proofing-visit-sms").await?;
    if !content.found {
        codes::send(&mut tx, &visitor, EMAIL, id, &mail, "proofing-visit-mail").await?;
    }
    tx.journal(
        Entry::new(visitor.actor(), "proofing.visit.begun", "counter", id)
            .owner(account)
            .detail(json!({ "unit": official.unit }))
            .from(Some(visitor.ip())),
    )
    .await?;
    tx.commit().await?;
    Ok(visitor.go(&path(id)))
}

/// The contacts of an account that is there already take the place of the typed ones.
pub(super) async fn lead_to(
    db: &Db,
    content: &mut Content,
    account: Option<Uuid>,
) -> Result<(), DbError> {
    if let Some(id) = account
        && let Some((_, holder)) = find(db, id).await?
    {
        content.person.phone = holder.phone;
        content.person.email = holder.email;
        content.found = true;
    }
    Ok(())
}

fn mend_form(visitor: &Visitor, id: Uuid) -> Form {
    let submit = visitor.t("proofing-visit-mend-save");
    Form::new(format!("{}/edit", path(id)), submit, fields(visitor, false))
}

fn mend_page(visitor: &Visitor, form: Form, id: Uuid) -> StartPage {
    StartPage {
        page: visitor
            .page_t("proofing-visit-mend-title")
            .work()
            .with_form(&form),
        form,
        today: Vec::new(),
        back: path(id),
    }
}

/// May the operator still put the data right? Until the registries agree and the person
/// has not taken the account over.
async fn may_mend(visitor: &Visitor, visit: &Visit) -> Result<bool, Fault> {
    match (visit.standing, visit.account) {
        (Standing::Open, None) => Ok(true),
        (Standing::Open, Some(_)) => Ok(visit.phone_at.is_some()),
        (Standing::Made, Some(id)) if !visit.content.found => {
            let state = first::state(visitor.db(), id).await?;
            Ok(state.is_some_and(|state| state.used_at.is_none()))
        }
        _ => Ok(false),
    }
}

pub(super) async fn edit(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    let (official, visit) = own(&visitor, id).await?;
    if !may_mend(&visitor, &visit).await? {
        return Ok(visitor.go(&path(id)));
    }
    looked(&visitor, &official, &visit).await?;
    let mut form = mend_form(&visitor, id);
    person_form::fill(&mut form, &visit.content.person);
    visitor.render(&mend_page(&visitor, form, id))
}

/// Data typed wrongly is put right; after the account was made the registries are asked
/// again about what changed.
pub(super) async fn mend(
    proofing: &Proofing,
    visitor: Visitor,
    id: Uuid,
    input: Input,
) -> Result<Response, Fault> {
    let (official, visit) = own(&visitor, id).await?;
    if !may_mend(&visitor, &visit).await? {
        return Ok(visitor.go(&path(id)));
    }
    let mut form = mend_form(&visitor, id).filled(&input);
    let typed = person_form::typed(&visitor, &mut form, &input, &visit.content.person);
    let Some(person) = typed else {
        return visitor.render_flawed(&mend_page(&visitor, form, id));
    };
    let taken = |mut form: Form| {
        form.fail("snils", visitor.t("proofing-visit-snils-taken"));
        visitor.render_flawed(&mend_page(&visitor, form, id))
    };
    let db = visitor.db();
    if let Some(snils) = &person.snils {
        let holder = find_by(db, "snils", snils.as_str()).await?;
        if holder.is_some() && holder != visit.account {
            return taken(form);
        }
    }
    let mut tx = db.begin().await?;
    let fresh = store::visit_locked(&mut tx, id).await?;
    let Some(mut fresh) = fresh.filter(|fresh| fresh.standing == visit.standing) else {
        tx.commit().await?;
        return Ok(visitor.go(&path(id)));
    };
    fresh.content.person = person.clone();
    match (fresh.standing, fresh.account) {
        (Standing::Made, Some(account)) => {
            let (account, before) = find_locked(&mut tx, account).await?;
            if account.level != Level::Simplified {
                tx.commit().await?;
                return Ok(visitor.go(&path(id)));
            }
            let filled = counter::fill(&mut tx, &visitor, &official, &account, before, person);
            let person = match filled.await {
                Err(DbError::Taken(_)) => return taken(form),
                other => other?,
            };
            let seen = counter::fingerprint(db.vault(), &person);
            store::visit_made(&mut tx, id, account.id, &fresh.content, &seen).await?;
            jobs::begin_checks(proofing, &mut tx, &account, &person, visitor.actor()).await?;
        }
        _ => {
            store::keep_visit(&mut tx, &fresh).await?;
        }
    }
    tx.commit().await?;
    Ok(visitor.go(&path(id)))
}
