//! All services, with how they stand.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use okno_web::{Fault, Page, Visitor};

use super::{Mistake, mistakes, official};
use crate::Designer;

struct Line {
    id: String,
    title: String,
    version: u32,
    agency: String,
    questions: usize,
    rules: usize,
    registries: usize,
    examples: usize,
    /// What is wrong with its folder; its last good version is shown.
    faults: String,
}

#[derive(Template)]
#[template(path = "designer/list.html")]
struct ListPage {
    page: Page,
    lines: Vec<Line>,
    examples: usize,
    mistakes: Vec<Mistake>,
}

pub(super) async fn page(
    State(designer): State<Designer>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    official(&visitor)?;
    let bench = designer.bench();
    let (catalogue, problems) = (bench.catalogue(), bench.problems());
    let page = visitor.page_t("designer-title").work();
    let lang = visitor.lang().code();
    let lines = catalogue.services().iter().map(|service| {
        let agency = catalogue.agency(&service.agency);
        let own = problems.iter();
        let own = own.filter(|p| p.file.starts_with(&service.folder)).count();
        Line {
            id: service.id.clone(),
            title: service.title.get(lang).to_owned(),
            version: service.version,
            agency: agency.map_or(String::new(), |a| a.name.get(lang).to_owned()),
            questions: service.form.questions().count(),
            rules: service.rule_count(),
            registries: service.registries.len(),
            examples: service.examples.len(),
            faults: match own {
                0 => String::new(),
                own => page.tn("designer-faults", "n", own),
            },
        }
    });
    let lines: Vec<Line> = lines.collect();
    visitor.render(&ListPage {
        examples: lines.iter().map(|line| line.examples).sum(),
        lines,
        mistakes: mistakes(&problems),
        page,
    })
}
