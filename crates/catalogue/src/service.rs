//! What a service folder says: plain data, read once and never changed.
//!
//! Every text a person reads stands in the folder in all the languages of the
//! portal; an unknown key anywhere is an error, so that a misspelt line is
//! noticed by its author and not by a citizen.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

use okno_web::AND;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use crate::complaint::Complaint;
use crate::examples::Example;
use crate::logic::Logic;
use crate::options::{Options, QuestionOption};
use crate::registries::Query;
use crate::repeat::Repeat;
use crate::results::Further;
use crate::workflow::Stage;

/// The same words in each language of the portal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Russian. Never empty in a loaded catalogue.
    #[serde(default)]
    pub ru: String,
    /// English. Never empty in a loaded catalogue.
    #[serde(default)]
    pub en: String,
}

impl Text {
    /// The words in the language `lang` (`"ru"` or `"en"`); Russian for any
    /// other code, since Russian is the language of the law here.
    #[must_use]
    pub fn get(&self, lang: &str) -> &str {
        if lang == "en" { &self.en } else { &self.ru }
    }
}

/// A heading of the catalogue («Документы и справки»).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Short Latin name, used in addresses.
    pub id: String,
    /// What people read.
    pub title: Text,
    /// One line about what is inside.
    pub summary: Text,
    /// Name of an icon of the portal's set.
    pub icon: String,
    /// What stands on the button beside each of its services, where a list of them is enough
    /// to order from («Запросить», S1-123).
    #[serde(default)]
    pub order: Option<Text>,
}

/// The body that decides about applications and answers for the service.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// Short Latin name; staff accounts belong to an agency by it.
    pub id: String,
    /// Full name, as documents print it.
    pub name: Text,
    /// Region it works for.
    pub region: Text,
}

/// Where the service can be received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Wholly on the portal, without a visit (S0-02).
    Online,
    /// Only at a service centre.
    InPerson,
    /// Either way.
    Both,
}

/// Account level that a person must have. Ordered from the lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// «Упрощённая», 1 of 3.
    Simplified,
    /// «Стандартная», 2 of 3.
    Standard,
    /// «Подтверждённая», 3 of 3.
    Confirmed,
}

impl Level {
    /// 1, 2 or 3, as the level badge shows it.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::Simplified => 1,
            Self::Standard => 2,
            Self::Confirmed => 3,
        }
    }
}

/// A line of a list: a title and, where it helps, an explanation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The line itself.
    pub title: Text,
    /// Explanation under it.
    #[serde(default)]
    pub text: Option<Text>,
}

/// Who may receive a service (S0-11). With a rule it is told before the first question
/// whether this person may.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The condition itself.
    pub title: Text,
    /// Explanation under it.
    #[serde(default)]
    pub text: Option<Text>,
    /// A rule over `profile.…` and `today` that is true of who meets the condition.
    #[serde(default)]
    pub rule: Option<String>,
    /// For who does not: why, and the way out. A condition with a rule has it.
    #[serde(default)]
    pub otherwise: Option<Text>,
}

/// A paper or a file that is needed (S0-11).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Needed {
    /// The paper.
    pub title: Text,
    /// Explanation under it.
    #[serde(default)]
    pub text: Option<Text>,
    /// A rule over answers, `profile.…` and `today`: needed only when it is true.
    #[serde(default)]
    pub when: Option<String>,
}

/// A frequent question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Faq {
    /// The question in the words of the person who asks.
    pub question: Text,
    /// The answer.
    pub answer: Text,
}

/// How long the agency may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// Working days from the day after the application was sent.
    pub working_days: u16,
}

/// What the person pays: either the same for everybody or by a rule.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    /// Whole roubles; 0 = free, and no payment step is shown (S0-16).
    #[serde(default)]
    pub rubles: Option<u32>,
    /// A rule over answers, `profile.…` and `today` that gives money.
    #[serde(default)]
    pub rule: Option<String>,
    /// The rule in words, for the page of the service.
    #[serde(default)]
    pub text: Option<Text>,
}

/// Words by which people look for the service besides its title.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Synonyms {
    /// Russian words and phrases.
    #[serde(default)]
    pub ru: Vec<String>,
    /// English words and phrases.
    #[serde(default)]
    pub en: Vec<String>,
}

/// Consent to the processing of personal data: a document of its own, apart
/// from the application (152-FZ art. 9; S0-15).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// Version of the text, kept with each given consent. Changes whenever the
    /// text does.
    pub version: String,
    /// Heading.
    pub title: Text,
    /// One line beside the check box («Согласен на …»).
    pub label: Text,
    /// The document; paragraphs are separated by an empty line.
    pub text: Text,
}

/// What the person fills in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Sections in the order in which they are asked.
    pub sections: Vec<Section>,
}

impl Form {
    /// All questions with their sections, in order.
    pub fn questions(&self) -> impl Iterator<Item = (&Section, &Question)> {
        self.sections
            .iter()
            .flat_map(|s| s.questions.iter().map(move |q| (s, q)))
    }

    /// The question with this id.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions().map(|(_, q)| q).find(|q| q.id == id)
    }
}

/// A page of the form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Latin name, unique in the form, used in addresses.
    pub id: String,
    /// Heading.
    pub title: Text,
    /// One line under the heading in the list of sections.
    #[serde(default)]
    pub hint: Option<Text>,
    /// A rule over what is asked before: without it, the section is for everybody.
    #[serde(default)]
    pub when: Option<String>,
    /// How it repeats: its questions are then answered once a row.
    #[serde(default)]
    pub repeat: Option<Repeat>,
    /// Questions in order.
    pub questions: Vec<Question>,
}

/// What a question looks like and what kind of answer it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// One of `options`, all of them seen at once.
    Radio,
    /// One of many `options`, in a list that opens.
    Select,
    /// One line.
    Text,
    /// Several lines.
    Textarea,
    /// A whole number from zero.
    Number,
    /// Roubles and kopecks.
    Money,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A day, ДД.ММ.ГГГГ.
    Date,
    /// One or more files, see `files`.
    File,
    /// Yes or no.
    Checkbox,
    /// Some of `options`, all of them seen at once.
    Checkboxes,
}

/// What an answer must meet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerRule {
    /// A rule over this answer and those before it. While one of them is not there yet,
    /// nothing is said.
    pub rule: String,
    /// What is wrong and what to do, where it is false.
    pub message: Text,
}

/// One question of the form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Latin name, unique in the whole form; answers are stored by it.
    pub id: String,
    /// Kind of answer.
    pub kind: QuestionKind,
    /// The question as it is asked.
    pub label: Text,
    /// Short name of the answer, for «Проверьте ответы» and for the officer.
    /// Absent = the label.
    #[serde(default)]
    pub short: Option<Text>,
    /// Help under the label.
    #[serde(default)]
    pub hint: Option<Text>,
    /// Choices of a `radio`, `select` or `checkboxes` question, or the list that has them.
    #[serde(default)]
    pub options: Options,
    /// The fewest choices of a `checkboxes` question that is answered.
    #[serde(default)]
    pub min: Option<usize>,
    /// The most choices of a `checkboxes` question.
    #[serde(default)]
    pub max: Option<usize>,
    /// A rule over what is asked before: the question is asked only when it is true.
    #[serde(default)]
    pub when: Option<String>,
    /// What the answer must meet besides its kind.
    #[serde(default)]
    pub rules: Vec<AnswerRule>,
    /// Whether the answer may be left out. Questions are required by default.
    #[serde(default = "yes")]
    pub required: bool,
    /// Name of the rule of `okno_requisites::check` that the answer must meet.
    /// Phone, e-mail and date questions have theirs without saying it, see
    /// [`Question::rule`].
    #[serde(default)]
    pub check: Option<String>,
    /// What of the profile or of «Мои документы» is put into the field at first.
    #[serde(default)]
    pub prefill: Option<Prefill>,
    /// Longest answer in characters, for `text` and `textarea`.
    #[serde(default)]
    pub max_length: Option<usize>,
    /// Limits of a `file` question; it must have them.
    #[serde(default)]
    pub files: Option<Files>,
}

fn yes() -> bool {
    true
}

impl Question {
    /// Name of the rule that the answer is checked by: the one written in the
    /// folder or the one that follows from the kind.
    #[must_use]
    pub fn rule(&self) -> Option<&str> {
        self.check.as_deref().or(match self.kind {
            QuestionKind::Phone => Some("phone"),
            QuestionKind::Email => Some("email"),
            QuestionKind::Date => Some("doc-date"),
            QuestionKind::Number => Some("number"),
            QuestionKind::Money => Some("money"),
            _ => None,
        })
    }

    /// The rule of an answer in one's own words, with the longest that it may be; empty
    /// for a choice and a file.
    #[must_use]
    pub fn full_rule(&self) -> String {
        match (self.rule(), self.kind) {
            (Some(rule), _) => rule.to_owned(),
            (None, QuestionKind::Text | QuestionKind::Textarea) => {
                format!("text:{}", self.longest())
            }
            _ => String::new(),
        }
    }

    /// Most characters of the answer; 0: its rule bounds it.
    #[must_use]
    pub fn longest(&self) -> usize {
        self.max_length.unwrap_or(match self.kind {
            QuestionKind::Text => 300,
            QuestionKind::Textarea => 3000,
            _ => 0,
        })
    }

    /// Short name of the answer.
    #[must_use]
    pub fn name(&self) -> &Text {
        self.short.as_ref().unwrap_or(&self.label)
    }

    /// The choice with this value.
    #[must_use]
    pub fn option(&self, value: &str) -> Option<&QuestionOption> {
        self.options.iter().find(|o| o.value == value)
    }

    /// The choices of an answer, in the order of the options; one at most unless several may
    /// be ticked.
    #[must_use]
    pub fn chosen(&self, answer: &str) -> Vec<&QuestionOption> {
        if self.kind != QuestionKind::Checkboxes {
            return self.option(answer).into_iter().collect();
        }
        let ticked = |option: &&QuestionOption| answer.split(AND).any(|one| one == option.value);
        self.options.iter().filter(ticked).collect()
    }

    /// Are these choices of the question, and as many as it takes?
    #[must_use]
    pub fn takes(&self, answer: &str) -> bool {
        let chosen = self.chosen(answer).len();
        let several = self.kind == QuestionKind::Checkboxes;
        let given = if several {
            answer.split(AND).count()
        } else {
            1
        };
        chosen == given && self.fewest() <= chosen && chosen <= self.most()
    }

    /// The fewest choices of an answer.
    #[must_use]
    pub fn fewest(&self) -> usize {
        self.min.unwrap_or(1)
    }

    /// The most choices of an answer.
    #[must_use]
    pub fn most(&self) -> usize {
        self.max.unwrap_or(self.options.len())
    }

    /// The most files of an answer.
    #[must_use]
    pub fn most_files(&self) -> usize {
        self.files.as_ref().map_or(1, |files| files.max.max(1))
    }
}

/// A kind of file that a person may attach, judged by content, not by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileType {
    /// PDF.
    Pdf,
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
}

impl FileType {
    /// MIME type.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

/// Limits of a `file` question (S0-12).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Files {
    /// Most files.
    pub max: usize,
    /// Most bytes a file.
    pub max_bytes: u64,
    /// Kinds that are taken.
    pub types: Vec<FileType>,
}

/// Part of a person's profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProfileField {
    /// Surname, name, patronymic.
    Name,
    /// Date of birth.
    BirthDate,
    /// Place of birth.
    BirthPlace,
    /// Sex.
    Sex,
    /// Citizenship.
    Citizenship,
    /// Series, number, issuer and date of the passport.
    Passport,
    /// СНИЛС.
    Snils,
    /// ИНН.
    Inn,
    /// Address of registration.
    RegisteredAddress,
    /// Address where the person lives.
    LivingAddress,
    /// Confirmed phone.
    Phone,
    /// E-mail.
    Email,
}

/// What a field is filled with at first.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Prefill {
    /// `profile.name`: full name.
    Name,
    /// `profile.birth_date`: date of birth, ДД.ММ.ГГГГ.
    BirthDate,
    /// `profile.snils`: СНИЛС.
    Snils,
    /// `profile.inn`: ИНН.
    Inn,
    /// `profile.registered_address`: registered address in one line.
    RegisteredAddress,
    /// `profile.phone`: confirmed phone.
    Phone,
    /// `profile.email`: e-mail.
    Email,
    /// `document.KIND.FIELD`: a field of a document of «Мои документы».
    Document {
        /// Id of the kind in `documents.yaml`.
        kind: String,
        /// Id of its field.
        field: String,
    },
}

impl JsonSchema for Prefill {
    fn schema_name() -> Cow<'static, str> {
        "Prefill".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "What a field is filled with at first: `profile.phone`, or `document.KIND.FIELD` by documents.yaml.",
            "type": "string",
            "pattern": "^(profile\\.(name|birth_date|snils|inn|registered_address|phone|email)|document\\.[a-z0-9_-]+\\.[a-z0-9_-]+)$",
        })
    }
}

impl TryFrom<String> for Prefill {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Ok(match text.as_str() {
            "profile.name" => Self::Name,
            "profile.birth_date" => Self::BirthDate,
            "profile.snils" => Self::Snils,
            "profile.inn" => Self::Inn,
            "profile.registered_address" => Self::RegisteredAddress,
            "profile.phone" => Self::Phone,
            "profile.email" => Self::Email,
            other => match other.split('.').collect::<Vec<_>>().as_slice() {
                ["document", kind, field] => Self::Document {
                    kind: (*kind).to_owned(),
                    field: (*field).to_owned(),
                },
                _ => {
                    return Err(format!(
                        "`{other}` fills nothing in; write profile.name, profile.birth_date, profile.snils, profile.inn, profile.registered_address, profile.phone, profile.email, or document.KIND.FIELD by documents.yaml"
                    ));
                }
            },
        })
    }
}

/// A lawful reason to refuse, among which the officer chooses.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RefusalGround {
    /// Latin name, kept with the decision.
    pub id: String,
    /// What the officer reads in the list.
    pub title: Text,
    /// What the citizen reads: what is wrong and what to do about it.
    pub text: Text,
}

/// What the officer works with.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    /// Parts of the profile that the officer may see: what the decision needs
    /// and no more (152-FZ art. 5).
    pub sees: Vec<ProfileField>,
}

/// A question to a registry about a case.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Latin name; rules say `registry.ID.…`.
    pub id: String,
    /// Id of a row of `registries.yaml`.
    pub query: String,
    /// A rule over answers, `profile.…` and `today`: asked only when it is true.
    #[serde(default)]
    pub when: Option<String>,
    /// What goes along, by the names of the row: rules over the same.
    #[serde(default)]
    pub with: BTreeMap<String, String>,
}

/// What the person gets.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceResult {
    /// Name of the Typst template in the service's folder.
    pub template: String,
    /// Name of the document.
    pub title: Text,
    /// Years for which it is valid; absent = without a term.
    #[serde(default)]
    pub valid_years: Option<u8>,
    /// Whether the case is closed only when the person presses «Подтвердить
    /// получение» (S0-29, S0-30).
    #[serde(default)]
    pub confirm_receipt: bool,
}

/// One public service, as its folder describes it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Name of the folder; also the address of the service's page.
    pub id: String,
    /// Grows with each change of the form; kept with each application.
    pub version: u32,
    /// Cyrillic letters that numbers of cases begin with.
    pub number_prefix: String,
    /// Id of a [`Category`].
    pub category: String,
    /// Id of an [`Agency`].
    pub agency: String,
    /// Where it is received.
    pub channel: Channel,
    /// Level of account that it takes.
    pub level: Level,
    /// Ways of confirming identity that are not enough for it, by their words in
    /// `methods.yaml` (S3-30, C6).
    #[serde(default)]
    pub methods_except: Vec<String>,
    /// Name of the service.
    pub title: Text,
    /// What it gives, in a sentence or two.
    pub summary: Text,
    /// Minutes that filling in takes.
    pub minutes: u16,
    /// Who may receive it and on what conditions (S0-11).
    pub conditions: Vec<Condition>,
    /// What papers and files are needed (S0-11).
    pub documents: Vec<Needed>,
    /// How long the agency may take.
    pub deadline: Deadline,
    /// What it costs.
    pub fee: Fee,
    /// How it goes, step by step.
    pub steps: Vec<Item>,
    /// Frequent questions.
    #[serde(default)]
    pub faq: Vec<Faq>,
    /// Other words for it.
    #[serde(default)]
    pub synonyms: Synonyms,
    /// Queries that must find the service first; the check of the catalogue
    /// tries each.
    #[serde(default)]
    pub found_by: Vec<String>,
    /// Consent that sending takes.
    pub consent: Consent,
    /// Rules with a name, for use in other rules: over answers, `profile.…`, `today` and
    /// each other.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
    /// What the person fills in.
    pub form: Form,
    /// Who answers what, and what must come of it: tried whenever the service is loaded.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// What is asked of registries once an application is sent.
    #[serde(default)]
    pub registries: Vec<Check>,
    /// The stages of a case; without any, an official decides. Never empty once loaded.
    #[serde(default)]
    pub workflow: Vec<Stage>,
    /// What of a case fills its form, where it is for complaints.
    #[serde(default)]
    pub complaint: Option<Complaint>,
    /// Reasons to refuse.
    pub refusal_grounds: Vec<RefusalGround>,
    /// What the officer sees.
    pub desk: Desk,
    /// What the person gets.
    pub result: ServiceResult,
    /// What else comes with it.
    #[serde(default)]
    pub more_results: Vec<Further>,
    /// Texts of messages that differ from the portal's usual ones, by the name
    /// of the event.
    #[serde(default)]
    pub notifications: BTreeMap<String, Text>,
    /// The folder itself, where templates lie. Set on loading.
    #[serde(skip)]
    pub folder: PathBuf,
    /// Its rules, checked. Set on loading.
    #[serde(skip)]
    pub logic: Logic,
    /// What its checks ask, from `registries.yaml`. Set on loading.
    #[serde(skip)]
    pub queries: Vec<Query>,
    /// Tells it from its other editions, see [`crate::Pack::edition`]. Set on loading.
    #[serde(skip)]
    pub edition: String,
}

impl Service {
    /// Is a confirmation by this method enough?
    #[must_use]
    pub fn takes_method(&self, method: Option<&str>) -> bool {
        method.is_none_or(|method| !self.methods_except.iter().any(|no| no == method))
    }

    /// Whether nobody ever pays for it.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.fee.rubles == Some(0)
    }

    /// What a check asks.
    #[must_use]
    pub fn query(&self, id: &str) -> Option<&Query> {
        self.queries.iter().find(|query| query.id == id)
    }

    /// The reason to refuse with this id.
    #[must_use]
    pub fn refusal_ground(&self, id: &str) -> Option<&RefusalGround> {
        self.refusal_grounds.iter().find(|g| g.id == id)
    }
}
