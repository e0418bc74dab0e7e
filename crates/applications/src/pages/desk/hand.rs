//! Handing a case over to a colleague of the same agency, with a word to them.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use okno_accounts::Staff;
use okno_accounts::grants::colleagues;
use okno_web::visitor::Official;
use okno_web::{Choice, Fault, Field, Form, Input, Kind, Page, Visitor};
use uuid::Uuid;

use super::{case, case_of};
use crate::Applications;
use crate::acts::{Given, Giving, Moved, OFFICER};
use crate::model::{Application, DeskStep, State as Stand};
use crate::pages::{IdPath, say};

/// Characters of a word to a colleague at the most.
pub(super) const NOTE: usize = 500;

#[derive(Template)]
#[template(path = "applications/desk/hand.html")]
struct HandPage {
    page: Page,
    id: String,
    number: String,
    service: String,
    has_colleagues: bool,
    form: Form,
}

/// The list of those who may get a case.
pub(super) fn choices(
    visitor: &Visitor,
    all: &[Staff],
    but: Option<Uuid>,
    first: &str,
) -> Vec<Choice> {
    let choice = |value: String, label: String| Choice {
        value,
        label,
        hint: String::new(),
    };
    let none = choice(String::new(), visitor.t(first));
    let others = all.iter().filter(|one| Some(one.id) != but);
    let others = others.map(|one| {
        let place = &one.person.place;
        let name = one.person.short_name();
        let label = match place.is_empty() {
            true => name,
            false => format!("{name} ({place})"),
        };
        choice(one.id.to_string(), label)
    });
    std::iter::once(none).chain(others).collect()
}

fn form(visitor: &Visitor, case: &Application, all: &[Staff]) -> Form {
    let options = choices(visitor, all, case.claimed_by, "applications-hand-choose");
    Form::new(
        format!("/work/cases/{}/hand", case.id),
        visitor.t("applications-hand-submit"),
        vec![
            Field::new(Kind::Select, "to", visitor.t("applications-hand-to"))
                .options(options)
                .missing(visitor.t("applications-hand-to-missing")),
            Field::new(Kind::Textarea, "note", visitor.t("applications-hand-note"))
                .hint(visitor.t("applications-hand-note-hint"))
                .max(NOTE)
                .check("text:500")
                .missing(visitor.t("applications-hand-note-missing")),
        ],
    )
}

/// A case that the official holds, and that is open.
async fn held(
    visitor: &Visitor,
    id: &str,
) -> Result<Result<(Official, Application), Response>, Fault> {
    let (official, case) = case_of(visitor, id).await?;
    let is_open = matches!(case.state, Stand::Sent | Stand::CorrectionAsked);
    if case.claimed_by != Some(official.id) || !is_open {
        return case::already(visitor, &case).await.map(Err);
    }
    Ok(Ok((official, case)))
}

async fn draw(
    own: &Applications,
    visitor: &Visitor,
    case: &Application,
    form: Form,
) -> Result<HandPage, Fault> {
    let service = own.service(case).await?;
    let options = form.fields.first().map_or(0, |field| field.options.len());
    Ok(HandPage {
        page: visitor
            .page_t("applications-hand-title")
            .work()
            .with_form(&form),
        id: case.id.to_string(),
        number: case.number.clone().unwrap_or_default(),
        service: say(visitor.lang(), &service.title),
        has_colleagues: options > 1,
        form,
    })
}

pub(crate) async fn page(
    State(own): State<Applications>,
    visitor: Visitor,
    axum::extract::Path(id): IdPath,
) -> Result<Response, Fault> {
    let (official, case) = match held(&visitor, &id).await? {
        Ok(held) => held,
        Err(answer) => return Ok(answer),
    };
    let all = colleagues(visitor.db(), &official.unit, OFFICER).await?;
    let form = form(&visitor, &case, &all);
    visitor.render(&draw(&own, &visitor, &case, form).await?)
}

pub(crate) async fn give(
    State(own): State<Applications>,
    visitor: Visitor,
    axum::extract::Path(id): IdPath,
    input: Input,
) -> Result<Response, Fault> {
    let (official, case) = match held(&visitor, &id).await? {
        Ok(held) => held,
        Err(answer) => return Ok(answer),
    };
    let all = colleagues(visitor.db(), &official.unit, OFFICER).await?;
    let mut form = form(&visitor, &case, &all).filled(&input);
    let portal = own.portal();
    form.check(&input, portal.words(), visitor.lang(), portal.today());
    let wanted = Uuid::parse_str(input.get("to")).unwrap_or_default();
    let to = all
        .iter()
        .find(|one| one.id == wanted && one.id != official.id);
    if to.is_none() && !input.get("to").is_empty() {
        form.fail("to", visitor.t("applications-hand-to-gone"));
    }
    let Some(to) = to.filter(|_| !form.has_errors()) else {
        return visitor.render_flawed(&draw(&own, &visitor, &case, form).await?);
    };
    let giving = Giving {
        agency: &official.unit,
        by: official.id,
        from: Some(official.id),
        to: to.id,
        note: input.get("note"),
        step: DeskStep::Handed,
    };
    let mut tx = visitor.db().begin().await?;
    let given = own.give(&mut tx, Moved::of(&case), &giving).await?;
    // Also when nothing was written: what the other did is for all to see then.
    tx.commit().await?;
    match given {
        Given::Done => Ok(visitor.go(&format!("/work?f=mine&handed={}", case.id))),
        Given::Gone => case::already(&visitor, &case).await,
        Given::NotTheirs => {
            form.fail("to", visitor.t("applications-hand-to-gone"));
            visitor.render_flawed(&draw(&own, &visitor, &case, form).await?)
        }
    }
}
