//! The way through a service: sections of the form, what is sent, registries, stages, ends.
//! One model for the picture and for the list that says the same.

mod draw;

use okno_catalogue::{Action, Catalogue, Decide, Service, Then};
use okno_web::Page;

pub(crate) use draw::draw;

/// What a place of the way is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A page of the form.
    Section,
    /// Answers are checked and sent.
    Sent,
    /// Registries are asked.
    Registries,
    /// A stage that waits for them.
    Waits,
    /// A stage of officials.
    Official,
    /// The document.
    Document,
    /// A refusal.
    Refusal,
}

impl Kind {
    /// Word of its class.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Section => "section",
            Self::Sent => "sent",
            Self::Registries => "registries",
            Self::Waits => "waits",
            Self::Official => "official",
            Self::Document => "document",
            Self::Refusal => "refusal",
        }
    }

    /// Its name, an id of words.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Section => "designer-kind-section",
            Self::Sent => "designer-kind-sent",
            Self::Registries => "designer-kind-registries",
            Self::Waits => "designer-kind-waits",
            Self::Official => "designer-kind-official",
            Self::Document => "designer-kind-document",
            Self::Refusal => "designer-kind-refusal",
        }
    }

    /// Does it stand beside the way, at its ends?
    fn is_end(self) -> bool {
        matches!(self, Self::Document | Self::Refusal)
    }
}

/// Where a row leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct To {
    /// Place of the way.
    pub(crate) node: usize,
    /// One of its rows.
    pub(crate) row: Option<usize>,
    /// Word on the arrow.
    pub(crate) label: String,
}

/// A line of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) text: String,
    pub(crate) to: Option<To>,
}

/// A place of the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) title: String,
    pub(crate) note: String,
    /// Not everybody comes here.
    pub(crate) optional: bool,
    pub(crate) rows: Vec<Row>,
    /// The words of the arrow to the next place; nothing where rows lead on.
    pub(crate) next: Option<String>,
}

/// The way through a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Flow {
    pub(crate) nodes: Vec<Node>,
}

impl Flow {
    /// What a row leads to, by name.
    pub(crate) fn name_of(&self, to: &To) -> String {
        let Some(node) = self.nodes.get(to.node) else {
            return String::new();
        };
        match to.row.and_then(|row| node.rows.get(row)) {
            Some(row) => format!("{}: {}", node.title, row.text),
            None => node.title.clone(),
        }
    }
}

struct Maker<'a> {
    service: &'a Service,
    catalogue: &'a Catalogue,
    page: &'a Page,
    /// Where the stages begin.
    stages: usize,
}

/// Of a service, in the language of the page.
pub(crate) fn of(service: &Service, catalogue: &Catalogue, page: &Page) -> Flow {
    let asks = usize::from(!service.registries.is_empty());
    let maker = Maker {
        service,
        catalogue,
        page,
        stages: service.form.sections.len() + 1 + asks,
    };
    let mut nodes = maker.form();
    nodes.extend(maker.registries());
    nodes.extend(service.workflow.iter().map(|stage| maker.stage(stage)));
    nodes.push(maker.document());
    nodes.push(maker.refusal());
    Flow { nodes }
}

impl Maker<'_> {
    fn say<'t>(&self, text: &'t okno_catalogue::Text) -> &'t str {
        text.get(self.page.lang.code())
    }

    fn provided(&self, rule: &str) -> String {
        self.page.ta("designer-flow-if", "rule", rule.to_owned())
    }

    fn form(&self) -> Vec<Node> {
        let sections = &self.service.form.sections;
        let mut nodes = Vec::new();
        for (n, section) in sections.iter().enumerate() {
            let count = self
                .page
                .tn("designer-questions", "n", section.questions.len());
            let note = match &section.repeat {
                None => count,
                Some(repeat) => {
                    let bounds = [
                        ("min", repeat.min.to_string()),
                        ("max", repeat.max.to_string()),
                    ];
                    let times = self.page.tv("designer-flow-repeats", &bounds);
                    format!("{count}, {times}")
                }
            };
            let next = match sections.get(n + 1) {
                None => self.page.t("designer-flow-answered"),
                Some(next) => match &next.when {
                    Some(rule) => self.provided(rule),
                    None => self.page.t("designer-flow-on"),
                },
            };
            let conditional = section.questions.iter();
            let conditional = conditional.filter_map(|q| {
                let rule = q.when.as_ref()?;
                let text = format!("{}: {}", self.say(q.name()), self.provided(rule));
                Some(Row { text, to: None })
            });
            nodes.push(Node {
                kind: Kind::Section,
                title: self.say(&section.title).to_owned(),
                note,
                optional: section.when.is_some(),
                rows: conditional.collect(),
                next: Some(next),
            });
        }
        nodes.push(Node {
            kind: Kind::Sent,
            title: self.page.t("designer-flow-sent"),
            note: self.page.t("designer-flow-code"),
            optional: false,
            rows: Vec::new(),
            next: Some(self.page.t("designer-flow-number")),
        });
        nodes
    }

    fn registries(&self) -> Option<Node> {
        let asked = &self.service.registries;
        if asked.is_empty() {
            return None;
        }
        let rows = asked.iter().map(|check| {
            let query = self.catalogue.query(&check.query);
            let title = query.map_or(check.query.as_str(), |query| self.say(&query.title));
            let text = match &check.when {
                Some(rule) => format!("{title}: {}", self.provided(rule)),
                None => title.to_owned(),
            };
            Row { text, to: None }
        });
        Some(Node {
            kind: Kind::Registries,
            title: self.page.t("designer-flow-registries"),
            note: self.page.tn("designer-queries", "n", asked.len()),
            optional: asked.iter().all(|check| check.when.is_some()),
            rows: rows.collect(),
            next: Some(self.page.t("designer-flow-asked")),
        })
    }

    fn to_stage(&self, id: &str, label: &str) -> Option<To> {
        let at = self.service.workflow.iter().position(|s| s.id == id)?;
        Some(To {
            node: self.stages + at,
            row: None,
            label: self.page.t(label),
        })
    }

    fn document_at(&self) -> usize {
        self.stages + self.service.workflow.len()
    }

    fn to_document(&self) -> To {
        To {
            node: self.document_at(),
            row: None,
            label: self.page.t("designer-flow-approve"),
        }
    }

    fn to_refusal(&self, ground: Option<&str>) -> To {
        let grounds = &self.service.refusal_grounds;
        To {
            node: self.document_at() + 1,
            row: ground.and_then(|id| grounds.iter().position(|g| g.id == id)),
            label: self.page.t("designer-flow-reject"),
        }
    }

    fn then(&self, then: &Then) -> Row {
        let to = match (&then.reject, &then.to) {
            (Some(ground), _) => Some(self.to_refusal(Some(ground))),
            (None, Some(stage)) => self.to_stage(stage, "designer-flow-to"),
            (None, None) => Some(self.to_document()),
        };
        let text = match &then.when {
            Some(rule) => self.provided(rule),
            None => self.page.t("designer-flow-else"),
        };
        Row { text, to }
    }

    fn action(&self, action: &Action) -> Row {
        let t = |id: &str| self.page.t(id);
        match action {
            Action::Decide(Decide::Approve) => Row {
                text: t("designer-act-approve"),
                to: Some(self.to_document()),
            },
            Action::Decide(Decide::Reject) => Row {
                text: t("designer-act-reject"),
                to: Some(self.to_refusal(None)),
            },
            Action::Decide(Decide::Correct) => Row {
                text: t("designer-act-correct"),
                to: Some(To {
                    node: 0,
                    row: None,
                    label: t("designer-flow-back"),
                }),
            },
            Action::Move(way) => Row {
                text: self.say(&way.title).to_owned(),
                to: self.to_stage(&way.to, "designer-flow-to"),
            },
        }
    }

    fn stage(&self, stage: &okno_catalogue::Stage) -> Node {
        let title = match self.say(&stage.title) {
            // A service without stages of its own has one without a title.
            "" => self.page.t("designer-flow-review"),
            title => title.to_owned(),
        };
        if stage.is_waiting() {
            let mut rows: Vec<Row> = stage.then.iter().map(|then| self.then(then)).collect();
            let by_hand = stage.waits.and_then(|_| self.service.by_hand());
            rows.extend(by_hand.map(|stage| Row {
                text: self.page.t("designer-flow-silent"),
                to: self.to_stage(&stage.id, "designer-flow-by-hand"),
            }));
            return Node {
                kind: Kind::Waits,
                title,
                note: self.page.t("designer-flow-by-rules"),
                optional: false,
                rows,
                next: None,
            };
        }
        let mut note = self.page.t("designer-flow-official");
        if !stage.not_by.is_empty() {
            let others = stage.not_by.iter().map(|id| {
                let other = self.service.stage(id);
                other.map_or(id.clone(), |other| self.say(&other.title).to_owned())
            });
            let others = others.collect::<Vec<_>>().join(", ");
            note = self.page.ta("designer-flow-four-eyes", "stages", others);
        }
        Node {
            kind: Kind::Official,
            title,
            note,
            optional: false,
            rows: stage.actions.iter().map(|one| self.action(one)).collect(),
            next: None,
        }
    }

    fn document(&self) -> Node {
        let result = &self.service.result;
        let years = result.valid_years.map(|years| {
            let years = i64::from(years);
            self.page.tn("designer-flow-valid", "years", years)
        });
        let note = match years {
            Some(years) => format!("{}, {years}", result.template),
            None => result.template.clone(),
        };
        let more = self.service.more_results.iter().map(|one| {
            let title = self.say(&one.title);
            let rule = one.when.as_deref();
            Row {
                text: match (&one.each, rule) {
                    (Some(each), Some(rule)) => format!("{title} ({each}: {rule})"),
                    (Some(each), None) => format!("{title} ({each})"),
                    (None, Some(rule)) => format!("{title} ({rule})"),
                    (None, None) => title.to_owned(),
                },
                to: None,
            }
        });
        Node {
            kind: Kind::Document,
            title: self.say(&result.title).to_owned(),
            note,
            optional: false,
            rows: more.collect(),
            next: None,
        }
    }

    fn refusal(&self) -> Node {
        let grounds = self.service.refusal_grounds.iter();
        let rows = grounds.map(|ground| Row {
            text: self.say(&ground.title).to_owned(),
            to: None,
        });
        Node {
            kind: Kind::Refusal,
            title: self.page.t("designer-flow-refusal"),
            note: self.page.t("designer-flow-refusal-note"),
            optional: false,
            rows: rows.collect(),
            next: None,
        }
    }
}
