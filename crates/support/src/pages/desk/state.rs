//! The state of an account, without its secrets: what is seen after the check, what to
//! say, what may be done.

use askama::Template;
use okno_accounts::assist::{self, Contact, Protection};
use okno_accounts::looks::{Look, Reason, What, look};
use okno_accounts::{Account, Level, Person, Stands, State};
use okno_store::Entry;
use okno_web::visitor::Official;
use okno_web::{Fault, Field, Form, Kind, Page, Visitor};
use uuid::Uuid;

use super::place;
use crate::Support;
use crate::model::Call;

/// Something to say to the caller about a trouble of the hot line (S1-166).
struct Advice {
    title: String,
    steps: Vec<String>,
    /// It is this caller's trouble.
    open: bool,
}

/// A contact to which a link may be sent.
struct LinkTo {
    word: &'static str,
    label: String,
    /// When it was sent in this call.
    sent: Option<String>,
}

#[derive(Template)]
#[template(path = "support_state.html")]
pub(super) struct StatePage {
    pub(super) page: Page,
    id: Uuid,
    name: String,
    number: String,
    level: u8,
    until: String,
    is_active: bool,
    rows: Vec<(String, String)>,
    lines: Vec<Stands>,
    advice: Vec<Advice>,
    links: Vec<LinkTo>,
    code_waits: bool,
    form: Form,
}

impl StatePage {
    /// With what has just been done.
    pub(super) fn done(mut self, visitor: &Visitor, done: Option<&str>) -> Self {
        let told = match done {
            Some("sent") => Some(("ok", "support-sent")),
            Some("again") => Some(("ok", "support-again")),
            Some("noted") => Some(("ok", "support-noted")),
            Some("none") => Some(("warn", "support-none")),
            Some("wait") => Some(("warn", "support-wait")),
            _ => None,
        };
        if let Some((kind, id)) = told {
            let text = visitor.t(&format!("{id}-text"));
            self.page = self.page.with_notice(kind, visitor.t(id), text);
        }
        self
    }

    /// With the note as typed and what is wrong with it.
    pub(super) fn noted(mut self, form: Form) -> Self {
        self.page = self.page.with_form(&form);
        self.form = form;
        self
    }
}

/// The form of the note.
pub(super) fn note_form(visitor: &Visitor, call: &Call) -> Form {
    let field = Field::new(Kind::Textarea, "note", visitor.t("support-note"))
        .hint(visitor.t("support-note-hint"))
        .missing(visitor.t("support-note-missing"))
        .check("text:1000")
        .width("full")
        .max(1000);
    let mut form = Form::new(
        format!("{}/note", place(call.id)),
        visitor.t("support-note-save"),
        vec![field],
    );
    form.set("note", call.note.clone().unwrap_or_default());
    form
}

fn state_words(page: &Page, account: &Account, protection: &Protection) -> String {
    match (account.state, protection.locked_at) {
        (State::Active, _) => page.t("support-state-active"),
        (State::Locked, Some(at)) => page.ta("support-state-locked", "at", page.date_time(&at)),
        (State::Locked, None) => page.t("support-state-locked-once"),
        (State::Suspended, _) => page.t("support-state-suspended"),
        (State::Blocked, _) => page.t("support-state-blocked"),
        (State::Closed, _) => page.t("support-state-closed"),
    }
}

fn second_words(support: &Support, page: &Page, level: Level, protection: &Protection) -> String {
    let steps = protection.steps;
    let demanded = support.accounts.policy().demands(level);
    let mut on = Vec::new();
    if steps.passkey {
        on.push(page.t("support-second-passkey"));
    }
    if steps.app {
        on.push(page.t("support-second-app"));
    }
    if steps.sms || (demanded && on.is_empty()) {
        on.push(page.t("support-second-sms"));
    }
    if on.is_empty() {
        return page.t("support-second-off");
    }
    if protection.backup_left > 0 {
        on.push(page.tn("support-second-backup", "left", protection.backup_left));
    }
    on.join(", ")
}

fn rows(
    support: &Support,
    page: &Page,
    (account, person): (&Account, &Person),
    protection: &Protection,
) -> Vec<(String, String)> {
    let next = match account.level {
        Level::Simplified if !person.is_whole() => "support-next-profile",
        Level::Simplified => "support-next-checks",
        Level::Standard => "support-next-confirm",
        Level::Confirmed => "support-next-none",
    };
    let mut rows = vec![
        ("support-row-state", state_words(page, account, protection)),
        ("support-row-next", page.t(next)),
        (
            "support-row-phone",
            page.ta("support-proven", "contact", person.phone.masked()),
        ),
        (
            "support-row-email",
            page.ta("support-proven", "contact", person.email.masked()),
        ),
        (
            "support-row-second",
            second_words(support, page, account.level, protection),
        ),
    ];
    let reserve = protection.reserve.as_ref().map(|phone| {
        let masked = phone.masked();
        (
            "support-row-reserve",
            page.ta("support-proven", "contact", masked),
        )
    });
    rows.extend(reserve);
    if protection.questions {
        rows.push(("support-row-questions", page.t("support-questions-set")));
    }
    if let Some(until) = protection.wait_until {
        let text = page.ta("support-waits", "at", page.date_time(&until));
        rows.push(("support-row-waits", text));
    }
    let entries = protection.browsers.iter().map(|(browser, at)| {
        let browser = browser.clone();
        let browser = browser.unwrap_or_else(|| page.t("support-browser-unknown"));
        format!("{}, {browser}", page.date_time(at))
    });
    let entries: Vec<String> = entries.collect();
    let entries = match entries.is_empty() {
        true => page.t("support-entries-none"),
        false => entries.join("; "),
    };
    rows.push(("support-row-entries", entries));
    rows.into_iter()
        .map(|(id, value)| (page.t(id), value))
        .collect()
}

fn advice(page: &Page, account: &Account, lines: &[Stands]) -> Vec<Advice> {
    let troubled = lines.iter().any(|l| l.tag == "warn" || l.tag == "error");
    let locked = account.state != State::Active;
    let topics = [
        ("locked", locked),
        ("identity", !locked && troubled),
        ("data", false),
        ("papers", false),
    ];
    topics
        .into_iter()
        .map(|(word, open)| Advice {
            title: page.t(&format!("support-topic-{word}")),
            steps: (1..=3)
                .map(|n| page.t(&format!("support-advice-{word}-{n}")))
                .collect(),
            open,
        })
        .collect()
}

pub(super) async fn draw(
    support: &Support,
    visitor: &Visitor,
    official: &Official,
    call: &Call,
    (account, person): (&Account, &Person),
) -> Result<StatePage, Fault> {
    let db = visitor.db();
    let entry = Entry::new(visitor.actor(), "support.seen", "call", call.id).owner(account.id);
    let at = Look {
        role: "support",
        what: What::State,
        subject: call.id,
        reason: Reason::Case(None),
    };
    let mut tx = db.begin().await?;
    let entry = entry.from(Some(visitor.ip()));
    look(&mut tx, official, at, entry).await?;
    tx.commit().await?;
    let protection = assist::protection(db, account).await?;
    let lines = support.accounts.standing(visitor, account, person).await?;
    let form = note_form(visitor, call);
    let page = visitor
        .page_t("support-state-title")
        .work()
        .with_form(&form);
    let can_link = matches!(account.state, State::Active | State::Locked);
    let contacts = [
        (Contact::Phone, person.phone.masked(), call.sms_at),
        (Contact::Email, person.email.masked(), call.mail_at),
    ];
    let links = contacts.into_iter().filter(|_| can_link);
    let links = links.map(|(to, contact, sent)| {
        let id = format!("support-link-{}", to.word());
        LinkTo {
            word: to.word(),
            label: page.ta(&id, "contact", contact),
            sent: sent.map(|at| page.ta("support-link-sent", "at", page.time(&at))),
        }
    });
    Ok(StatePage {
        id: call.id,
        name: person.full_name(),
        number: account.number.clone(),
        level: account.level.number(),
        until: call
            .passed_until
            .map(|until| page.time(&until))
            .unwrap_or_default(),
        is_active: account.state == State::Active,
        rows: rows(support, &page, (account, person), &protection),
        advice: advice(&page, account, &lines),
        links: links.collect(),
        code_waits: protection.code_waits,
        lines,
        form,
        page,
    })
}
