//! A recovery when neither the phone nor the e-mail is at hand: a code to the reserve
//! phone, then the security questions. Whoever asks names the reserve phone themselves, and
//! sees the questions only after its code: nothing tells a stranger whether there is an
//! account or what helps its owner.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use okno_requisites::Phone;
use okno_store::{Entry, Verdict};
use okno_web::{Fault, Field, Form, Input, Kind, Visitor};
use serde_json::json;
use uuid::Uuid;

use super::common::{FormPage, MessagePage, clock_up, refused, t_phone, tn, tv};
use super::login::look_up;
use super::recover::{begin, tell_all, under_way};
use crate::department::Accounts;
use crate::notices::{self, Note};
use crate::security::questions::{self, Asked, ENOUGH, LONGEST};
use crate::security::rescue::{Next, Rescued};
use crate::security::{reserve, store as kept};
use crate::store;
use crate::waiting::{self, Recovery, RecoveryForm};

const QUESTIONS: &str = "/recover/questions";
const ELSEWHERE: &str = "/recover/elsewhere";

/// Where a recovery goes on.
pub(super) async fn next(visitor: &Visitor, recovery: &Recovery) -> Result<&'static str, Fault> {
    let shown = recovery.proofs();
    if shown.own {
        return Ok("/recover/password");
    }
    if !shown.reserve {
        return Ok("/recover/code");
    }
    let Some(id) = recovery.form.account else {
        return Ok("/recover?over");
    };
    let db = visitor.db();
    let (account, _) = store::find(db, id).await?.ok_or(Fault::NotFound)?;
    let who = Rescued {
        level: account.level,
        second: kept::steps(db, id).await?.any(),
        questions: questions::are_set(db, id).await?,
    };
    Ok(match who.next(shown) {
        Next::Code => "/recover/code",
        Next::Questions => QUESTIONS,
        Next::Password => "/recover/password",
        Next::Elsewhere => ELSEWHERE,
    })
}

fn start_form(visitor: &Visitor) -> Form {
    let login = Field::text("login", visitor.t("accounts-login"))
        .hint(visitor.t("accounts-rescue-login-hint"))
        .autocomplete("username")
        .max(200)
        .missing(visitor.t("accounts-login-missing"));
    let phone = Field::new(Kind::Tel, "reserve", visitor.t("accounts-rescue-phone"))
        .hint(visitor.t("accounts-rescue-phone-hint"))
        .autocomplete("off")
        .check("phone");
    let fields = vec![login, phone];
    Form::new("/recover/reserve", visitor.t("accounts-continue"), fields)
}

fn start_page(visitor: &Visitor, form: Form) -> FormPage {
    FormPage {
        back: Some(("/recover".to_owned(), visitor.t("accounts-back"))),
        lead: visitor.t("accounts-rescue-lead"),
        advice: t_phone(visitor, "accounts-rescue-advice"),
        ..FormPage::new(visitor, "accounts-rescue-title", form)
    }
}

pub(super) async fn show(visitor: Visitor) -> Result<Response, Fault> {
    visitor.render(&start_page(&visitor, start_form(&visitor)))
}

pub(super) async fn take(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let mut form = start_form(&visitor).filled(&input);
    let (portal, db) = (visitor.portal(), visitor.db());
    form.check(&input, portal.words(), visitor.lang(), portal.today());
    let typed = Phone::parse(input.get("reserve")).ok();
    let typed = typed.filter(Phone::is_mobile_ru);
    if typed.is_none() {
        form.fail("reserve", visitor.t("accounts-phone-mobile"));
    }
    let Some(phone) = typed.filter(|_| !form.has_errors()) else {
        return visitor.render_flawed(&start_page(&visitor, form));
    };
    let (_, found) = look_up(db, input.get("login")).await?;
    let id = found.map(|login| login.id);
    // Looked up for a login that nobody has too.
    let present = reserve::find(db, id.unwrap_or(Uuid::nil())).await?;
    let is_own = present.is_some_and(|present| present.as_str() == phone.as_str());
    let wanted = RecoveryForm {
        account: id.filter(|_| is_own),
        reserve: Some(phone),
        ..RecoveryForm::default()
    };
    let Some(channel) = wanted.channel() else {
        return Ok(visitor.go("/recover/reserve"));
    };
    begin(&visitor, &wanted, &channel, (form, "reserve"), start_page).await
}

fn name(at: usize) -> String {
    format!("answer{}", at + 1)
}

fn questions_form(visitor: &Visitor, asked: &[Asked]) -> Form {
    let fields = asked.iter().enumerate().map(|(at, one)| {
        Field::text(&name(at), one.question.shown(visitor))
            .hint(visitor.t("accounts-rescue-questions-hint"))
            .check(&format!("text:{LONGEST}"))
            .autocomplete("off")
            .max(LONGEST)
            .optional()
    });
    Form::new(QUESTIONS, visitor.t("accounts-continue"), fields.collect())
}

fn questions_page(visitor: &Visitor, form: Form) -> FormPage {
    FormPage {
        back: Some(("/recover".to_owned(), visitor.t("accounts-back"))),
        lead: visitor.t("accounts-rescue-questions-lead"),
        ..FormPage::new(visitor, "accounts-rescue-questions-title", form)
    }
}

/// The recovery that stands at the questions, with them; else where to go.
async fn at_questions(
    visitor: &Visitor,
    headers: &HeaderMap,
) -> Result<Result<(Recovery, Uuid, Vec<Asked>), &'static str>, Fault> {
    let Some(recovery) = under_way(visitor, headers).await? else {
        return Ok(Err("/recover?over"));
    };
    let to = next(visitor, &recovery).await?;
    let Some(id) = recovery.form.account.filter(|_| to == QUESTIONS) else {
        return Ok(Err(to));
    };
    let asked = questions::find(visitor.db(), id).await?;
    Ok(match asked {
        Some(asked) => Ok((recovery, id, asked)),
        None => Err("/recover?over"),
    })
}

pub(super) async fn questions(visitor: Visitor, headers: HeaderMap) -> Result<Response, Fault> {
    match at_questions(&visitor, &headers).await? {
        Ok((_, _, asked)) => {
            let form = questions_form(&visitor, &asked);
            visitor.render(&questions_page(&visitor, form))
        }
        Err(elsewhere) => Ok(visitor.go(elsewhere)),
    }
}

pub(super) async fn answer(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Fault> {
    let (recovery, id, asked) = match at_questions(&visitor, &headers).await? {
        Ok(there) => there,
        Err(elsewhere) => return Ok(visitor.go(elsewhere)),
    };
    let mut form = questions_form(&visitor, &asked);
    let names: Vec<String> = (0..asked.len()).map(name).collect();
    let given: Vec<&str> = names.iter().map(|name| input.get(name)).collect();
    if given.iter().filter(|answer| !answer.is_empty()).count() < ENOUGH {
        // Not a try.
        form.fail_all(visitor.t("accounts-rescue-questions-few"));
        return visitor.render_flawed(&questions_page(&visitor, form));
    }
    let db = visitor.db();
    let subject = id.to_string();
    // Counted before they are compared: many tries at once cannot get past the limit.
    let left = match db.hit(&questions::WRONG, &subject).await? {
        Verdict::Allowed { left } => left,
        Verdict::Wait { until } => {
            let time = clock_up(&visitor, until);
            form.fail_all(tv(&visitor, "accounts-rescue-closed", &[("time", time)]));
            let page = questions_page(&visitor, form);
            return refused(&visitor, StatusCode::TOO_MANY_REQUESTS, &page);
        }
    };
    if questions::are_right(accounts.hasher(), &asked, &given).await? {
        let mut tx = db.begin().await?;
        waiting::confirm_answers(&mut tx, recovery.id).await?;
        tx.forget_limit(&questions::WRONG, &subject).await?;
        tx.commit().await?;
        return Ok(visitor.go("/recover/password"));
    }
    note_wrong(&visitor, &recovery, id, left).await?;
    form.fail_all(match left {
        0 => visitor.t("accounts-rescue-last"),
        left => tn(&visitor, "accounts-rescue-wrong", "left", left),
    });
    visitor.render_flawed(&questions_page(&visitor, form))
}

/// A line of the journal and a word to the owner; the last try goes to every contact.
async fn note_wrong(
    visitor: &Visitor,
    recovery: &Recovery,
    id: Uuid,
    left: i64,
) -> Result<(), Fault> {
    let found = store::find(visitor.db(), id).await?;
    let (account, person) = found.ok_or(Fault::NotFound)?;
    let mut tx = visitor.db().begin().await?;
    let act = "account.answers_wrong";
    let entry = Entry::new(visitor.actor(), act, "account", id)
        .owner(id)
        .detail(json!({ "left": left }))
        .from(Some(visitor.ip()));
    tx.journal(entry).await?;
    let key = format!("recovery:{}:answers", recovery.id);
    if left == 0 {
        let note = ("accounts-answers-closed", format!("{key}:closed"));
        tell_all(&mut tx, visitor, (&account, &person), note).await?;
    } else {
        let note = Note {
            id: "accounts-answers-wrong",
            facts: &[],
            key,
            link: "/cabinet/history",
        };
        notices::tell_by_mail(&mut tx, visitor.portal(), &account, &person, note).await?;
    }
    Ok(tx.commit().await?)
}

/// The reserve phone was shown, and it does not suffice.
pub(super) async fn elsewhere(visitor: Visitor, headers: HeaderMap) -> Result<Response, Fault> {
    let to = match under_way(&visitor, &headers).await? {
        Some(recovery) => next(&visitor, &recovery).await?,
        None => "/recover?over",
    };
    if to != ELSEWHERE {
        return Ok(visitor.go(to));
    }
    visitor.render(&MessagePage {
        page: visitor.page_t("accounts-rescue-elsewhere-title"),
        paragraphs: vec![
            visitor.t("accounts-rescue-elsewhere-text"),
            t_phone(&visitor, "accounts-rescue-elsewhere-help"),
        ],
        action: Some((visitor.t("accounts-recover-title"), "/recover".to_owned())),
    })
}
