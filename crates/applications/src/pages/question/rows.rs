//! Sections that repeat: the list of their rows, a page for each of them, and its removal.

use askama::Template;
use axum::extract::{Path, RawQuery, Request, State};
use axum::response::Response;
use okno_catalogue::{Section, Service, Sheet, Spot};
use okno_store::DbError;
use okno_web::{Fault, Form, Page, Visitor};

use super::take::Taken;
use super::{Ground, InRow, next_section, section};
use crate::Applications;
use crate::model::{Application, Content, Row, State as Stand};
use crate::pages::{row_title, say, shown};
use crate::sheet::{is_answered, is_counted, world};
use crate::store;

/// So many answers tell one row from another.
const SHOWN: usize = 3;
/// Signs of the id of a row, without those that are read alike.
const SIGNS: &str = "abcdefghjkmnpqrstuvwxyz";
/// Length of the id of a row: among 50 of an application no two are the same.
const LENGTH: usize = 10;

/// A row in the list.
struct Line {
    id: String,
    title: String,
    answers: Vec<(String, String)>,
    href: String,
    error: String,
}

#[derive(Template)]
#[template(path = "applications/rows.html")]
struct RowsPage {
    page: Page,
    form: Form,
    caption: String,
    step: usize,
    steps: usize,
    lead: String,
    lines: Vec<Line>,
    add_url: String,
    add_text: String,
    /// Why no row can be added.
    full: String,
    back_url: String,
    back_text: String,
    may_leave: bool,
}

#[derive(Template)]
#[template(path = "applications/row_remove.html")]
struct RemovePage {
    page: Page,
    action: String,
    back_url: String,
    list: String,
    answers: Vec<(String, String)>,
}

/// May rows of the section be added, changed and removed? Under correction only where it was
/// marked as a whole, or another answer has brought it up.
pub(super) fn is_open(application: &Application, section: &Section, sheet: &Sheet<'_>) -> bool {
    let content = &application.content;
    let marked = application.correction.as_ref();
    sheet.has_section(&section.id)
        && match application.state {
            Stand::Draft => true,
            Stand::CorrectionAsked => {
                marked.is_some_and(|c| c.questions.contains(&section.id))
                    || !content.is_asked(&section.id)
            }
            _ => false,
        }
}

/// What an id of a row may be, whoever made it up.
fn is_id(id: &str) -> bool {
    id.len() == LENGTH && id.bytes().all(|b| b.is_ascii_lowercase())
}

fn url(application: &Application, section: &Section) -> String {
    format!("/applications/{}/{}", application.id, section.id)
}

impl Ground<'_> {
    /// What tells a row from others.
    fn told(
        page: &Page,
        sheet: &Sheet<'_>,
        section: &Section,
        content: &Content,
        row: &Row,
    ) -> Vec<(String, String)> {
        let spots = section.questions.iter();
        let spots = spots.map(|question| Spot::in_row(section, &row.id, question));
        let answers = spots.filter(|spot| sheet.asks(spot)).filter_map(|spot| {
            let given = content.answer_at(&spot);
            let name = say(page.lang, spot.question.name());
            (!given.is_empty()).then(|| (name, shown(page, &spot, given)))
        });
        answers.take(SHOWN).collect()
    }

    /// The list of rows. `left`: its person wants to go on.
    fn list(
        &self,
        visitor: &Visitor,
        application: &Application,
        section: &Section,
        left: bool,
    ) -> RowsPage {
        let (lang, content) = (visitor.lang(), &application.content);
        let mut page = visitor.page(say(lang, &section.title));
        let (caption, step, steps) = self.caption(&page, application);
        let mut form = Form::new(
            url(application, section),
            page.t("applications-save-and-go"),
            Vec::new(),
        );
        let sheet = self.service.sheet(content, &self.world);
        let mut lines = Vec::new();
        for (row, n) in content.rows_of(&section.id).iter().zip(1..) {
            let title = row_title(lang, section, n);
            let mut spots = section
                .questions
                .iter()
                .map(|q| Spot::in_row(section, &row.id, q));
            let good = spots.all(|s| is_answered(&s, content, &sheet, self.world.today));
            let mut error = String::new();
            if !good {
                error = page.ta("applications-row-unfinished", "row", &title);
                if left {
                    form.fail(&format!("row-{}", row.id), error.clone());
                }
            }
            lines.push(Line {
                id: row.id.clone(),
                answers: Self::told(&page, &sheet, section, content, row),
                href: format!("{}/{}", url(application, section), row.id),
                title,
                error,
            });
        }
        let repeat = section.repeat.as_ref();
        let (min, max) = repeat.map_or((0, 0), |repeat| (repeat.min, repeat.max));
        let add_text = repeat
            .map(|repeat| say(lang, &repeat.add))
            .unwrap_or_default();
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        if left && lines.len() < min {
            form.fail("add", page.tn("applications-rows-few", "n", number(min)));
        }
        if left && lines.len() > max {
            form.fail("full", page.tn("applications-rows-many", "n", number(max)));
        }
        // No field is wrong, so the summary does not count them.
        form.general_error = form.error_list.first().map(|(_, text)| text.clone());
        let full = match lines.len() >= max {
            true => page.tn("applications-rows-full", "n", number(max)),
            false => String::new(),
        };
        let is_draft = application.state == Stand::Draft;
        let (back_url, back_text) = self.way_back(&page, application);
        page = page.with_form(&form);
        RowsPage {
            lead: match lines.is_empty() {
                true => page.t("applications-rows-lead-none"),
                false => page.t("applications-rows-lead"),
            },
            add_url: format!("{}/new", url(application, section)),
            add_text,
            full,
            caption,
            step,
            steps,
            lines,
            back_url,
            back_text,
            may_leave: is_draft,
            form,
            page,
        }
    }

    /// Where the list leads back to.
    fn way_back(&self, page: &Page, application: &Application) -> (String, String) {
        let base = format!("/applications/{}", application.id);
        match application.state {
            Stand::Draft => (base, page.t("applications-to-tasks")),
            _ => (
                format!("{base}/correct"),
                page.t("applications-to-correction"),
            ),
        }
    }
}

/// What a page of rows stands on; nothing where the list may not be changed now.
fn ground<'a>(
    own: &Applications,
    visitor: &Visitor,
    application: &Application,
    service: &'a Service,
    section: &'a Section,
) -> Result<Option<Ground<'a>>, Fault> {
    if section.repeat.is_none() {
        return Err(Fault::NotFound);
    }
    let (account, person) = okno_accounts::holder(visitor)?;
    let ground = Ground {
        service,
        spots: Vec::new(),
        section: Some(section),
        row: None,
        world: world(account, person, own.portal().today()),
        // No question of a row is filled in.
        papers: okno_papers::Known::default(),
    };
    let sheet = service.sheet(&application.content, &ground.world);
    Ok(is_open(application, section, &sheet).then_some(ground))
}

/// To the page of the application: here nothing is to be done.
fn away(visitor: &Visitor, application: &Application) -> Response {
    visitor.go(&format!("/applications/{}", application.id))
}

/// The rows of a section.
pub(super) fn list(
    own: &Applications,
    visitor: &Visitor,
    application: &Application,
    (service, section): (&Service, &Section),
    query: Option<&str>,
) -> Result<Response, Fault> {
    let Some(ground) = ground(own, visitor, application, service, section)? else {
        return Ok(away(visitor, application));
    };
    let mut drawn = ground.list(visitor, application, section, false);
    let told = match query {
        Some("gone") => Some(("warn", "gone")),
        Some("removed") => Some(("ok", "removed")),
        Some("full") if !drawn.full.is_empty() => Some(("warn", "late")),
        _ => None,
    };
    if let Some((kind, word)) = told {
        let title = drawn.page.t(&format!("applications-row-{word}"));
        let text = drawn.page.t(&format!("applications-row-{word}-text"));
        drawn.page = drawn.page.with_notice(kind, title, text);
    }
    visitor.render(&drawn)
}

/// On from the list, when all its rows are there and good.
pub(super) async fn leave(
    own: &Applications,
    visitor: &Visitor,
    application: &Application,
    (service, section): (&Service, &Section),
) -> Result<Response, Fault> {
    let Some(ground) = ground(own, visitor, application, service, section)? else {
        return Ok(away(visitor, application));
    };
    let mut tx = visitor.db().begin().await?;
    let mut fresh = match store::find_locked(&mut tx, application.id).await {
        Ok(fresh) => fresh,
        Err(DbError::Missing(_)) => return Ok(away(visitor, application)),
        Err(error) => return Err(error.into()),
    };
    let drawn = ground.list(visitor, &fresh, section, true);
    if drawn.form.has_errors() {
        return visitor.render_flawed(&drawn);
    }
    if !is_open(
        &fresh,
        section,
        &ground.service.sheet(&fresh.content, &ground.world),
    ) {
        return Ok(away(visitor, application));
    }
    fresh.content.passed.insert(section.id.clone());
    store::save(&mut tx, fresh.id, &fresh.content).await?;
    tx.commit().await?;
    Ok(visitor.go(&match fresh.state {
        Stand::Draft => next_section(&ground, &fresh, section),
        _ => format!("/applications/{}/correct", fresh.id),
    }))
}

impl<'a> Ground<'a> {
    /// The same of a row, or of one that is about to be added.
    fn of_row(mut self, application: &mut Application, section: &'a Section, id: &str) -> Self {
        let is_new = application.content.row(&section.id, id).is_none();
        if is_new {
            let rows = application.content.rows.entry(section.id.clone());
            rows.or_default().push(Row {
                id: id.to_owned(),
                ..Row::default()
            });
        }
        let questions = section.questions.iter();
        self.spots = questions.map(|q| Spot::in_row(section, id, q)).collect();
        self.row = Some(InRow {
            id: id.to_owned(),
            is_new,
        });
        self
    }
}

/// What the page of a row stands on; nothing where it may not be changed now.
pub(super) fn ground_of_row<'a>(
    own: &Applications,
    visitor: &Visitor,
    application: &mut Application,
    (service, section): (&'a Service, &'a Section),
    row: &str,
) -> Result<Option<Ground<'a>>, Fault> {
    let ground = ground(own, visitor, application, service, section)?;
    let ground = ground.filter(|_| is_id(row));
    Ok(ground.map(|ground| ground.of_row(application, section, row)))
}

fn is_full(application: &Application, section: &Section) -> bool {
    let rows = application.content.rows_of(&section.id).len();
    let repeat = section.repeat.as_ref();
    repeat.is_none_or(|repeat| rows >= repeat.max)
}

/// The questions of a row; `new`: of one that is not there yet.
pub(crate) async fn ask_row(
    State(own): State<Applications>,
    visitor: Visitor,
    Path((id, name, row)): Path<(String, String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let mut application = own.own(&visitor, &id).await?;
    let service = own.service(&application).await?;
    let section = section(&service, &name)?;
    let Some(ground) = ground(&own, &visitor, &application, &service, section)? else {
        return Ok(away(&visitor, &application));
    };
    let list = url(&application, section);
    let id = match row.as_str() {
        "new" if is_full(&application, section) => {
            return Ok(visitor.go(&format!("{list}?full")));
        }
        "new" => visitor.db().chance().code(SIGNS, LENGTH),
        id if application.content.row(&section.id, id).is_none() => {
            return Ok(visitor.go(&format!("{list}?gone")));
        }
        id => id.to_owned(),
    };
    let ground = ground.of_row(&mut application, section, &id);
    let (_, person) = okno_accounts::holder(&visitor)?;
    let mut page = ground.open(&visitor, &application, person);
    page.more = query.as_deref() == Some("more");
    visitor.render(&page)
}

/// Takes the answers of a row.
pub(crate) async fn answer_row(
    State(own): State<Applications>,
    visitor: Visitor,
    Path((id, name, row)): Path<(String, String, String)>,
    request: Request,
) -> Result<Response, Fault> {
    let mut application = own.own(&visitor, &id).await?;
    let service = own.service(&application).await?;
    let section = section(&service, &name)?;
    let Some(ground) = ground(&own, &visitor, &application, &service, section)? else {
        return Ok(away(&visitor, &application));
    };
    let list = url(&application, section);
    if !is_id(&row) {
        return Ok(visitor.go(&list));
    }
    let was_full = is_full(&application, section);
    let ground = ground.of_row(&mut application, section, &row);
    Ok(
        match own.take(&visitor, request, &application, &ground).await? {
            Taken::Answer(answer) => answer,
            Taken::Later => visitor.go("/applications"),
            Taken::Gone if was_full => visitor.go(&format!("{list}?full")),
            Taken::Gone => visitor.go(&format!("{list}?gone")),
            Taken::Kept(kept) if kept.more => visitor.go(&format!("{list}/{row}?more")),
            Taken::Kept(_) => visitor.go(&list),
        },
    )
}

/// Asks once more before a row is removed.
pub(crate) async fn ask_remove(
    State(own): State<Applications>,
    visitor: Visitor,
    Path((id, name, row)): Path<(String, String, String)>,
) -> Result<Response, Fault> {
    let application = own.own(&visitor, &id).await?;
    let service = own.service(&application).await?;
    let section = section(&service, &name)?;
    let Some(ground) = ground(&own, &visitor, &application, &service, section)? else {
        return Ok(away(&visitor, &application));
    };
    let list = url(&application, section);
    let Some((n, found)) = application.content.row(&section.id, &row) else {
        return Ok(visitor.go(&format!("{list}?gone")));
    };
    let title = row_title(visitor.lang(), section, n);
    let page = visitor.page(String::new());
    let page = visitor.page(page.ta("applications-row-remove-title", "row", title));
    let content = &application.content;
    let sheet = ground.service.sheet(content, &ground.world);
    visitor.render(&RemovePage {
        answers: Ground::told(&page, &sheet, section, content, found),
        list: say(visitor.lang(), &section.title),
        action: format!("{list}/{row}/remove"),
        back_url: list,
        page,
    })
}

/// Removes a row with its files.
pub(crate) async fn remove_row(
    State(own): State<Applications>,
    visitor: Visitor,
    Path((id, name, row)): Path<(String, String, String)>,
) -> Result<Response, Fault> {
    let application = own.own(&visitor, &id).await?;
    let service = own.service(&application).await?;
    let section = section(&service, &name)?;
    let Some(ground) = ground(&own, &visitor, &application, &service, section)? else {
        return Ok(away(&visitor, &application));
    };
    let list = url(&application, section);
    let mut tx = visitor.db().begin().await?;
    let mut fresh = store::find_locked(&mut tx, application.id).await?;
    let sheet = ground.service.sheet(&fresh.content, &ground.world);
    if !is_open(&fresh, section, &sheet) {
        return Ok(away(&visitor, &application));
    }
    let Some(files) = fresh.content.drop_row(&section.id, &row) else {
        // Another tab was faster.
        tx.commit().await?;
        return Ok(visitor.go(&format!("{list}?gone")));
    };
    for file in files {
        tx.forget_file(file.id).await?;
    }
    if !is_counted(section, &fresh.content) {
        fresh.content.passed.remove(&section.id);
    }
    // The consent was for the answers as they were.
    fresh.content.ticked = None;
    store::save(&mut tx, fresh.id, &fresh.content).await?;
    tx.commit().await?;
    Ok(visitor.go(&format!("{list}?removed")))
}
