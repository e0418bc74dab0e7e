//! Proofs of contact (S1-040 to S1-042, S3-19, S4-02, S4-09, S4-11, C5): a code that
//! comes by SMS or is spoken in a call shows that a phone is the person's, and an extra
//! question about their data that it is not in other hands. They never confirm identity
//! and never give a level: the table says so, and the engine obeys it.

mod question;
mod start;

use askama::Template;
use axum::Router;
use axum::response::{Redirect, Response};
use axum::routing::{get, post};
use jiff::{SignedDuration, Timestamp};
use okno_accounts::codes::{self, Channel, NotSent, Wrong};
use okno_accounts::{Account, Person, find_locked};
use okno_requisites::Phone;
use okno_store::{Db, DbError, Entry, Tx};
use okno_web::{Choice, Fault, Field, Form, Input, Kind, Page, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::{Way, path};
use crate::attempt::{Attempt, Proof};
use crate::engine::{self, Decider};
use crate::pages::holder;
use crate::{Proofing, store};
use question::Question;

pub(crate) use start::router;

/// Where the form goes.
const CHOICE: &str = "/cabinet/confirm/contact";
/// What the codes are for.
const PURPOSE: &str = "proofing.contact";
/// How long a wrong answer suspends.
const SUSPENDED_FOR: SignedDuration = SignedDuration::from_hours(24);
/// Steps: a code is on its way; a question is asked; a wrong answer was given.
const CODE: &str = "code";
const QUESTION: &str = "question";
const SUSPENDED: &str = "suspended";

/// By SMS or by a call.
pub(crate) struct Contact(pub(crate) &'static str);

/// The methods of contact.
pub(crate) const SMS: &str = "sms";
pub(crate) const VOICE: &str = "voice";

/// What an attempt keeps meanwhile.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Content {
    question: Option<Question>,
    /// Wrong answers so far.
    #[serde(default)]
    wrong: u32,
    /// Suspended until, milliseconds.
    until: Option<i64>,
}

impl Content {
    fn of(attempt: &Attempt) -> Self {
        serde_json::from_value(attempt.content.clone()).unwrap_or_default()
    }

    fn value(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    fn until(&self) -> Option<Timestamp> {
        Timestamp::from_millisecond(self.until?).ok()
    }
}

#[derive(Template)]
#[template(path = "contact_code.html")]
struct CodePage {
    page: Page,
    form: Form,
    method: &'static str,
    phone: String,
    again_ms: i64,
}

#[derive(Template)]
#[template(path = "contact_question.html")]
struct QuestionPage {
    page: Page,
    form: Form,
    method: &'static str,
}

#[derive(Template)]
#[template(path = "contact_suspended.html")]
struct SuspendedPage {
    page: Page,
    method: &'static str,
    until: Timestamp,
    /// May it be tried again now?
    over: bool,
}

impl Way for Contact {
    fn id(&self) -> &'static str {
        self.0
    }

    fn router(&self, proofing: &Proofing) -> Router {
        let id = self.0;
        let of = proofing.clone();
        let show = move |visitor: Visitor| {
            let of = of.clone();
            async move { show(&of, visitor, id).await }
        };
        let check =
            move |visitor: Visitor, input: Input| async move { check(visitor, id, input).await };
        let again = move |visitor: Visitor| async move { again(visitor, id).await };
        let of = proofing.clone();
        let answer = move |visitor: Visitor, input: Input| {
            let of = of.clone();
            async move { answer(&of, visitor, id, input).await }
        };
        let go_on = move |visitor: Visitor| async move { go_on(visitor, id).await };
        let back = move || async move { Redirect::to(&path(id)) };
        let own = |rest: &str| format!("{}{rest}", path(id));
        Router::new()
            .route(&own(""), get(show))
            .route(&own("/code"), post(check).get(back))
            .route(&own("/again"), post(again).get(back))
            .route(&own("/answer"), post(answer).get(back))
            .route(&own("/go-on"), post(go_on).get(back))
    }
}

fn channel(id: &str, phone: &Phone) -> Channel {
    match id {
        VOICE => Channel::Voice(phone.clone()),
        _ => Channel::Sms(phone.clone()),
    }
}

async fn send(tx: &mut Tx, visitor: &Visitor, account: Uuid, to: &Channel) -> Result<(), DbError> {
    let text = match to {
        Channel::Voice(_) => "proofing-contact-code-voice",
        _ => "proofing-contact-code-sms",
    };
    codes::send(tx, visitor, PURPOSE, account, to, text)
        .await
        .map(|_| ())
}

fn wait_text(visitor: &Visitor, until: Timestamp) -> String {
    let page = visitor.page(String::new());
    let time = page.time(&until);
    page.ta("proofing-contact-wait", "time", time)
}

/// Where one of these ways is begun; the list says why when it cannot be.
pub(super) async fn anew(
    proofing: &Proofing,
    db: &Db,
    account: &Account,
    id: &str,
) -> Result<String, DbError> {
    Ok(match engine::is_free(proofing, db, account, id).await? {
        true => format!("{CHOICE}?way={id}"),
        false => "/cabinet/confirm".to_owned(),
    })
}

fn code_form(visitor: &Visitor, id: &'static str, ends_at: Option<Timestamp>) -> Form {
    let page = visitor.page(String::new());
    let hint = match ends_at.filter(|at| *at > visitor.db().now()) {
        Some(at) => page.ta("proofing-contact-code-until", "time", page.time(&at)),
        None => visitor.t("proofing-contact-code-over"),
    };
    Form::new(
        format!("{}/code", path(id)),
        visitor.t("proofing-contact-check"),
        vec![
            Field::new(
                Kind::Code,
                "code",
                visitor.t(&format!("proofing-contact-code-{id}-label")),
            )
            .hint(hint)
            .missing(visitor.t("proofing-contact-code-missing"))
            .max(20),
        ],
    )
}

async fn code_page(
    visitor: &Visitor,
    id: &'static str,
    person: &Person,
    account: Uuid,
    told: Option<String>,
) -> Result<CodePage, Fault> {
    let sent = codes::under_way(visitor.db(), PURPOSE, account, id).await?;
    let mut form = code_form(visitor, id, sent.as_ref().map(|sent| sent.ends_at));
    if let Some(text) = told {
        form.fail("code", text);
    }
    Ok(CodePage {
        page: visitor
            .page_t(&format!("proofing-contact-code-{id}-title"))
            .with_form(&form),
        form,
        method: id,
        phone: person.phone.masked(),
        again_ms: sent.map_or(0, |sent| sent.again_at.as_millisecond()),
    })
}

fn question_page(visitor: &Visitor, id: &'static str, question: &Question) -> QuestionPage {
    let options = question.options.iter().enumerate().map(|(n, text)| Choice {
        value: n.to_string(),
        label: text.clone(),
        hint: String::new(),
    });
    let form = Form::new(
        format!("{}/answer", path(id)),
        visitor.t("proofing-contact-answer"),
        vec![
            Field::new(
                Kind::Radio,
                "answer",
                visitor.t(&format!("proofing-contact-question-{}", question.about)),
            )
            .missing(visitor.t("proofing-contact-answer-missing"))
            .options(options.collect()),
        ],
    );
    QuestionPage {
        page: visitor.page_t("proofing-contact-question").with_form(&form),
        form,
        method: id,
    }
}

async fn show(proofing: &Proofing, visitor: Visitor, id: &'static str) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor).await?;
    let db = visitor.db();
    let Some(open) = store::open_now(db, account.id, id).await? else {
        let to = anew(proofing, db, &account, id).await?;
        return Ok(visitor.go(&to));
    };
    let content = Content::of(&open);
    match (open.step.as_str(), &content.question, content.until()) {
        (QUESTION, Some(question), _) => visitor.render(&question_page(&visitor, id, question)),
        (SUSPENDED, _, Some(until)) => visitor.render(&SuspendedPage {
            page: visitor.page_t("proofing-contact-suspended"),
            method: id,
            until,
            over: until <= db.now(),
        }),
        _ => visitor.render(&code_page(&visitor, id, &person, account.id, None).await?),
    }
}

/// «Отправить снова».
async fn again(visitor: Visitor, id: &'static str) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor).await?;
    let db = visitor.db();
    let open = store::open_now(db, account.id, id).await?;
    if open.is_none_or(|open| open.step != CODE) {
        return Ok(visitor.go(&path(id)));
    }
    let to = channel(id, &person.phone);
    if let Err(NotSent::Wait(until)) = codes::may_send(&visitor, PURPOSE, account.id, &to).await? {
        let told = Some(wait_text(&visitor, until));
        let page = code_page(&visitor, id, &person, account.id, told).await?;
        return visitor.render_flawed(&page);
    }
    let mut tx = db.begin().await?;
    send(&mut tx, &visitor, account.id, &to).await?;
    tx.commit().await?;
    Ok(visitor.go(&path(id)))
}

/// The code was typed.
async fn check(visitor: Visitor, id: &'static str, input: Input) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor).await?;
    let db = visitor.db();
    let open = store::open_now(db, account.id, id).await?;
    let Some(open) = open.filter(|open| open.step == CODE) else {
        // Another tab was faster: the page says where it stands.
        return Ok(visitor.go(&path(id)));
    };
    let given = input.get("code");
    let page = visitor.page(String::new());
    let told = if given.is_empty() {
        visitor.t("proofing-contact-code-missing")
    } else {
        match codes::take(db.begin().await?, &visitor, PURPOSE, account.id, id, given).await? {
            Ok(mut tx) => {
                find_locked(&mut tx, account.id).await?;
                let question = Question::ask(&visitor, &person, None);
                let content = Content {
                    question: Some(question),
                    ..Content::of(&open)
                };
                store::move_to(&mut tx, open.id, QUESTION, &content.value()).await?;
                tx.journal(
                    Entry::new(
                        visitor.actor(),
                        "proofing.contact.code",
                        "proofing",
                        open.id,
                    )
                    .owner(account.id)
                    .detail(json!({ "method": id }))
                    .from(Some(visitor.ip())),
                )
                .await?;
                tx.commit().await?;
                return Ok(visitor.go(&path(id)));
            }
            Err(Wrong::Code { left }) => page.tn("proofing-contact-code-wrong", "left", left),
            Err(Wrong::Over) => visitor.t("proofing-contact-code-over"),
            Err(Wrong::Locked(until)) => {
                page.ta("proofing-contact-code-locked", "time", page.time(&until))
            }
        }
    };
    let page = code_page(&visitor, id, &person, account.id, Some(told)).await?;
    visitor.render_flawed(&page)
}

/// The question was answered. A wrong answer suspends; a second one ends (S4-11).
async fn answer(
    proofing: &Proofing,
    visitor: Visitor,
    id: &'static str,
    input: Input,
) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let db = visitor.db();
    let mut tx = db.begin().await?;
    let (locked, _) = find_locked(&mut tx, account.id).await?;
    let open = store::open_of(&mut tx, account.id).await?;
    let open = open.into_iter().find(|open| open.method == id);
    let Some(open) = open.filter(|open| open.is_open(db.now()) && open.step == QUESTION) else {
        tx.commit().await?;
        return Ok(visitor.go(&path(id)));
    };
    let mut content = Content::of(&open);
    let Some(question) = content.question.take() else {
        return Err(Fault::Internal("a question that was not asked".to_owned()));
    };
    let given = input.get("answer");
    if given.is_empty() {
        drop(tx);
        let mut page = question_page(&visitor, id, &question);
        page.form
            .fail("answer", visitor.t("proofing-contact-answer-missing"));
        page.page = visitor
            .page_t("proofing-contact-question")
            .with_form(&page.form);
        return visitor.render_flawed(&page);
    }
    let by = Decider::holder(&visitor);
    if given == question.right.to_string() {
        let proof = Proof::of(["code", "answer"]);
        let _ = engine::done(proofing, &mut tx, open.id, &proof, by).await?;
    } else if content.wrong > 0 {
        let text = proofing
            .portal
            .words()
            .t(locked.lang, "proofing-contact-answers-wrong");
        let proof = Proof::of(["code"]);
        let _ = engine::refuse(proofing, &mut tx, &open, "answer", &text, &proof, by).await?;
    } else {
        let until = tx
            .now()
            .checked_add(SUSPENDED_FOR)
            .unwrap_or(Timestamp::MAX);
        content.wrong += 1;
        content.until = Some(until.as_millisecond());
        // What was asked is not asked again.
        let about = question.about.clone();
        content.question = Some(question);
        store::move_to(&mut tx, open.id, SUSPENDED, &content.value()).await?;
        tx.journal(
            Entry::new(visitor.actor(), "proofing.suspended", "proofing", open.id)
                .owner(account.id)
                .detail(json!({ "method": id, "check": about }))
                .from(Some(visitor.ip())),
        )
        .await?;
        tx.announce(account.id);
    }
    tx.commit().await?;
    Ok(visitor.go(&path(id)))
}

/// The suspension is over: another question.
async fn go_on(visitor: Visitor, id: &'static str) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor).await?;
    let db = visitor.db();
    let mut tx = db.begin().await?;
    find_locked(&mut tx, account.id).await?;
    let open = store::open_of(&mut tx, account.id).await?;
    let open = open.into_iter().find(|open| open.method == id);
    if let Some(open) = open.filter(|open| open.is_open(db.now()) && open.step == SUSPENDED) {
        let mut content = Content::of(&open);
        if content.until().is_none_or(|until| until <= db.now()) {
            let before = content.question.map(|q| q.about);
            content.question = Some(Question::ask(&visitor, &person, before.as_deref()));
            content.until = None;
            store::move_to(&mut tx, open.id, QUESTION, &content.value()).await?;
        }
    }
    tx.commit().await?;
    Ok(visitor.go(&path(id)))
}
