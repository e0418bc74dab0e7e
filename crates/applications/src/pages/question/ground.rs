//! What a page of questions stands on: its service, its questions, the world of its rules.

use okno_accounts::Person;
use okno_catalogue::{Prefill, Section, Service, Spot, World};
use okno_papers::Known as Papers;
use okno_web::{Fault, Field, Form, Visitor};

use super::field::field;
use super::marks::Marker;
use super::rows;
use crate::model::Application;
use crate::sheet::is_answered;

/// What the page stands on.
pub(super) struct Ground<'a> {
    pub(super) service: &'a Service,
    pub(super) spots: Vec<Spot<'a>>,
    /// The section, or nothing for the correction.
    pub(super) section: Option<&'a Section>,
    /// The row of the section.
    pub(super) row: Option<InRow>,
    pub(super) world: World,
    /// What «Мои документы» hold, where a question is filled with it.
    pub(super) papers: Papers,
}

/// A row whose page it is.
pub(super) struct InRow {
    pub(super) id: String,
    /// It comes to be with its first answers.
    pub(super) is_new: bool,
}

impl<'a> Ground<'a> {
    /// The questions of a section, each once.
    pub(super) fn of_section(service: &'a Service, section: &'a Section, world: World) -> Self {
        let questions = section.questions.iter();
        Self {
            service,
            spots: questions.map(|q| Spot::plain(section, q)).collect(),
            section: Some(section),
            row: None,
            world,
            papers: Papers::default(),
        }
    }

    /// The name of a field: on the page of a section or of a row its questions have their
    /// own, and a correction may ask the same of several rows.
    pub(super) fn name<'s>(&self, spot: &'s Spot<'_>) -> &'s str {
        match self.section {
            Some(_) => &spot.question.id,
            None => &spot.key,
        }
    }

    pub(super) fn spot(&self, name: &str) -> Option<&Spot<'a>> {
        self.spots.iter().find(|spot| self.name(spot) == name)
    }

    pub(super) fn action(&self, application: &Application) -> String {
        let base = format!("/applications/{}", application.id);
        match (self.section, &self.row) {
            (Some(section), Some(row)) => format!("{base}/{}/{}", section.id, row.id),
            (Some(section), None) => format!("{base}/{}", section.id),
            (None, _) => format!("{base}/correct"),
        }
    }

    pub(super) fn form(
        &self,
        visitor: &Visitor,
        application: &Application,
        person: &Person,
    ) -> Form {
        // What is asked goes by what its author sees in the fields.
        let content = application.content.as_typed(&self.spots);
        let sheet = self.service.sheet(&content, &self.world);
        let fields = self.spots.iter().map(|spot| Field {
            hidden: !sheet.asks(spot),
            ..field(
                visitor,
                (spot, self.name(spot)),
                application,
                (person, &self.papers),
            )
        });
        let submit = match (self.section, &self.row) {
            (_, Some(_)) => "applications-row-save",
            (Some(_), None) => "applications-save-and-go",
            (None, _) => "applications-send-correction",
        };
        let mut form = Form::new(
            self.action(application),
            visitor.t(submit),
            fields.collect(),
        );
        if let [only] = form.fields.as_mut_slice()
            && self.section.is_some()
            && self.row.is_none()
        {
            only.big_label = true;
        }
        form
    }

    /// With what «Мои документы» hold, where a question is filled with it.
    pub(super) async fn with_papers(mut self, visitor: &Visitor) -> Result<Self, Fault> {
        let of_paper =
            |spot: &Spot<'_>| matches!(spot.question.prefill, Some(Prefill::Document { .. }));
        if self.spots.iter().any(of_paper) {
            self.papers = okno_papers::known(visitor.db(), visitor.citizen()?).await?;
        }
        Ok(self)
    }

    pub(super) fn marker<'v>(&self, visitor: &'v Visitor, application: &Application) -> Marker<'v> {
        Marker {
            db: visitor.db(),
            application: application.id,
        }
    }
}

/// The marked questions, and those that a corrected answer has brought up.
pub(super) fn correction_ground<'a>(
    service: &'a Service,
    application: &Application,
    world: World,
) -> Ground<'a> {
    let marked = application
        .correction
        .as_ref()
        .map_or(&[][..], |c| c.questions.as_slice());
    let sheet = service.sheet(&application.content, &world);
    let (content, today) = (&application.content, world.today);
    // A rule knows an answer of its row, and of other rows their list.
    let depends = |spot: &Spot<'_>| {
        let rule = service.logic.when(&spot.question.id);
        let names = rule.map(okno_rules::Rule::names).unwrap_or_default();
        let row = |key: &str| key.split('.').map(str::to_owned).collect::<Vec<_>>();
        marked.iter().any(|key| match row(key).as_slice() {
            [section, row, question] if spot.row.as_deref() == Some(row) => {
                spot.section.id == *section && names.contains(question.as_str())
            }
            [name, ..] => names.contains(name.as_str()),
            [] => false,
        })
    };
    let spots = service.spots(content).into_iter().filter(|spot| {
        // Rows that may be changed have their own pages.
        let open = spot.row.is_some() && rows::is_open(application, spot.section, &sheet);
        let wanted = marked.contains(&spot.key)
            || depends(spot)
            || !is_answered(spot, content, &sheet, today);
        !open && wanted
    });
    let spots = spots.collect();
    Ground {
        service,
        spots,
        section: None,
        row: None,
        world,
        papers: Papers::default(),
    }
}
