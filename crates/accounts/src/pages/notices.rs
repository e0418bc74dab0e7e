//! «Уведомления»: of what the owner is told, by what and when; news; and the page that
//! ends news without signing in.

use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use axum::routing::get;
use okno_notifications::{Channel, Choices, Quiet, Topic};
use okno_store::Entry;
use okno_web::{Fault, Form, Input, Page, Visitor};

use super::common::{FormPage, MessagePage};
use crate::department::Accounts;
use crate::documents;
use crate::news;
use crate::store::{self, holder};

const HOME: &str = "/cabinet/notices";

/// The hours at which quiet ones may begin and end; the first of each pair of usual ones
/// is what is offered.
const EVENING: [i8; 5] = [20, 21, 22, 23, 0];
const MORNING: [i8; 5] = [6, 7, 8, 9, 10];
const USUAL: (i8, i8) = (22, 8);

/// One zone for each time of the day that the country has (107-FZ): its name in the words
/// of this crate and its IANA name.
const ZONES: [(&str, &str); 11] = [
    ("kaliningrad", "Europe/Kaliningrad"),
    ("moscow", "Europe/Moscow"),
    ("samara", "Europe/Samara"),
    ("yekaterinburg", "Asia/Yekaterinburg"),
    ("omsk", "Asia/Omsk"),
    ("krasnoyarsk", "Asia/Krasnoyarsk"),
    ("irkutsk", "Asia/Irkutsk"),
    ("yakutsk", "Asia/Yakutsk"),
    ("vladivostok", "Asia/Vladivostok"),
    ("magadan", "Asia/Magadan"),
    ("kamchatka", "Asia/Kamchatka"),
];

pub(crate) fn router() -> Router<Accounts> {
    Router::new()
        .route(HOME, get(show).post(save))
        .route("/news/off/{token}", get(ask_off).post(take_off))
}

struct Box {
    name: String,
    label: String,
    checked: bool,
}

struct Row {
    name: &'static str,
    title: String,
    hint: String,
    boxes: Vec<Box>,
}

struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "notices.html")]
struct NoticesPage {
    page: Page,
    topics: Vec<Row>,
    /// Are there quiet hours?
    quiet: bool,
    from: Vec<Choice>,
    to: Vec<Choice>,
    zones: Vec<Choice>,
    news: bool,
    consent: Vec<String>,
    phone: String,
    email: String,
}

fn field(topic: Topic, channel: Channel) -> String {
    format!("{}-{}", topic.word(), channel.word())
}

fn hours(all: &[i8], now: i8) -> Vec<Choice> {
    let hour = |hour: &i8| Choice {
        value: hour.to_string(),
        label: format!("{hour:02}:00"),
        chosen: *hour == now,
    };
    all.iter().map(hour).collect()
}

/// The zones to choose from, with the portal's own where it is another.
fn zones(visitor: &Visitor) -> Vec<(String, String)> {
    let own = &visitor.portal().settings().time_zone;
    let known = ZONES.map(|(word, zone)| {
        let name = visitor.t(&format!("accounts-zone-{word}"));
        (zone.to_owned(), name)
    });
    let other = !known.iter().any(|(zone, _)| zone == own);
    let own = other.then(|| (own.clone(), visitor.t("accounts-zone-portal")));
    known.into_iter().chain(own).collect()
}

async fn show(visitor: Visitor, RawQuery(query): RawQuery) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor)?;
    let mut page = visitor.page_t("accounts-notices-title");
    if query.as_deref() == Some("saved") {
        let (title, text) = ("accounts-notices-saved", "accounts-notices-saved-text");
        page = page.with_notice("ok", visitor.t(title), visitor.t(text));
    }
    let choices = &account.choices;
    let row = |topic: Topic| {
        let boxes = Channel::ALL.map(|channel| Box {
            name: field(topic, channel),
            label: visitor.t(&format!("accounts-notices-{}", channel.word())),
            checked: choices.wants(topic, channel),
        });
        let word = topic.word();
        Row {
            name: word,
            title: visitor.t(&format!("accounts-notices-{word}")),
            hint: visitor.t(&format!("accounts-notices-{word}-hint")),
            boxes: boxes.into(),
        }
    };
    let quiet = choices.quiet.as_ref();
    let (from, to) = quiet.map_or(USUAL, |quiet| (quiet.from, quiet.to));
    let own = &visitor.portal().settings().time_zone;
    let here = quiet.map_or(own, |quiet| &quiet.zone);
    let zone = |(value, label): (String, String)| Choice {
        chosen: value == *here,
        value,
        label,
    };
    visitor.render(&NoticesPage {
        topics: Topic::CHOSEN.map(row).into(),
        quiet: quiet.is_some(),
        from: hours(&EVENING, from),
        to: hours(&MORNING, to),
        zones: zones(&visitor).into_iter().map(zone).collect(),
        news: news::is_reader(visitor.db(), account.id).await?,
        consent: documents::news(visitor.portal(), visitor.lang()),
        phone: person.phone.shown(),
        email: person.email.shown(),
        page,
    })
}

/// What the form says; only what its boxes and lists offer.
fn read(visitor: &Visitor, input: &Input) -> Option<Choices> {
    let mut choices = Choices::default();
    for topic in Topic::CHOSEN {
        for channel in Channel::ALL {
            if input.get(&field(topic, channel)) != "yes" {
                choices.refuse(topic, channel);
            }
        }
    }
    if input.get("quiet") == "yes" {
        let hour = |name: &str, all: [i8; 5]| {
            let hour = input.get(name).parse().ok()?;
            all.contains(&hour).then_some(hour)
        };
        let (from, to) = (hour("from", EVENING)?, hour("to", MORNING)?);
        let zones = zones(visitor).into_iter();
        let mut zones = zones.filter(|(zone, _)| zone == input.get("zone"));
        let zone = zones.next()?.0;
        choices.quiet = Some(Quiet { from, to, zone });
    }
    Some(choices)
}

async fn save(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let id = visitor.citizen()?;
    let choices = read(&visitor, &input).ok_or(Fault::BadRequest)?;
    let mut tx = visitor.db().begin().await?;
    // Two pages that are saved at once leave one of both whole.
    let (account, _) = store::find_locked(&mut tx, id).await?;
    if account.choices != choices {
        store::set_choices(&mut tx, id, &choices).await?;
        let entry = Entry::new(visitor.actor(), "account.notices_changed", "account", id);
        tx.journal(entry.owner(id).from(Some(visitor.ip()))).await?;
    }
    if input.get("news") == "yes" {
        news::subscribe(&mut tx, &visitor, id).await?;
    } else {
        news::unsubscribe(&mut tx, &visitor, id).await?;
    }
    tx.commit().await?;
    Ok(visitor.go(&format!("{HOME}?saved")))
}

/// The page says the same whether or not the link was used before.
fn off(visitor: &Visitor) -> Result<Response, Fault> {
    visitor.render(&MessagePage {
        page: visitor.page_t("accounts-news-off-done"),
        paragraphs: vec![visitor.t("accounts-news-off-done-text")],
        action: Some((visitor.t("accounts-news-off-home"), "/".to_owned())),
    })
}

/// Opening a link changes nothing: mail programs look into links before people do.
async fn ask_off(visitor: Visitor, Path(token): Path<String>) -> Result<Response, Fault> {
    if news::by_token(visitor.db(), &token).await?.is_none() {
        return off(&visitor);
    }
    let action = format!("/news/off/{token}");
    let form = Form::new(action, visitor.t("accounts-news-off"), Vec::new());
    let mut page = FormPage::new(&visitor, "accounts-news-off-title", form);
    page.lead = visitor.t("accounts-news-off-text");
    visitor.render(&page)
}

/// From the page above, or from a mail program with a body of its own (RFC 8058), which
/// says nothing that the address does not say.
async fn take_off(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    let db = accounts.portal().db();
    if let Some(account) = news::by_token(db, &token).await? {
        let mut tx = db.begin().await?;
        news::unsubscribe(&mut tx, &visitor, account).await?;
        tx.commit().await?;
    }
    off(&visitor)
}
