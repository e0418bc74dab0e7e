//! Questions: a section of the form, and the correction of marked answers.
//! What was typed is kept whatever is wrong with it, before it is saved too (`keep`).

mod field;
mod ground;
mod judge;
mod keep;
mod logic;
mod marks;
mod page;
mod rows;
mod take;

use axum::extract::{Path, RawQuery, Request, State};
use axum::response::Response;
use ground::{Ground, InRow, correction_ground};
pub(crate) use keep::{keep, keep_row};
use okno_catalogue::{Section, Service};
use okno_web::{Fault, Visitor};
pub(crate) use rows::{answer_row, ask_remove, ask_row, remove_row};
use take::{Kept, Taken};

use super::{IdPath, say};
use crate::Applications;
use crate::model::{Application, Event, State as Stand};
use crate::sheet::{Progress, is_good, progress, world};
use crate::store;

fn section<'a>(service: &'a Service, id: &str) -> Result<&'a Section, Fault> {
    service
        .form
        .sections
        .iter()
        .find(|s| s.id == id)
        .ok_or(Fault::NotFound)
}

/// The questions of a section.
pub(crate) async fn ask(
    State(own): State<Applications>,
    visitor: Visitor,
    Path((id, name)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let application = own.own(&visitor, &id).await?;
    let service = own.service(&application).await?;
    let section = section(&service, &name)?;
    if section.repeat.is_some() {
        return rows::list(
            &own,
            &visitor,
            &application,
            (&service, section),
            query.as_deref(),
        );
    }
    let base = format!("/applications/{}", application.id);
    if application.state != Stand::Draft {
        return Ok(visitor.go(&base));
    }
    let (account, person) = okno_accounts::holder(&visitor)?;
    let world = world(account, person, own.portal().today());
    let ground = Ground::of_section(&service, section, world);
    let ground = ground.with_papers(&visitor).await?;
    let mut page = ground.open(&visitor, &application, person);
    // A section that other answers have closed.
    if page.is_empty() {
        return Ok(visitor.go(&base));
    }
    page.more = query.as_deref() == Some("more");
    visitor.render(&page)
}

/// Takes the answers of a section.
pub(crate) async fn answer(
    State(own): State<Applications>,
    visitor: Visitor,
    Path((id, name)): Path<(String, String)>,
    request: Request,
) -> Result<Response, Fault> {
    let application = own.own(&visitor, &id).await?;
    let service = own.service(&application).await?;
    let section = section(&service, &name)?;
    let base = format!("/applications/{}", application.id);
    if section.repeat.is_some() {
        return rows::leave(&own, &visitor, &application, (&service, section)).await;
    }
    if application.state != Stand::Draft {
        return Ok(visitor.go(&base));
    }
    let (account, person) = okno_accounts::holder(&visitor)?;
    let world = world(account, person, own.portal().today());
    let ground = Ground::of_section(&service, section, world);
    let ground = ground.with_papers(&visitor).await?;
    Ok(
        match own.take(&visitor, request, &application, &ground).await? {
            Taken::Answer(answer) => answer,
            Taken::Later => visitor.go("/applications"),
            Taken::Gone => visitor.go(&base),
            Taken::Kept(kept) if kept.more => visitor.go(&format!("{base}/{}?more", section.id)),
            Taken::Kept(kept) => visitor.go(&next_section(&ground, &kept.application, section)),
        },
    )
}

/// Where one goes on from a section that is done: on from here, then what was left out
/// before.
fn next_section(ground: &Ground<'_>, application: &Application, section: &Section) -> String {
    let base = format!("/applications/{}", application.id);
    let (content, today) = (&application.content, ground.world.today);
    let sheet = ground.service.sheet(content, &ground.world);
    let sections: Vec<&Section> = sheet.sections().collect();
    let here = sections.iter().position(|s| s.id == section.id);
    let (before, after) = sections.split_at(here.unwrap_or(0));
    let next = after
        .iter()
        .chain(before)
        .find(|s| progress(s, content, &sheet, today) != Progress::Done);
    match next {
        Some(next) => format!("{base}/{}", next.id),
        None => format!("{base}/check"),
    }
}

/// The marked questions, with what the officer wrote.
pub(crate) async fn correct(
    State(own): State<Applications>,
    visitor: Visitor,
    Path(id): IdPath,
) -> Result<Response, Fault> {
    let application = own.own(&visitor, &id).await?;
    if application.state != Stand::CorrectionAsked {
        return Ok(visitor.go(&format!("/applications/{}", application.id)));
    }
    let service = own.service(&application).await?;
    let (account, person) = okno_accounts::holder(&visitor)?;
    let world = world(account, person, own.portal().today());
    let ground = correction_ground(&service, &application, world);
    let ground = ground.with_papers(&visitor).await?;
    visitor.render(&ground.open(&visitor, &application, person))
}

/// Takes the correction and sends it.
pub(crate) async fn corrected(
    State(own): State<Applications>,
    visitor: Visitor,
    Path(id): IdPath,
    request: Request,
) -> Result<Response, Fault> {
    let application = own.own(&visitor, &id).await?;
    let base = format!("/applications/{}", application.id);
    if application.state != Stand::CorrectionAsked {
        // The second of two clicks: the result of the first.
        return Ok(visitor.go(&base));
    }
    let service = own.service(&application).await?;
    let (account, person) = okno_accounts::holder(&visitor)?;
    let world = world(account, person, own.portal().today());
    let ground = correction_ground(&service, &application, world);
    let ground = ground.with_papers(&visitor).await?;
    let Kept {
        application,
        mut form,
        more,
    } = match own.take(&visitor, request, &application, &ground).await? {
        Taken::Answer(answer) => return Ok(answer),
        Taken::Later | Taken::Gone => return Ok(visitor.go(&base)),
        Taken::Kept(kept) => kept,
    };
    if more {
        return Ok(visitor.go(&format!("{base}/correct")));
    }
    if let Some(text) = unfinished(&visitor, &ground, &application) {
        form.fail("lists", text);
        return visitor.render_flawed(&ground.draw(&visitor, &application, form, &[]));
    }
    let sent = send_on(&own, &visitor, &application).await;
    sent.or_else(|fault| {
        visitor.render_unsaved(fault, form, |form| {
            ground.draw(&visitor, &application, form, &[])
        })
    })
}

/// What is said of a list of rows that is to be filled in before the correction goes.
fn unfinished(visitor: &Visitor, ground: &Ground<'_>, application: &Application) -> Option<String> {
    let (content, today) = (&application.content, ground.world.today);
    let sheet = ground.service.sheet(content, &ground.world);
    let mut groups = ground.service.form.sections.iter();
    let section = groups.find(|section| {
        section.repeat.is_some()
            && rows::is_open(application, section, &sheet)
            && !is_good(section, content, &sheet, today)
    })?;
    let title = say(visitor.lang(), &section.title);
    let page = visitor.page(String::new());
    Some(page.ta("applications-rows-unfinished", "section", title))
}

async fn send_on(
    own: &Applications,
    visitor: &Visitor,
    application: &Application,
) -> Result<Response, Fault> {
    let base = format!("/applications/{}", application.id);
    let mut tx = visitor.db().begin().await?;
    let fresh = store::find_locked(&mut tx, application.id).await?;
    if fresh.after(Event::SendCorrection, None).is_err() {
        return Ok(visitor.go(&base));
    }
    let (account, person) = own.owner(&mut tx, &fresh).await?;
    own.send_correction(&mut tx, &fresh, &account, &person)
        .await?;
    tx.commit().await?;
    Ok(visitor.go(&format!("{base}?done=corrected")))
}
