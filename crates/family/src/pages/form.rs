//! A child is added, and what a registry has not agreed to is mended.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::SignedDuration;
use okno_accounts::{Account, Level, find_locked, holder, keep_consent};
use okno_requisites::{BirthDate, DocDate, NameField, NamePart, Sex, Snils};
use okno_store::{DbError, Entry, Limit, Verdict};
use okno_web::{Choice, Fault, Field, Form, Input, Kind, Page, Visitor};
use uuid::Uuid;

use super::{HOME, own, path};
use crate::model::{ADULT, Answer, Card, Child, Content, Registry, Relation, Standing};
use crate::{CONSENT, CONSENT_VERSION, Family, checks, consent_text, store};

/// So often a parent may ask about children: nobody learns by trying whose child is whose.
const TRIES: Limit = Limit {
    name: "family.tries",
    max: 6,
    per: SignedDuration::from_hours(24),
};
/// So often a child is asked about, whoever asks.
const OF_CHILD: Limit = Limit {
    name: "family.child",
    max: 10,
    per: SignedDuration::from_hours(24),
};
/// So many cards at most.
const MOST: usize = 20;

/// The kind of document in `documents.yaml`; names and birth date of the child stand in the
/// form already.
const CERTIFICATE: &str = "birth-certificate";
const NOT_ASKED: [&str; 2] = ["child", "birth_date"];

#[derive(Template)]
#[template(path = "family_form.html")]
struct FormPage {
    page: Page,
    form: Form,
    back: (String, String),
    lead: String,
    /// The consent, where it is asked for.
    consent: Vec<String>,
    version: String,
}

/// The fields of the certificate: all of them are needed here.
pub(super) fn certificate(family: &Family, visitor: &Visitor) -> Vec<Field> {
    let fields = family.papers().fields(visitor, CERTIFICATE, &NOT_ASKED);
    let needed = |field: Field| match field.required {
        true => field,
        false => {
            let mut field = field.missing(visitor.t("family-place-missing"));
            field.required = true;
            field
        }
    };
    fields.into_iter().map(needed).collect()
}

fn choices<T>(all: &[T], of: impl Fn(&T) -> (String, String)) -> Vec<Choice> {
    let choice = |one| {
        let (value, label) = of(one);
        Choice {
            value,
            label,
            hint: String::new(),
        }
    };
    all.iter().map(choice).collect()
}

fn fields(family: &Family, visitor: &Visitor) -> Vec<Field> {
    let t = |id: &str| visitor.t(id);
    let name = |name: &str, id: &str, hint: &str| {
        Field::text(name, t(id))
            .hint(t(hint))
            .check(name)
            .autocomplete("off")
    };
    let sexes = choices(&[Sex::Female, Sex::Male], |sex| {
        (sex.as_str().to_owned(), t(sex.text_id()))
    });
    let relations = choices(&Relation::ALL, |one| {
        let word = one.word();
        (word.to_owned(), t(&format!("family-relation-{word}")))
    });
    let mut fields = vec![
        name("surname", "family-surname", "family-name-hint").group(t("family-group-child")),
        name("name", "family-name", "family-name-hint"),
        name("patronymic", "family-patronymic", "family-patronymic-hint").optional(),
        Field::new(Kind::Radio, "sex", t("family-sex"))
            .options(sexes)
            .missing(t("family-sex-missing")),
        Field::new(Kind::Date, "birth_date", t("family-birth-date"))
            .hint(t("family-birth-date-hint"))
            .check("birth-date"),
        Field::text("snils", t("family-snils"))
            .hint(t("family-snils-hint"))
            .check("snils")
            .inputmode("numeric"),
    ];
    let mut papers = certificate(family, visitor);
    if let Some(first) = papers.first_mut() {
        first.group = t("family-group-certificate");
    }
    fields.extend(papers);
    fields.push(
        Field::new(Kind::Radio, "relation", t("family-relation"))
            .hint(t("family-relation-hint"))
            .options(relations)
            .missing(t("family-relation-missing"))
            .group(t("family-group-you")),
    );
    fields
}

fn new_form(family: &Family, visitor: &Visitor) -> Form {
    let mut fields = fields(family, visitor);
    fields.push(
        Field::new(Kind::Checkbox, "consent", visitor.t("family-consent-box"))
            .missing(visitor.t("family-consent-missing"))
            .group(visitor.t("family-consent-title")),
    );
    let action = format!("{HOME}/new");
    Form::new(action, visitor.t("family-add"), fields)
}

fn mend_form(family: &Family, visitor: &Visitor, card: &Card) -> Form {
    let mut form = Form::new(
        format!("{}/edit", path(card.id)),
        visitor.t("family-mend-submit"),
        fields(family, visitor),
    );
    let child = &card.content.child;
    form.set("surname", child.surname.shown());
    form.set("name", child.given.shown());
    if let Some(patronymic) = &child.patronymic {
        form.set("patronymic", patronymic.shown());
    }
    form.set("sex", child.sex.as_str());
    form.set("birth_date", child.birth_date.shown());
    form.set("snils", child.snils.shown());
    form.set("relation", card.content.relation.word());
    for (name, value) in &child.certificate {
        form.set(name, value.clone());
    }
    form
}

fn new_page(visitor: &Visitor, form: Form) -> FormPage {
    let page = visitor.page_t("family-new-title").with_form(&form);
    FormPage {
        version: page.ta("family-consent-version", "version", CONSENT_VERSION),
        form,
        back: (HOME.to_owned(), visitor.t("family-title")),
        lead: visitor.t("family-new-lead"),
        consent: consent_text(visitor.portal(), visitor.lang()),
        page,
    }
}

fn mend_page(visitor: &Visitor, card: &Card, form: Form) -> FormPage {
    FormPage {
        page: visitor.page_t("family-mend-title").with_form(&form),
        form,
        back: (path(card.id), card.content.child.full_name()),
        lead: visitor.t("family-mend-lead"),
        consent: Vec::new(),
        version: String::new(),
    }
}

/// What was typed; `None` when something does not fit, noted on the form.
fn typed(family: &Family, visitor: &Visitor, form: &mut Form, input: &Input) -> Option<Content> {
    let portal = visitor.portal();
    let (words, today) = (portal.words(), portal.today());
    form.check(input, words, visitor.lang(), today);
    let birth = BirthDate::parse_on(input.get("birth_date"), today).ok();
    if birth
        .as_ref()
        .is_some_and(|born| born.age_on(today) >= ADULT)
    {
        form.fail("birth_date", visitor.t("family-not-child"));
    }
    let mut kept = BTreeMap::new();
    for field in certificate(family, visitor) {
        let shown = okno_requisites::check(&field.check, input.get(&field.name), today);
        if let Ok(shown) = shown.as_ref().map(ToString::to_string) {
            let date = DocDate::parse(&shown).ok().map(|date| date.date());
            let early = field.kind == Kind::Date
                && birth
                    .as_ref()
                    .zip(date)
                    .is_some_and(|(born, date)| date < born.date());
            if early {
                form.fail(&field.name, visitor.t("family-issued-early"));
            }
            kept.insert(field.name, shown);
        }
    }
    if form.has_errors() {
        return None;
    }
    let patronymic = match input.get("patronymic") {
        "" => None,
        text => Some(NamePart::parse_as(NameField::Patronymic, text).ok()?),
    };
    let child = Child {
        surname: NamePart::parse_as(NameField::Surname, input.get("surname")).ok()?,
        given: NamePart::parse_as(NameField::Name, input.get("name")).ok()?,
        patronymic,
        sex: Sex::parse(input.get("sex")).ok()?,
        birth_date: birth?,
        snils: Snils::parse(input.get("snils")).ok()?,
        certificate: kept,
    };
    let relation = Relation::from_word(input.get("relation"))?;
    Some(Content::of(child, relation))
}

/// A citizen whose identity is confirmed; others are led to what is needed.
fn parent(visitor: &Visitor) -> Result<Result<&Account, Response>, Fault> {
    let (account, _) = holder(visitor)?;
    Ok(match account.level == Level::Confirmed {
        true => Ok(account),
        false => Err(visitor.go(HOME)),
    })
}

/// Counts a question about a child; when none may be asked now, until when.
async fn counted(
    visitor: &Visitor,
    account: &Account,
    content: &Content,
) -> Result<Option<String>, DbError> {
    let db = visitor.db();
    let child = store::snils_index(db, &content.child.snils);
    let child: String = child.iter().map(|byte| format!("{byte:02x}")).collect();
    for (limit, subject) in [(&TRIES, account.id.to_string()), (&OF_CHILD, child)] {
        if let Verdict::Wait { until } = db.hit(limit, &subject).await? {
            let page = visitor.page(String::new());
            let time = page.date_time(&until);
            return Ok(Some(page.ta("family-too-often", "time", time)));
        }
    }
    Ok(None)
}

pub(super) async fn blank(
    State(family): State<Family>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    match parent(&visitor)? {
        Ok(_) => visitor.render(&new_page(&visitor, new_form(&family, &visitor))),
        Err(away) => Ok(away),
    }
}

/// The form again with a refusal of the whole.
fn refused(visitor: &Visitor, status: StatusCode, page: &FormPage) -> Result<Response, Fault> {
    let mut response = visitor.render(page)?;
    *response.status_mut() = status;
    Ok(response)
}

pub(super) async fn add(
    State(family): State<Family>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let account = match parent(&visitor)? {
        Ok(account) => account,
        Err(away) => return Ok(away),
    };
    let mut form = new_form(&family, &visitor).filled(&input);
    let Some(content) = typed(&family, &visitor, &mut form, &input) else {
        return visitor.render_flawed(&new_page(&visitor, form));
    };
    let mine = store::cards(visitor.db(), account.id).await?;
    let same = |card: &&Card| card.content.child.snils == content.child.snils;
    if let Some(card) = mine.iter().find(same) {
        // The second click of two, or a child that is there already.
        return Ok(visitor.go(&path(card.id)));
    }
    if let Some(text) = counted(&visitor, account, &content).await? {
        form.fail_all(text);
        return refused(
            &visitor,
            StatusCode::TOO_MANY_REQUESTS,
            &new_page(&visitor, form),
        );
    }
    match keep(&visitor, account.id, &content).await {
        Ok(Some(id)) => Ok(visitor.go(&format!("{}?added", path(id)))),
        Ok(None) => {
            form.fail_all(visitor.t("family-many"));
            visitor.render_flawed(&new_page(&visitor, form))
        }
        Err(fault) => visitor.render_unsaved(fault.into(), form, |form| new_page(&visitor, form)),
    }
}

/// Keeps a card with its consent; the one that is there when another click was faster, and
/// nothing when there are too many.
async fn keep(
    visitor: &Visitor,
    account: Uuid,
    content: &Content,
) -> Result<Option<Uuid>, DbError> {
    let mut tx = visitor.db().begin().await?;
    find_locked(&mut tx, account).await?;
    let mine = store::cards_in(&mut tx, account).await?;
    let same = |card: &&Card| card.content.child.snils == content.child.snils;
    let there = mine.iter().find(same).map(|card| card.id);
    if there.is_some() || mine.len() >= MOST {
        tx.commit().await?;
        return Ok(there);
    }
    let id = store::insert(&mut tx, account, content).await?;
    let lang = visitor.lang();
    let text = consent_text(visitor.portal(), lang).join("\n\n");
    let name = format!("{CONSENT}.{}", lang.code());
    keep_consent(
        &mut tx,
        account,
        &name,
        CONSENT_VERSION,
        &text,
        visitor.ip(),
    )
    .await?;
    tx.journal(
        Entry::new(visitor.actor(), "family.added", "child", id)
            .owner(account)
            .from(Some(visitor.ip())),
    )
    .await?;
    checks::ask(&mut tx, account, id, 1).await?;
    tx.commit().await?;
    Ok(Some(id))
}

/// A card that may be mended: what both registries have agreed to is fixed.
async fn open(visitor: &Visitor, id: &str) -> Result<Result<(Account, Card), Response>, Fault> {
    let account = match parent(visitor)? {
        Ok(account) => account,
        Err(away) => return Ok(Err(away)),
    };
    let card = own(visitor, account, id).await?;
    Ok(match card.child {
        None => Ok((account.clone(), card)),
        Some(_) => Err(visitor.go(&path(card.id))),
    })
}

fn marked(visitor: &Visitor, card: &Card, mut form: Form) -> Form {
    for registry in Registry::ALL {
        if card.answer(registry) == Answer::Differs {
            for name in card.content.differs(registry) {
                let text = visitor.t(&format!("family-field-{}", registry.word()));
                if form.fields.iter().any(|field| field.name == *name) {
                    form.fail(name, text);
                }
            }
        }
    }
    form
}

pub(super) async fn edit(
    State(family): State<Family>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let (_, card) = match open(&visitor, &id).await? {
        Ok(found) => found,
        Err(away) => return Ok(away),
    };
    let form = marked(&visitor, &card, mend_form(&family, &visitor, &card));
    visitor.render(&mend_page(&visitor, &card, form))
}

pub(super) async fn mend(
    State(family): State<Family>,
    visitor: Visitor,
    Path(id): Path<String>,
    input: Input,
) -> Result<Response, Fault> {
    let (account, card) = match open(&visitor, &id).await? {
        Ok(found) => found,
        Err(away) => return Ok(away),
    };
    let mut form = mend_form(&family, &visitor, &card).filled(&input);
    let Some(content) = typed(&family, &visitor, &mut form, &input) else {
        return visitor.render_flawed(&mend_page(&visitor, &card, form));
    };
    let was = Content::of(card.content.child.clone(), card.content.relation);
    if content == was && card.is_under_way() {
        return Ok(visitor.go(&path(card.id)));
    }
    if let Some(text) = counted(&visitor, &account, &content).await? {
        form.fail_all(text);
        let page = mend_page(&visitor, &card, form);
        return refused(&visitor, StatusCode::TOO_MANY_REQUESTS, &page);
    }
    match rewrite(&visitor, &account, &card, &content).await {
        Ok(true) => Ok(visitor.go(&format!("{}?asked", path(card.id)))),
        Ok(false) => Ok(visitor.go(&path(card.id))),
        Err(DbError::Taken(_)) => {
            form.fail("snils", visitor.t("family-snils-twice"));
            visitor.render_flawed(&mend_page(&visitor, &card, form))
        }
        Err(fault) => {
            visitor.render_unsaved(fault.into(), form, |form| mend_page(&visitor, &card, form))
        }
    }
}

/// Writes it and asks both registries; false when another tab was faster.
async fn rewrite(
    visitor: &Visitor,
    account: &Account,
    card: &Card,
    content: &Content,
) -> Result<bool, DbError> {
    let mut tx = visitor.db().begin().await?;
    find_locked(&mut tx, account.id).await?;
    let done = store::change(&mut tx, (card.id, card.ask), content).await?;
    if done {
        tx.journal(
            Entry::new(visitor.actor(), "family.mended", "child", card.id)
                .owner(account.id)
                .from(Some(visitor.ip())),
        )
        .await?;
        checks::ask(&mut tx, account.id, card.id, card.ask + 1).await?;
    }
    tx.commit().await?;
    Ok(done)
}

/// The same question once more, when the registry has refused to answer or has erred.
pub(super) async fn again(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let (account, card) = match open(&visitor, &id).await? {
        Ok(found) => found,
        Err(away) => return Ok(away),
    };
    let to = path(card.id);
    if !matches!(card.standing(), Standing::Differs | Standing::Stuck) {
        return Ok(visitor.go(&to));
    }
    let content = Content::of(card.content.child.clone(), card.content.relation);
    if counted(&visitor, &account, &content).await?.is_some() {
        return Ok(visitor.go(&format!("{to}?often")));
    }
    rewrite(&visitor, &account, &card, &content).await?;
    Ok(visitor.go(&format!("{to}?asked")))
}
