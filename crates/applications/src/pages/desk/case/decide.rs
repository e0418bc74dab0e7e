//! The decision: its form, and what becomes of it.

use axum::extract::State;
use axum::response::Response;
use okno_catalogue::{Decide, Service};
use okno_store::DbError;
use okno_web::handout;
use okno_web::{Choice, Fault, Field, Form, Input, Kind, Lang, Visitor};

use super::{already, draw, four_eyes};
use crate::Applications;
use crate::acts::{Decider, Verdict};
use crate::model::{Application, Correction, Refusal, State as Stand};
use crate::pages::desk::{case_of, queue};
use crate::pages::{IdPath, placed, say};
use crate::store::ActError;

/// Stands before the id of a stage in the value of a choice.
const MOVE: &str = "to:";

fn mark_name(question: &str) -> String {
    format!("mark-{question}")
}

/// What something may be wrong with, as a correction names it, with words: the questions that
/// the person was asked, and whether a section has all the rows that it should.
fn asked(lang: Lang, case: &Application, service: &Service) -> Vec<(String, String)> {
    let content = &case.content;
    let mut all = Vec::new();
    for section in &service.form.sections {
        let spots = section.spots(content).into_iter();
        for spot in spots.filter(|spot| content.is_asked(&spot.key)) {
            let name = placed(lang, &spot, content, say(lang, spot.question.name()));
            all.push((spot.key, name));
        }
        if let Some(repeat) = &section.repeat
            && content.asked.is_some()
            && content.is_asked(&section.id)
        {
            let (title, add) = (say(lang, &section.title), say(lang, &repeat.add));
            all.push((section.id.clone(), format!("{title}: {}", lowered(&add))));
        }
    }
    all
}

/// Words that went on a button, in the middle of a line.
fn lowered(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

pub(super) fn decide_form(visitor: &Visitor, case: &Application, service: &Service) -> Form {
    let lang = visitor.lang();
    let choice = |value: &str, id: &str| Choice {
        value: value.to_owned(),
        label: visitor.t(id),
        hint: String::new(),
    };
    let stage = service.stage_or_start(case.stage.as_deref().unwrap_or_default());
    let decisions = [
        (Decide::Approve, "approve", "applications-decide-approve"),
        (Decide::Correct, "correct", "applications-decide-correct"),
        (Decide::Reject, "reject", "applications-decide-reject"),
    ];
    let decisions = decisions
        .into_iter()
        .filter(|(decide, _, _)| stage.allows(*decide))
        .map(|(_, value, id)| choice(value, id));
    let moves = stage.moves().map(|way| Choice {
        value: format!("{MOVE}{}", way.to),
        label: say(lang, &way.title),
        hint: String::new(),
    });
    let mut fields = vec![
        Field::new(
            Kind::Radio,
            "decision",
            visitor.t("applications-decide-what"),
        )
        .options(decisions.chain(moves).collect())
        .missing(visitor.t("applications-decide-missing")),
    ];
    for (key, name) in asked(lang, case, service) {
        fields.push(Field::new(Kind::Checkbox, &mark_name(&key), name).optional());
    }
    let none = Choice {
        value: String::new(),
        label: visitor.t("applications-decide-ground-none"),
        hint: String::new(),
    };
    let grounds = service.refusal_grounds.iter().map(|ground| Choice {
        value: ground.id.clone(),
        label: say(lang, &ground.title),
        hint: String::new(),
    });
    fields.push(
        Field::new(
            Kind::Select,
            "ground",
            visitor.t("applications-decide-ground"),
        )
        .options(std::iter::once(none).chain(grounds).collect())
        .optional(),
    );
    fields.push(
        Field::new(
            Kind::Textarea,
            "message",
            visitor.t("applications-decide-message"),
        )
        .hint(visitor.t("applications-decide-message-hint"))
        .max(2000)
        .check("text:2000")
        .optional(),
    );
    Form::new(
        format!("/work/cases/{}/decide", case.id),
        visitor.t("applications-decide-next"),
        fields,
    )
}

/// The decision.
pub(crate) async fn decide(
    State(own): State<Applications>,
    visitor: Visitor,
    axum::extract::Path(id): IdPath,
    input: Input,
) -> Result<Response, Fault> {
    let (official, case) = case_of(&visitor, &id).await?;
    if case.claimed_by != Some(official.id) || case.state != Stand::Sent {
        return already(&visitor, &case).await;
    }
    let service = own.service(&case).await?;
    let mut form = decide_form(&visitor, &case, &service).filled(&input);
    form.check(
        &input,
        own.portal().words(),
        visitor.lang(),
        own.portal().today(),
    );
    let act = act(&visitor, &case, &service, &input, &mut form);
    let Some(act) = act.filter(|_| !form.has_errors()) else {
        let drawn = draw(&own, &visitor, &official, &case, &service, form).await?;
        return Ok(handout::with_frames(visitor.render_flawed(&drawn)?));
    };
    let name = okno_accounts::staff(visitor.db(), official.id).await?;
    let decider = Decider {
        id: official.id,
        name: name.map(|s| s.person.name).unwrap_or_default(),
    };
    let mut tx = visitor.db().begin().await?;
    let done = match act {
        Act::Decide(verdict) => own
            .decide(&mut tx, case.id, &decider, verdict)
            .await
            .map(|_| ()),
        Act::Move(to) => own.move_on(&mut tx, case.id, &decider, to).await,
    };
    match done {
        Ok(()) => tx.commit().await?,
        // Nothing was written.
        Err(ActError::Refused(Refusal::FourEyes)) => {
            tx.commit().await?;
            return four_eyes(&visitor, &case);
        }
        Err(ActError::Refused(_)) => {
            tx.commit().await?;
            return already(&visitor, &case).await;
        }
        Err(ActError::Store(DbError::Conflict)) => {
            drop(tx);
            return already(&visitor, &case).await;
        }
        Err(error) => return Err(error.into()),
    }
    let url = queue::after_decision(&own, &visitor, &official, case.id).await?;
    Ok(visitor.go(&url))
}

/// What the official does.
enum Act<'a> {
    Decide(Verdict),
    /// To this stage.
    Move(&'a str),
}

fn act<'a>(
    visitor: &Visitor,
    case: &Application,
    service: &Service,
    input: &'a Input,
    form: &mut Form,
) -> Option<Act<'a>> {
    let message = input.get("message").to_owned();
    let verdict = match input.get("decision") {
        "approve" => Some(Verdict::Approve),
        "correct" => {
            let all = asked(visitor.lang(), case, service)
                .into_iter()
                .map(|(key, _)| key);
            let (questions, others): (Vec<String>, Vec<String>) =
                all.partition(|key| input.get(&mark_name(key)) == "yes");
            if questions.is_empty() {
                let first = others.first();
                let name = first.map(|key| mark_name(key)).unwrap_or_default();
                form.fail(&name, visitor.t("applications-decide-mark-missing"));
            }
            if message.is_empty() {
                form.fail("message", visitor.t("applications-decide-message-missing"));
            }
            Some(Verdict::Correct(Correction { questions, message }))
        }
        "reject" => {
            let ground = input.get("ground");
            if service.refusal_ground(ground).is_none() {
                form.fail("ground", visitor.t("applications-decide-ground-missing"));
            }
            Some(Verdict::Reject(ground.to_owned(), message))
        }
        other => return other.strip_prefix(MOVE).map(Act::Move),
    };
    verdict.map(Act::Decide)
}
