//! Services and people made by chance. Whoever fills such a form in, leaves it, comes back and
//! sends it finds every answer that the server took; whatever officials press, a case never
//! stands outside the workflow of its service; and nothing breaks.
//!
//! Each way is the same every time: its seed stands before whatever went wrong.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use okno_accounts::Level;
use okno_applications::State;
use okno_applications::model::{Application, Content};
use okno_catalogue::{
    Catalogue, Decide, Question, QuestionKind, Section, Service, Spot, Stage, World,
};
use okno_rules::Value;
use okno_store::Engine;
use serde_json::json;
use uuid::Uuid;

use crate::dice::{self, Dice, Luck};
use crate::house::{
    AGENCY, Answer, Browser, File, House, PDF, PNG, amina, at_desk, id_in, multipart,
};

/// A document that says nothing.
const PAPER: &str = "#set document(title: \"Бумага\")\n#set text(lang: \"ru\")\nБумага";

impl Luck {
    fn up_to(&mut self, most: usize) -> usize {
        usize::from(self.throw()) % (most + 1)
    }

    fn one<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        &among[self.up_to(among.len() - 1)]
    }

    /// Once in so many times.
    fn once_in(&mut self, times: usize) -> bool {
        self.up_to(times - 1) == 0
    }
}

fn letters(n: usize) -> String {
    let all: Vec<char> = ('А'..='Я').collect();
    format!("Ъ{}{}", all[n / 32 % 32], all[n % 32])
}

fn head(id: &str, n: usize) -> String {
    dice::service(id, &letters(n), "Вещь", "Thing")
        .replace("category: papers", "category: passports")
        .replace("agency: town", &format!("agency: {AGENCY}"))
}

/// Services that are right, of all that the dice make: seed, name, text.
fn good(count: usize, from: u32) -> Vec<(u32, String, String)> {
    let dir = tempfile::tempdir().unwrap();
    let all = crate::house::services();
    for name in ["categories.yaml", "agencies.yaml"] {
        std::fs::copy(all.join(name), dir.path().join(name)).unwrap();
    }
    std::fs::write(dir.path().join("registries.yaml"), dice::QUERIES).unwrap();
    let mut found = Vec::new();
    for seed in from.. {
        if found.len() == count {
            break;
        }
        let name = format!("thing-{seed}");
        let throws = Luck::new(seed).throws();
        let yaml = dice::folder(&mut Dice::of(&throws), &head(&name, found.len()));
        write(dir.path(), &name, &yaml);
        if Catalogue::load(dir.path()).is_ok() {
            found.push((seed, name.clone(), yaml));
        }
        std::fs::remove_dir_all(dir.path().join(&name)).unwrap();
    }
    found
}

fn write(dir: &std::path::Path, name: &str, yaml: &str) {
    let folder = dir.join(name);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("service.yaml"), yaml).unwrap();
    std::fs::write(folder.join("paper.typ"), PAPER).unwrap();
}

/// What rules know of everybody here.
fn world() -> World {
    let mut profile = BTreeMap::new();
    profile.insert("profile.level".to_owned(), Value::Int(2));
    let region = Value::text("Рязанская область");
    profile.insert("profile.region".to_owned(), region);
    World {
        profile,
        today: date(2026, 11, 23),
    }
}

/// A text without what is written differently by whoever shows it: spaces, roubles.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Two boxes that are ticked, as the answer is kept.
const SEVERAL: &str = "a,b";

/// What a browser sends of an answer: a field for each box that is ticked.
fn fields((name, value): &(String, String)) -> Vec<(&str, &str)> {
    let values = match value.as_str() {
        SEVERAL => SEVERAL.split(',').collect(),
        value => vec![value],
    };
    let named = |value| (name.as_str(), value);
    values.into_iter().map(named).collect()
}

/// Something that is typed for a question; nobody else types the same words.
fn typed(luck: &mut Luck, question: &Question, right: bool, token: &mut usize) -> String {
    *token += 1;
    let token = *token;
    match (question.kind, right) {
        (QuestionKind::Checkbox, _) => (*luck.one(&["yes", ""])).to_owned(),
        (QuestionKind::Radio, true) => (*luck.one(&["a", "b"])).to_owned(),
        (QuestionKind::Checkboxes, true) => (*luck.one(&["a", "b", SEVERAL])).to_owned(),
        (QuestionKind::Checkboxes, false) => String::new(),
        (QuestionKind::Number, true) => luck.up_to(4).to_string(),
        (QuestionKind::Money, true) => (*luck.one(&["150,50", "7", "90"])).to_owned(),
        (QuestionKind::Date, true) => (*luck.one(&["01.02.2020", "24.12.2026"])).to_owned(),
        (QuestionKind::Radio, false) => (*luck.one(&["", "c"])).to_owned(),
        (QuestionKind::Date, false) => format!("3{}.02.2020", luck.up_to(9)),
        (QuestionKind::Text | QuestionKind::Textarea, true) => format!("слово{token}"),
        _ => (*luck.one(&["", &format!("не{token}<&\"'")])).to_owned(),
    }
}

fn answer_at(content: &Content, spot: &Spot<'_>) -> String {
    let question = &spot.question.id;
    let found = match &spot.row {
        None => content.answers.get(question),
        Some(row) => {
            let mut rows = content.rows_of(&spot.section.id).iter();
            let row = rows.find(|one| one.id == *row);
            row.and_then(|row| row.answers.get(question))
        }
    };
    found.cloned().unwrap_or_default()
}

fn files_at(content: &Content, spot: &Spot<'_>) -> Vec<Uuid> {
    let question = &spot.question.id;
    let found = match &spot.row {
        None => content.files.get(question),
        Some(row) => {
            let mut rows = content.rows_of(&spot.section.id).iter();
            let row = rows.find(|one| one.id == *row);
            row.and_then(|row| row.files.get(question))
        }
    };
    found.into_iter().flatten().map(|file| file.id).collect()
}

/// Everything of one content is in another, but for these places.
fn all_there(
    before: &Content,
    after: &Content,
    service: &Service,
    but: &dyn Fn(&Spot<'_>) -> bool,
) {
    for spot in service.spots(before).iter().filter(|spot| !but(spot)) {
        let key = &spot.key;
        assert_eq!(answer_at(before, spot), answer_at(after, spot), "{key}");
        assert_eq!(
            files_at(before, spot),
            files_at(after, spot),
            "files of {key}"
        );
        let text = |content: &Content| content.typed.get(key).map(|typed| typed.text.clone());
        assert_eq!(text(before), text(after), "typed in {key}");
    }
}

/// One person before one form.
struct Way<'a> {
    house: &'a House,
    service: &'a Service,
    browser: Browser<'a>,
    base: String,
    luck: Luck,
    token: usize,
    world: World,
}

impl Way<'_> {
    async fn case(&self) -> Application {
        let found = okno_applications::find(self.house.db(), id_in(&self.base)).await;
        found.unwrap().unwrap()
    }

    async fn content(&self) -> Content {
        self.case().await.content
    }

    /// A page of questions as it stands open: where it sends to, and its marks.
    async fn open(&self, url: &str) -> Option<(String, Vec<(String, String)>)> {
        let page = self.browser.get(url).await;
        assert!(page.status.as_u16() < 400, "{}", page.text());
        if page.status != 200 {
            return None;
        }
        let text = page.text();
        let form = text.split("<form class=\"okno-form\"").nth(1)?;
        let (form, _) = form.split_once("</form>")?;
        let action = form
            .split("action=\"")
            .nth(1)?
            .split('"')
            .next()?
            .to_owned();
        let hidden = form.split("<input type=\"hidden\" name=\"").skip(1);
        let hidden = hidden.filter_map(|one| {
            let (name, rest) = one.split_once("\" value=\"")?;
            Some((name.to_owned(), rest.split('"').next()?.to_owned()))
        });
        Some((action, hidden.collect()))
    }

    fn is_open(&self, content: &Content, section: &Section) -> bool {
        self.service
            .sheet(content, &self.world)
            .has_section(&section.id)
    }

    /// What a browser sends of a page: of each question something, of boxes and choices only
    /// what is chosen.
    fn answers(&mut self, section: &Section, right: bool) -> Vec<(String, String)> {
        let asked = section.questions.iter();
        asked
            .filter(|question| question.kind != QuestionKind::File)
            .map(|question| {
                let right = right || self.luck.up_to(3) > 0;
                let value = typed(&mut self.luck, question, right, &mut self.token);
                (question.id.clone(), value)
            })
            .collect()
    }

    fn files<'a>(&mut self, section: &'a Section, right: bool) -> Vec<File<'a>> {
        let mut files = Vec::new();
        for question in &section.questions {
            if question.kind == QuestionKind::File && (right || self.luck.once_in(2)) {
                let wrong = !right && self.luck.once_in(4);
                files.push(File {
                    field: &question.id,
                    name: if wrong {
                        "снимок.png"
                    } else {
                        "бумага.pdf"
                    },
                    content: if wrong { PNG } else { PDF },
                });
            }
        }
        files
    }

    /// The button of a page is pressed; everything that was typed is there afterwards.
    async fn saves(&mut self, section: &Section, url: &str, right: bool) {
        let before = self.content().await;
        let Some((action, hidden)) = self.open(url).await else {
            assert!(!self.is_open(&before, section) || section.repeat.is_some());
            return;
        };
        let answers = self.answers(section, right);
        let files = self.files(section, right);
        let chosen = answers.iter().filter(|(name, value)| {
            let question = section
                .questions
                .iter()
                .find(|one| one.id == *name)
                .unwrap();
            let pressed = matches!(
                question.kind,
                QuestionKind::Radio | QuestionKind::Checkbox | QuestionKind::Checkboxes
            );
            !(pressed && value.is_empty())
        });
        let all: Vec<(&str, &str)> = hidden.iter().chain(chosen).flat_map(fields).collect();
        let answer = match files.is_empty() {
            true => self.browser.post(&action, &all).await,
            false => self.browser.upload(&action, multipart(&all, &files)).await,
        };
        assert!(
            [303, 422].contains(&answer.status.as_u16()),
            "{}",
            answer.text()
        );
        let after = self.content().await;
        let row = section
            .repeat
            .as_ref()
            .map(|_| action.rsplit('/').next().unwrap().to_owned());
        let here = |spot: &Spot<'_>| spot.section.id == section.id && spot.row == row;
        all_there(&before, &after, self.service, &here);
        let sheet = self.service.sheet(&after, &self.world);
        for spot in self.service.spots(&after).iter().filter(|spot| here(spot)) {
            let key = &spot.key;
            let kept = answer_at(&after, spot);
            if !sheet.asks(spot) {
                assert_eq!(kept, "", "{key} is not asked");
                continue;
            }
            assert!(!after.typed.contains_key(key), "{key} was saved");
            if spot.question.kind == QuestionKind::File {
                let (was, is) = (files_at(&before, spot), files_at(&after, spot));
                assert!(was.iter().all(|file| is.contains(file)), "files of {key}");
                let sent = files.iter().filter(|file| file.field == spot.question.id);
                let good = sent.filter(|file| file.content == PDF).count();
                let room = 2 - was.len().min(2);
                assert_eq!(is.len(), was.len() + good.min(room), "files of {key}");
                continue;
            }
            let (_, given) = answers
                .iter()
                .find(|(name, _)| *name == spot.question.id)
                .unwrap();
            assert_eq!(bare(&kept), bare(given), "{key}");
        }
        drop(sheet);
        self.comes_back(url, &action).await;
    }

    /// What stands in the content stands on the page, in another browser too.
    async fn comes_back(&mut self, url: &str, action: &str) {
        let url = if url.ends_with("/new") { action } else { url };
        if self.luck.once_in(4) {
            self.browser = self.house.enter("citizen", self.browser.id).await;
            for page in ["/applications", self.base.as_str()] {
                let page = self.browser.get(page).await;
                assert!(page.status.as_u16() < 400, "{}", page.text());
            }
        }
        let page = self.browser.get(url).await;
        if page.status != 200 {
            assert!(page.status.as_u16() == 303, "{}", page.text());
            return;
        }
        let content = self.content().await;
        let sheet = self.service.sheet(&content, &self.world);
        for spot in self.service.spots(&content) {
            let on_page = match &spot.row {
                Some(row) => url.ends_with(row.as_str()),
                None => url.ends_with(&format!("/{}", spot.section.id)),
            };
            if !on_page || !sheet.asks(&spot) {
                continue;
            }
            let typed = content.typed.get(&spot.key).map(|typed| typed.text.clone());
            let text = typed.unwrap_or_else(|| answer_at(&content, &spot));
            // The sign that is written as it is, of words that stand nowhere else.
            if text.contains("слово") || text.starts_with("не") {
                let words = text.split('<').next().unwrap();
                assert!(page.text().contains(words), "{}: «{text}»", spot.key);
            }
        }
    }

    /// A script keeps what is typed; no answer changes by it.
    async fn keeps(&mut self, section: &Section, url: &str) {
        let before = self.content().await;
        let Some((action, hidden)) = self.open(url).await else {
            return;
        };
        let mut answers = self.answers(section, false);
        answers.retain(|_| self.luck.once_in(2));
        answers.retain(|(_, value)| !value.is_empty());
        let tab = [("_tab".to_owned(), format!("tab{}", self.luck.throw()))];
        let all: Vec<(&str, &str)> = hidden
            .iter()
            .chain(&tab)
            .chain(&answers)
            .flat_map(fields)
            .collect();
        let told = self.browser.post(&format!("{action}/keep"), &all).await;
        assert_eq!(told.status, 200, "{}", told.text());
        let told: serde_json::Value = serde_json::from_slice(&told.body).unwrap();
        assert_eq!(told, json!({ "closed": false, "elsewhere": [] }), "{url}");
        let after = self.content().await;
        let row = section
            .repeat
            .as_ref()
            .map(|_| action.rsplit('/').next().unwrap().to_owned());
        let sent = |spot: &Spot<'_>| {
            let here = spot.section.id == section.id && spot.row == row;
            let mut answers = answers.iter().filter(|_| here);
            answers.find(|(name, _)| *name == spot.question.id)
        };
        all_there(&before, &after, self.service, &|spot| sent(spot).is_some());
        for spot in self.service.spots(&after) {
            let Some((_, given)) = sent(&spot) else {
                continue;
            };
            let kept = match after.typed.get(&spot.key) {
                Some(typed) => typed.text.clone(),
                None => answer_at(&after, &spot),
            };
            assert_eq!(kept, *given, "typed in {}", spot.key);
            assert_eq!(answer_at(&after, &spot), answer_at(&before, &spot));
        }
        self.comes_back(url, &action).await;
    }

    /// The page of a row that is there, or of a new one.
    async fn row_url(&mut self, section: &Section) -> String {
        let content = self.content().await;
        let rows = content.rows_of(&section.id);
        let url = format!("{}/{}", self.base, section.id);
        match rows.is_empty() || self.luck.once_in(2) {
            true => format!("{url}/new"),
            false => format!("{url}/{}", self.luck.one(rows).id),
        }
    }

    /// One thing that a person may do with a draft.
    async fn does_something(&mut self) {
        let service = self.service;
        let section = self.luck.one(&service.form.sections);
        let url = match section.repeat {
            Some(_) => self.row_url(section).await,
            None => format!("{}/{}", self.base, section.id),
        };
        let before = self.content().await;
        match self.luck.up_to(9) {
            0..=4 => self.saves(section, &url, false).await,
            5 | 6 => self.keeps(section, &url).await,
            7 => self.removes(section, &before).await,
            8 => {
                // Addresses and fields that nobody offers.
                let strange = [
                    ("q0", "слово"),
                    ("_was", "q0=a..;;="),
                    ("_take", "q0"),
                    ("q99", "b"),
                ];
                let odd = format!("{}/{}/zz", self.base, section.id);
                let answer = self.browser.post(&odd, &strange).await;
                assert!(answer.status.as_u16() < 500, "{}", answer.text());
                let answer = self.browser.post(&format!("{odd}/keep"), &strange).await;
                assert!(answer.status.as_u16() < 500, "{}", answer.text());
                all_there(&before, &self.content().await, service, &|_| false);
            }
            _ => {
                // Sent too early, or with a code that nobody got.
                let consent = [("consent", "yes")];
                for (page, fields) in [("check", consent), ("send", [("code", "000000")])] {
                    let answer = self
                        .browser
                        .post(&format!("{}/{page}", self.base), &fields)
                        .await;
                    assert!(answer.status.as_u16() < 500, "{}", answer.text());
                }
                assert_eq!(self.case().await.state, State::Draft);
                all_there(&before, &self.content().await, service, &|_| false);
            }
        }
    }

    /// A row, or a file, is taken out; the others stay.
    async fn removes(&mut self, section: &Section, before: &Content) {
        let rows = before.rows_of(&section.id);
        let kept = before.files.values().flatten().next().map(|file| file.id);
        if !rows.is_empty() && self.is_open(before, section) {
            let row = self.luck.one(rows).id.clone();
            let url = format!("{}/{}/{row}/remove", self.base, section.id);
            self.browser.post(&url, &[]).await.to();
            let after = self.content().await;
            assert_eq!(after.rows_of(&section.id).len(), rows.len() - 1);
            all_there(before, &after, self.service, &|spot| {
                spot.row.as_ref() == Some(&row)
            });
        } else if let Some(file) = kept {
            let url = format!("{}/files/{file}", self.base);
            self.browser.post(&url, &[]).await.to();
            let after = self.content().await;
            assert!(after.file(file).is_none());
            let holds = |spot: &Spot<'_>| files_at(before, spot).contains(&file);
            all_there(before, &after, self.service, &holds);
        }
    }

    /// Fills in what is left with right answers and sends; some rules are never met.
    async fn sends(&mut self) -> bool {
        for _ in 0..5 {
            let service = self.service;
            for section in &service.form.sections {
                let before = self.content().await;
                if !self.is_open(&before, section) {
                    continue;
                }
                let url = format!("{}/{}", self.base, section.id);
                let Some(repeat) = &section.repeat else {
                    self.saves(section, &url, true).await;
                    continue;
                };
                for row in before.rows_of(&section.id) {
                    self.saves(section, &format!("{url}/{}", row.id), true)
                        .await;
                }
                for _ in before.rows_of(&section.id).len()..repeat.min {
                    self.saves(section, &format!("{url}/new"), true).await;
                }
                let answer = self.browser.post(&url, &[]).await;
                assert!(answer.status.as_u16() < 500, "{}", answer.text());
            }
            if self
                .browser
                .get(&format!("{}/check", self.base))
                .await
                .status
                == 200
            {
                break;
            }
        }
        let before = self.content().await;
        let check = format!("{}/check", self.base);
        let ticked = self.browser.post(&check, &[("consent", "yes")]).await;
        assert!(ticked.status.as_u16() < 500, "{}", ticked.text());
        if ticked.status != 303 || ticked.to() != format!("{}/send", self.base) {
            assert_eq!(self.case().await.state, State::Draft);
            return false;
        }
        let code = self.house.code().await;
        let sent = self
            .browser
            .post(&format!("{}/send", self.base), &[("code", &code)])
            .await;
        assert_eq!(sent.to(), format!("{}?done=sent", self.base));
        let case = self.case().await;
        // Every answer that was asked for is in the case, and nothing else is.
        let sheet = self.service.sheet(&before, &self.world);
        for spot in self.service.spots(&before) {
            let (was, is) = (answer_at(&before, &spot), answer_at(&case.content, &spot));
            match sheet.asks(&spot) {
                true => {
                    assert_eq!(is, was, "sent: {}", spot.key);
                    assert_eq!(files_at(&case.content, &spot), files_at(&before, &spot));
                    assert!(case.content.is_asked(&spot.key));
                }
                false => assert_eq!(is, "", "sent, though nobody asked: {}", spot.key),
            }
        }
        let expected = outcomes(self.service, self.service.start());
        assert!(expected.contains(&Outcome::of(&case)), "{:?}", case.stage);
        true
    }
}

/// How a case may stand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Stage(String),
    Approved,
    Rejected,
    Correction,
    Withdrawn,
}

impl Outcome {
    fn of(case: &Application) -> Self {
        match case.state {
            State::Sent => Self::Stage(case.stage.clone().unwrap_or_default()),
            State::Approved | State::Completed => Self::Approved,
            State::Rejected => Self::Rejected,
            State::CorrectionAsked => Self::Correction,
            State::Withdrawn => Self::Withdrawn,
            State::Draft => panic!("a case is no draft any more"),
        }
    }
}

/// Where a case may come by itself that enters a stage.
fn outcomes(service: &Service, from: &Stage) -> BTreeSet<Outcome> {
    let (mut all, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(stage) = next.pop() {
        if !all.insert(Outcome::Stage(stage.id.clone())) {
            continue;
        }
        for then in stage.then.iter().filter(|_| stage.is_waiting()) {
            match (&then.to, &then.reject) {
                (Some(to), _) => next.push(service.stage(to).unwrap()),
                (None, Some(_)) => drop(all.insert(Outcome::Rejected)),
                (None, None) => drop(all.insert(Outcome::Approved)),
            }
        }
    }
    all
}

/// What an official tries.
#[derive(Debug, Clone)]
enum Act {
    Claim,
    Release,
    ByHand,
    Decide(String, String, Vec<String>),
}

fn some_act(luck: &mut Luck, service: &Service, case: &Application) -> Act {
    match luck.up_to(9) {
        0..=2 => Act::Claim,
        3 => Act::Release,
        4 => Act::ByHand,
        _ => {
            let stage = luck.one(&service.workflow);
            let to = format!("to:{}", stage.id);
            let words = [
                "approve",
                "reject",
                "correct",
                "to:nowhere",
                "",
                to.as_str(),
                to.as_str(),
            ];
            let decision = (*luck.one(&words)).to_owned();
            let ground = (*luck.one(&["wrong", "wrong", "", "other"])).to_owned();
            let spots = service.spots(&case.content);
            let asked = spots.iter().filter(|spot| case.content.is_asked(&spot.key));
            let marks = asked
                .filter(|_| luck.once_in(2))
                .map(|spot| spot.key.clone());
            Act::Decide(decision, ground, marks.collect())
        }
    }
}

/// Whom the officials' acts are measured by: who moved the case on from which stage since it
/// was sent.
type Moved = BTreeSet<(usize, String)>;

/// May this official do that now, and how may the case stand then? `None`: nothing changes.
fn allowed(
    service: &Service,
    case: &Application,
    (who, id): (usize, Uuid),
    act: &Act,
    moved: &Moved,
) -> Option<BTreeSet<Outcome>> {
    let stage = service.stage_or_start(case.stage.as_deref().unwrap_or_default());
    let barred = |stage: &Stage| {
        stage
            .not_by
            .iter()
            .any(|not| moved.contains(&(who, not.clone())))
    };
    let stays = || BTreeSet::from([Outcome::of(case)]);
    let holds = case.state == State::Sent && case.claimed_by == Some(id);
    match act {
        Act::Claim => {
            let free = case.state == State::Sent && !case.waits && case.claimed_by.is_none();
            (free && !barred(stage)).then(stays)
        }
        Act::Release => holds.then(stays),
        Act::ByHand => {
            let hand = service.by_hand().filter(|hand| !barred(hand));
            let hand = hand.filter(|_| case.state == State::Sent && case.waits);
            hand.map(|hand| BTreeSet::from([Outcome::Stage(hand.id.clone())]))
        }
        Act::Decide(decision, ground, marks) => {
            if !holds || case.waits || barred(stage) || ground == "other" {
                return None;
            }
            let one = |outcome| Some(BTreeSet::from([outcome]));
            match decision.as_str() {
                "approve" if stage.allows(Decide::Approve) => one(Outcome::Approved),
                "reject" if stage.allows(Decide::Reject) && ground == "wrong" => {
                    one(Outcome::Rejected)
                }
                "correct" if stage.allows(Decide::Correct) && !marks.is_empty() => {
                    one(Outcome::Correction)
                }
                _ => {
                    let to = decision.strip_prefix("to:")?;
                    let way = stage.moves().find(|way| way.to == to)?;
                    Some(outcomes(service, service.stage(&way.to).unwrap()))
                }
            }
        }
    }
}

async fn press(desk: &str, browser: &Browser<'_>, act: &Act) -> Answer {
    match act {
        Act::Claim => browser.post(&format!("{desk}/claim"), &[]).await,
        Act::Release => browser.post(&format!("{desk}/release"), &[]).await,
        Act::ByHand => browser.post(&format!("{desk}/by-hand"), &[]).await,
        Act::Decide(decision, ground, marks) => {
            let marks: Vec<String> = marks.iter().map(|key| format!("mark-{key}")).collect();
            let mut fields = vec![
                ("decision", decision.as_str()),
                ("ground", ground.as_str()),
                ("message", "Поправьте"),
            ];
            fields.extend(marks.iter().map(|mark| (mark.as_str(), "yes")));
            browser.post(&format!("{desk}/decide"), &fields).await
        }
    }
}

impl Way<'_> {
    /// The answers of the registries come.
    async fn registries_answer(&mut self) {
        let before = self.case().await;
        self.house.run_jobs().await;
        let after = self.case().await;
        let mut expected = BTreeSet::from([Outcome::of(&before)]);
        if before.state == State::Sent && before.waits {
            let stage = self
                .service
                .stage_or_start(before.stage.as_deref().unwrap());
            expected = outcomes(self.service, stage);
        }
        assert!(expected.contains(&Outcome::of(&after)), "{:?}", after.stage);
        all_there(&before.content, &after.content, self.service, &|_| false);
    }

    /// The person corrects what was marked; the rest stays as it was.
    async fn corrects(&mut self) {
        let before = self.case().await;
        let url = format!("{}/correct", self.base);
        let Some((action, hidden)) = self.open(&url).await else {
            panic!("no page of the correction");
        };
        let marked = before.correction.as_ref().unwrap().questions.clone();
        let mut answers = Vec::new();
        for spot in self.service.spots(&before.content) {
            if marked.contains(&spot.key) && spot.question.kind != QuestionKind::File {
                let value = typed(&mut self.luck, spot.question, true, &mut self.token);
                answers.push((spot.key.clone(), value));
            }
        }
        let all: Vec<(&str, &str)> = hidden
            .iter()
            .chain(&answers)
            .filter(|(_, value)| !value.is_empty())
            .flat_map(fields)
            .collect();
        let answer = self.browser.post(&action, &all).await;
        assert!(
            [303, 422].contains(&answer.status.as_u16()),
            "{}",
            answer.text()
        );
        let after = self.case().await;
        if after.state == State::Sent {
            let expected = outcomes(self.service, self.service.start());
            assert!(expected.contains(&Outcome::of(&after)), "{:?}", after.stage);
        } else {
            assert_eq!(after.state, State::CorrectionAsked);
        }
        let sheet = self.service.sheet(&after.content, &self.world);
        let asked = |spot: &Spot<'_>| sheet.asks(spot) && before.content.is_asked(&spot.key);
        let elsewhere = |spot: &Spot<'_>| marked.contains(&spot.key) || !asked(spot);
        all_there(&before.content, &after.content, self.service, &elsewhere);
        for (key, given) in &answers {
            let spots = self.service.spots(&after.content);
            let spot = spots.iter().find(|spot| spot.key == *key).unwrap();
            if sheet.asks(spot) {
                assert_eq!(bare(&answer_at(&after.content, spot)), bare(given), "{key}");
            }
        }
    }

    /// Officials press what they may and what they may not.
    async fn is_considered(&mut self, officers: &[Browser<'_>], did: &mut Did) {
        let desk = at_desk(&self.base);
        let mut moved = Moved::new();
        for _ in 0..14 {
            let before = self.case().await;
            if before.state == State::CorrectionAsked {
                self.corrects().await;
                // The workflow began anew.
                if self.case().await.state == State::Sent {
                    moved.clear();
                }
                self.registries_answer().await;
                continue;
            }
            if before.state != State::Sent && self.luck.once_in(2) {
                break;
            }
            let who = self.luck.up_to(officers.len() - 1);
            let officer = &officers[who];
            let who = (who, officer.id);
            let mut act = some_act(&mut self.luck, self.service, &before);
            let mut expected = allowed(self.service, &before, who, &act, &moved);
            // By chance alone little of what is pressed may be pressed.
            for _ in 0..8 * self.luck.up_to(1) {
                if expected.is_none() {
                    act = some_act(&mut self.luck, self.service, &before);
                    expected = allowed(self.service, &before, who, &act, &moved);
                }
            }
            let answer = press(&desk, officer, &act).await;
            assert!(answer.status.as_u16() < 500, "{act:?}: {}", answer.text());
            let after = self.case().await;
            all_there(&before.content, &after.content, self.service, &|_| false);
            let now = (Outcome::of(&after), after.claimed_by);
            match &expected {
                None => {
                    did.forbidden += 1;
                    assert_eq!(now, (Outcome::of(&before), before.claimed_by), "{act:?}");
                }
                Some(expected) => {
                    did.permitted += 1;
                    assert!(expected.contains(&now.0), "{act:?} led to {now:?}");
                    match act {
                        Act::Claim | Act::ByHand => assert_eq!(now.1, Some(officer.id)),
                        Act::Release => assert_eq!(now.1, None),
                        Act::Decide(..) => assert_ne!(after.version, before.version, "{act:?}"),
                    }
                    let leaves = matches!(&act, Act::Decide(to, ..) if to.starts_with("to:"));
                    if leaves {
                        let stage = before.stage.clone().unwrap_or_default();
                        moved.insert((who.0, stage));
                    }
                }
            }
            let page = officers[self.luck.up_to(officers.len() - 1)]
                .get(&desk)
                .await;
            assert!(page.status.as_u16() < 500, "{}", page.text());
            if self.luck.once_in(2) {
                self.registries_answer().await;
            }
            let page = self.browser.get(&self.base).await;
            page.is(200);
        }
    }
}

/// What was tried: a test that tries nothing proves nothing.
#[derive(Debug, Default)]
struct Did {
    sent: usize,
    permitted: usize,
    forbidden: usize,
}

async fn live(
    house: &House,
    service: &Service,
    seed: u32,
    officers: &[Browser<'_>],
    did: &mut Did,
) {
    let phone = format!("+7900556{:04}", seed % 10_000);
    let mail = format!("chance{seed}@pochta.example");
    let id = house
        .citizen_like(&amina(&phone, &mail), Level::Standard)
        .await;
    let browser = house.enter("citizen", id).await;
    let begin = format!("/applications/new/{}", service.id);
    let base = browser.post(&begin, &[]).await.to();
    let mut luck = Luck::new(seed ^ 0x5eed);
    let data = json!({ "sum": luck.up_to(4), "good": luck.once_in(2) });
    match luck.up_to(2) {
        0 => house
            .registry
            .says("test", 200, json!({ "outcome": "not_found" })),
        1 => house.registry.says("test", 503, json!(null)),
        _ => house.registry.holds("test", data),
    }
    let mut way = Way {
        house,
        service,
        browser,
        base,
        luck,
        token: 1000,
        world: world(),
    };
    for _ in 0..10 {
        way.does_something().await;
    }
    if way.sends().await {
        did.sent += 1;
        way.registries_answer().await;
        way.is_considered(officers, did).await;
    }
}

async fn live_all(engine: Engine, count: usize, from: u32) {
    let house = House::build(engine).await;
    let made = good(count, from);
    house
        .adds(dice::QUERIES, |folder| {
            for (_, name, yaml) in &made {
                write(folder, name, yaml);
            }
        })
        .await;
    let officers = [
        house.officer("chance-1", AGENCY, "officer").await,
        house.officer("chance-2", AGENCY, "officer").await,
    ];
    let catalogue = house.catalogue();
    let mut did = Did::default();
    for (seed, name, yaml) in &made {
        /// Says where it was when something goes wrong.
        struct Place<'a>(u32, &'a str);
        impl Drop for Place<'_> {
            fn drop(&mut self) {
                if std::thread::panicking() {
                    eprintln!("seed {}, service:\n{}", self.0, self.1);
                }
            }
        }
        let _place = Place(*seed, yaml);
        let service = catalogue.get(name).unwrap();
        live(&house, service, *seed, &officers, &mut did).await;
    }
    let failed = "select count(*) as n from jobs where last_error is not null and kind <> 'applications.ask'";
    eprintln!("{did:?}; {} jobs failed", house.count(failed).await);
    assert!(did.sent * 3 > count, "{did:?}");
    assert!(did.permitted > count && did.forbidden > count, "{did:?}");
}

mod whatever_is_typed_or_pressed_nothing_is_lost_and_no_case_leaves_its_workflow {
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn sqlite() {
        super::live_all(okno_store::Engine::Sqlite, 30, 0).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgres() {
        super::live_all(okno_store::Engine::Postgres, 8, 10_000).await;
    }
}
