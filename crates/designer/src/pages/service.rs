//! A service: its way as a picture and as a list, its examples.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use okno_catalogue::trace::{End, Told};
use okno_catalogue::{Catalogue, Service, workshop};
use okno_web::{Fault, Page, Visitor};

use super::{Mistake, mistakes, official, rules};
use crate::Designer;
use crate::attempt::query_of;
use crate::flow::{self, Flow};

struct Example {
    number: usize,
    name: String,
    place: String,
    came: String,
    wrong: String,
    is_good: bool,
}

#[derive(Template)]
#[template(path = "designer/service.html")]
struct ServicePage {
    page: Page,
    id: String,
    facts: Vec<(String, String)>,
    flow: Flow,
    picture: String,
    examples: Vec<Example>,
    mistakes: Vec<Mistake>,
}

pub(super) async fn page(
    State(designer): State<Designer>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    official(&visitor)?;
    let catalogue = designer.bench().catalogue();
    let service = super::service(&catalogue, &id)?;
    let lang = visitor.lang().code();
    let page = visitor.page(service.title.get(lang).to_owned()).work();
    let flow = flow::of(service, &catalogue, &page);
    let name = page.ta("designer-flow-of", "title", page.title.clone());
    let outcomes = workshop::outcomes(service, catalogue.queries());
    let examples = outcomes.into_iter().enumerate().map(|(n, outcome)| {
        let told = outcome.told.as_ref();
        let wrong = told.map_or(0, |told| told.wrong.len());
        Example {
            number: n,
            place: rules::place(&outcome.place.file, outcome.place.line),
            came: told.map_or(String::new(), |told| {
                ending(&page, service, &catalogue, told)
            }),
            wrong: match wrong {
                0 => String::new(),
                wrong => page.tn("designer-mistakes", "n", wrong),
            },
            is_good: outcome.problems.is_empty(),
            name: outcome.name,
        }
    });
    let agency = catalogue.agency(&service.agency);
    let fact = |id: &str, value: String| (page.t(id), value);
    let facts = vec![
        fact("designer-name", service.id.clone()),
        fact("designer-version", service.version.to_string()),
        fact(
            "designer-agency",
            agency.map_or(String::new(), |a| a.name.get(lang).to_owned()),
        ),
        fact(
            "designer-questions-head",
            service.form.questions().count().to_string(),
        ),
        fact("designer-rules-head", service.rule_count().to_string()),
    ];
    let folder = service.folder.clone();
    let problems = designer.bench().problems();
    let own: Vec<_> = problems
        .iter()
        .filter(|problem| problem.file.starts_with(&folder))
        .cloned()
        .collect();
    visitor.render(&ServicePage {
        id,
        facts,
        picture: flow::draw(&flow, &name),
        flow,
        examples: examples.collect(),
        mistakes: mistakes(&own),
        page,
    })
}

/// Where a case ends, in a sentence.
pub(super) fn ending(page: &Page, service: &Service, catalogue: &Catalogue, told: &Told) -> String {
    let lang = page.lang.code();
    match &told.end {
        End::Approve => page.t("designer-end-approve"),
        End::Reject(ground) => {
            let ground = service.refusal_ground(ground);
            let title = ground.map_or("", |ground| ground.title.get(lang));
            page.ta("designer-end-reject", "ground", title)
        }
        End::Official(stage) => {
            let stage = service.stage(stage).map_or("", |s| s.title.get(lang));
            match stage {
                "" => page.t("designer-end-review"),
                stage => page.ta("designer-end-official", "stage", stage),
            }
        }
        End::Waits(checks) => {
            let asked = checks.iter().map(|id| {
                let query = query_of(service, catalogue, id);
                query.map_or(id.as_str(), |query| query.title.get(lang))
            });
            let asked = asked.collect::<Vec<_>>().join(", ");
            page.ta("designer-end-waits", "checks", asked)
        }
    }
}
