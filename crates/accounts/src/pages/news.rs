//! `/admin/news`: news is written, looked at and sent.

use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery};
use axum::response::{Redirect, Response};
use axum::routing::{get, post};
use okno_web::{Fault, Field, Form, Input, Kind, Page, Visitor};
use uuid::Uuid;

use super::common::FormPage;
use crate::department::Accounts;
use crate::news::{self, News, Progress, Text};

const HOME: &str = "/admin/news";
/// Characters of a subject and of a text.
const SUBJECT: usize = 120;
const BODY: usize = 4_000;

pub(crate) fn router() -> Router<Accounts> {
    Router::new()
        .route(HOME, get(list))
        .route("/admin/news/new", get(begin).post(write))
        .route("/admin/news/{id}", get(show))
        .route("/admin/news/{id}/edit", get(edit).post(rewrite))
        .route("/admin/news/{id}/send", post(send).get(back))
}

async fn back(Path(id): Path<Uuid>) -> Redirect {
    Redirect::to(&format!("{HOME}/{id}"))
}

struct Row {
    id: Uuid,
    subject: String,
    when: String,
    tag: &'static str,
    state: String,
    told: i64,
}

#[derive(Template)]
#[template(path = "news_list.html")]
struct ListPage {
    page: Page,
    rows: Vec<Row>,
    readers: i64,
}

#[derive(Template)]
#[template(path = "news_show.html")]
struct ShowPage {
    page: Page,
    row: Row,
    /// Language, its name, subject and paragraphs.
    texts: Vec<(&'static str, String, String, Vec<String>)>,
    draft: bool,
    told: i64,
    readers: i64,
}

fn row(page: &Page, news: &News) -> Row {
    let at = news.sent_at.unwrap_or(news.written_at);
    let subject = match page.lang {
        okno_web::Lang::Ru => &news.text.ru.0,
        okno_web::Lang::En => &news.text.en.0,
    };
    Row {
        id: news.id,
        subject: subject.clone(),
        when: page.date_time(&at),
        tag: match news.progress {
            Progress::Draft => "",
            Progress::Sending => "go",
            Progress::Sent => "ok",
        },
        state: page.t(&format!("accounts-news-{}", news.progress.word())),
        told: news.told,
    }
}

async fn list(visitor: Visitor) -> Result<Response, Fault> {
    visitor.official("admin")?;
    let page = visitor.page_t("accounts-news-title").work();
    let all = news::all(visitor.db()).await?;
    visitor.render(&ListPage {
        rows: all.iter().map(|one| row(&page, one)).collect(),
        readers: news::readers(visitor.db()).await?,
        page,
    })
}

fn form(visitor: &Visitor, action: String, text: Option<&Text>) -> Form {
    let field = |name: &str, kind: Kind, id: &str, max: usize, value: Option<&String>| {
        Field::new(kind, name, visitor.t(id))
            .width("full")
            .max(max)
            .missing(visitor.t(&format!(
                "accounts-news-missing-{name}",
                name = name.replace('_', "-")
            )))
            .hint(visitor.t(&format!("{id}-hint")))
            .value(value.cloned().unwrap_or_default())
    };
    let (ru, en) = (text.map(|t| &t.ru), text.map(|t| &t.en));
    let subject = "accounts-news-subject";
    let body = "accounts-news-body";
    let fields = vec![
        field("subject_ru", Kind::Text, subject, SUBJECT, ru.map(|t| &t.0))
            .group(visitor.t("accounts-news-ru")),
        field("body_ru", Kind::Textarea, body, BODY, ru.map(|t| &t.1)),
        field("subject_en", Kind::Text, subject, SUBJECT, en.map(|t| &t.0))
            .group(visitor.t("accounts-news-en")),
        field("body_en", Kind::Textarea, body, BODY, en.map(|t| &t.1)),
    ];
    Form::new(action, visitor.t("accounts-news-preview"), fields)
}

fn form_page(visitor: &Visitor, form: Form) -> FormPage {
    let mut page = FormPage::new(visitor, "accounts-news-new", form);
    page.page = page.page.work();
    page.lead = visitor.t("accounts-news-new-lead");
    page.back = Some((HOME.to_owned(), visitor.t("accounts-news-title")));
    page
}

/// The text, or the form again with what is wrong.
fn taken(visitor: &Visitor, action: String, input: &Input) -> Result<Text, Box<FormPage>> {
    let portal = visitor.portal();
    let mut form = form(visitor, action, None).filled(input);
    form.check(input, portal.words(), visitor.lang(), portal.today());
    if form.has_errors() {
        return Err(Box::new(form_page(visitor, form)));
    }
    let text = |name: &str| input.get(name).replace("\r\n", "\n");
    Ok(Text {
        ru: (text("subject_ru"), text("body_ru")),
        en: (text("subject_en"), text("body_en")),
    })
}

async fn begin(visitor: Visitor) -> Result<Response, Fault> {
    visitor.official("admin")?;
    let form = form(&visitor, format!("{HOME}/new"), None);
    visitor.render(&form_page(&visitor, form))
}

async fn write(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let official = visitor.official("admin")?;
    let text = match taken(&visitor, format!("{HOME}/new"), &input) {
        Ok(text) => text,
        Err(page) => return visitor.render_flawed(page.as_ref()),
    };
    let mut tx = visitor.db().begin().await?;
    let id = news::write(&mut tx, &text, official.id).await?;
    tx.commit().await?;
    Ok(visitor.go(&format!("{HOME}/{id}")))
}

async fn found(visitor: &Visitor, id: Uuid) -> Result<News, Fault> {
    let found = news::find(visitor.db(), id).await?;
    found.ok_or(Fault::NotFound)
}

async fn edit(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    visitor.official("admin")?;
    let news = found(&visitor, id).await?;
    if news.progress != Progress::Draft {
        return Ok(visitor.go(&format!("{HOME}/{id}")));
    }
    let form = form(&visitor, format!("{HOME}/{id}/edit"), Some(&news.text));
    visitor.render(&form_page(&visitor, form))
}

async fn rewrite(visitor: Visitor, Path(id): Path<Uuid>, input: Input) -> Result<Response, Fault> {
    let official = visitor.official("admin")?;
    let text = match taken(&visitor, format!("{HOME}/{id}/edit"), &input) {
        Ok(text) => text,
        Err(page) => return visitor.render_flawed(page.as_ref()),
    };
    let mut tx = visitor.db().begin().await?;
    let done = news::rewrite(&mut tx, id, &text, official.id).await?;
    tx.commit().await?;
    Ok(visitor.go(&told(id, done, "")))
}

fn told(id: Uuid, done: bool, good: &str) -> String {
    match (done, good) {
        (true, "") => format!("{HOME}/{id}"),
        (true, good) => format!("{HOME}/{id}?{good}"),
        (false, _) => format!("{HOME}/{id}?late"),
    }
}

async fn show(
    visitor: Visitor,
    Path(id): Path<Uuid>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    visitor.official("admin")?;
    let news = found(&visitor, id).await?;
    let mut page = visitor.page_t("accounts-news-one").work();
    let said = match query.as_deref() {
        Some("sent") => Some(("ok", "accounts-news-begun", "accounts-news-begun-text")),
        Some("late") => Some(("warn", "accounts-news-late", "accounts-news-late-text")),
        _ => None,
    };
    if let Some((kind, title, text)) = said {
        page = page.with_notice(kind, visitor.t(title), visitor.t(text));
    }
    if news.progress == Progress::Sending {
        page.refresh = Some(5);
    }
    let shown = |lang: &'static str, (subject, body): (String, String)| {
        let name = visitor.t(&format!("accounts-news-{lang}"));
        let body = body.split("\n\n").map(str::trim).filter(|p| !p.is_empty());
        (lang, name, subject, body.map(str::to_owned).collect())
    };
    visitor.render(&ShowPage {
        row: row(&page, &news),
        draft: news.progress == Progress::Draft,
        told: news.told,
        readers: news::readers(visitor.db()).await?,
        texts: vec![shown("ru", news.text.ru), shown("en", news.text.en)],
        page,
    })
}

async fn send(visitor: Visitor, Path(id): Path<Uuid>, _: Input) -> Result<Response, Fault> {
    visitor.official("admin")?;
    let mut tx = visitor.db().begin().await?;
    let done = news::start(&mut tx, &visitor, id).await?;
    tx.commit().await?;
    Ok(visitor.go(&told(id, done, "sent")))
}
