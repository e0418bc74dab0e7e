//! The pages: a service as a picture, an attempt with its rules, the sample of a document.

use okno_catalogue::trace::End;
use okno_catalogue::{Catalogue, Example, Service, workshop};

use crate::{official, on_both};

/// The first service with an example like this, and the number of that example.
fn with_example(
    catalogue: &Catalogue,
    like: impl Fn(&Service, &Example) -> bool,
) -> (&Service, usize) {
    let all = catalogue.services().iter();
    let mut found = all.filter_map(|service| {
        let at = service.examples.iter().position(|e| like(service, e))?;
        Some((service, at))
    });
    let (service, at) = found.next().unwrap();
    (service.as_ref(), at)
}

fn unescaped(text: &str) -> String {
    let signs = [
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
    ];
    let text = signs.iter().fold(text.to_owned(), |text, (code, sign)| {
        text.replace(code, sign)
    });
    text.replace("&#38;", "&")
}

/// The fields of the attempt as a browser would send them.
fn fields(page: &str) -> Vec<(String, String)> {
    let plain = unescaped;
    let part = |tag: &str, name: &str| {
        let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
        let rest = &tag[from..];
        Some(plain(&rest[..rest.find('"')?]))
    };
    let form = &page[page.find("<form class=\"okno-trial__form\"").unwrap()..];
    let form = &form[..form.find("</form>").unwrap()];
    let mut out = Vec::new();
    for piece in form.split('<').skip(1) {
        let tag = &piece[..piece.find('>').unwrap()];
        let Some(name) = part(tag, "name") else {
            continue;
        };
        if tag.starts_with("input") {
            let is_box = tag.contains("type=\"checkbox\"");
            if !is_box || tag.contains(" checked") {
                out.push((name, part(tag, "value").unwrap_or_default()));
            }
        } else if tag.starts_with("textarea") {
            out.push((name, plain(&piece[tag.len() + 1..])));
        } else if tag.starts_with("select") {
            let from = form.find(&format!("<{tag}")).unwrap();
            let list = &form[from..];
            let list = &list[..list.find("</select>").unwrap()];
            let chosen = list.split("<option").find(|one| one.contains(" selected"));
            let value = chosen.and_then(|one| part(one, "value"));
            out.push((name, value.unwrap_or_default()));
        }
    }
    out
}

fn sent(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    let all = fields.iter();
    all.map(|(name, words)| (name.as_str(), words.as_str()))
        .collect()
}

fn changed(fields: &[(String, String)], name: &str, words: &str) -> Vec<(String, String)> {
    let mut all: Vec<_> = fields.iter().filter(|(n, _)| n != name).cloned().collect();
    all.push((name.to_owned(), words.to_owned()));
    all
}

on_both!(
    the_workshop_is_for_designers_and_administrators,
    |house, catalogue| async move {
        let id = &catalogue.services()[0].id;
        let own = format!("/work/services/{id}");
        let addresses = [
            "/work/services".to_owned(),
            own.clone(),
            format!("{own}/try"),
            format!("{own}/document"),
        ];
        let mut nobody = house.browser();
        for address in &addresses {
            let page = nobody.get(address).await;
            page.is(303);
            assert!(page.to().starts_with("/work/login"), "{address}");
        }
        let nobody = nobody.post(&format!("{own}/try"), &[]).await;
        assert!(nobody.to().starts_with("/work/login"));
        for role in ["officer", "operator", "support", "auditor"] {
            let mut other = official(&house, role).await;
            for address in &addresses {
                other.get(address).await.is(403);
            }
            other.post(&format!("{own}/try"), &[]).await.is(403);
            other.post(&format!("{own}/document"), &[]).await.is(403);
        }
        for role in ["designer", "admin"] {
            let mut own = official(&house, role).await;
            for address in &addresses[..3] {
                own.get(address).await.is(200);
            }
            own.get(&addresses[3]).await.leads(&addresses[2]);
            own.get("/work/services/no-such-service").await.is(404);
            own.get("/work/services/no-such-service/try").await.is(404);
            own.get("/work/services/x%22y/document").await.is(404);
        }
    }
);

on_both!(
    a_service_is_a_picture_and_a_list,
    |house, catalogue| async move {
        let mut designer = official(&house, "designer").await;
        let list = designer.get("/work/services").await;
        for service in catalogue.services() {
            list.has(&format!("/work/services/{}\"", service.id));
            let page = designer
                .get(&format!("/work/services/{}", service.id))
                .await;
            page.is(200).has("<svg class=\"okno-flow\"").lacks("⟦");
            let svg = &page.text[page.text.find("<svg class=\"okno-flow\"").unwrap()..];
            let svg = &svg[..svg.find("</svg>").unwrap()];
            // A box for each page of the form, each stage, and both ends; numbers are numbers.
            let least = service.form.sections.len() + service.workflow.len() + 3;
            assert!(svg.matches("<rect").count() >= least, "{}", service.id);
            assert!(!svg.contains("NaN") && !svg.contains("inf"));
            for section in &service.form.sections {
                page.has(&section.title.ru);
            }
            for ground in &service.refusal_grounds {
                page.has(&ground.title.ru.replace('\u{a0}', " "));
            }
            for example in &service.examples {
                page.has(&example.name);
            }
            page.has("Как ожидали").lacks("Вышло иначе");
        }
        // In English, too.
        let id = &catalogue.services()[0].id;
        designer
            .post("/-/lang", &[("lang", "en"), ("back", "/")])
            .await;
        let page = designer.get(&format!("/work/services/{id}")).await;
        page.has("The way of an application").lacks("⟦");
        let page = designer.get(&format!("/work/services/{id}/try")).await;
        page.has("What came of it").lacks("⟦");
    }
);

on_both!(
    every_example_is_opened_and_comes_out_the_same,
    |house, catalogue| async move {
        let mut designer = official(&house, "designer").await;
        let mut opened = 0;
        for service in catalogue.services() {
            let outcomes = workshop::outcomes(service, catalogue.queries());
            for (n, outcome) in outcomes.iter().enumerate() {
                let at = format!("/work/services/{}/try", service.id);
                let page = designer.get(&format!("{at}?example={n}")).await;
                page.is(200).lacks("⟦");
                let told = outcome.told.as_ref().unwrap();
                let sentence = match &told.end {
                    End::Approve => "Правила одобряют",
                    End::Reject(_) => "Правила отказывают",
                    End::Official(_) => "Решает сотрудник",
                    End::Waits(_) => "Ждём ответа реестра",
                };
                page.has(sentence);
                // What came of the page's own fields is the same.
                let all = fields(&page.text);
                let again = designer.post(&at, &sent(&all)).await;
                again.is(200).has(sentence);
                let result = |text: &str| {
                    let from = text.find("id=\"result\"").unwrap();
                    let text = &text[from..];
                    text[..text.find("id=\"yaml-head\"").unwrap()].to_owned()
                };
                assert_eq!(result(&page.text), result(&again.text), "{}", outcome.name);
                opened += 1;
            }
        }
        assert!(opened > 30, "{opened}");
    }
);

on_both!(
    a_changed_answer_shows_the_rule_that_decides,
    |house, catalogue| async move {
        let mut designer = official(&house, "designer").await;
        // Somebody who may not have it, by the rule of a condition.
        let (service, n) = with_example(&catalogue, |_, e| e.expect.eligible == Some(false));
        let at = format!("/work/services/{}/try", service.id);
        let page = designer.get(&format!("{at}?example={n}")).await;
        page.has("Отправить нельзя");
        let condition = service
            .conditions
            .iter()
            .find_map(|c| c.rule.as_ref())
            .unwrap();
        page.has(
            &condition
                .replace('>', "&#62;")
                .replace('<', "&#60;")
                .replace('\'', "&#39;"),
        );
        page.has(&format!("{}/service.yaml:", service.id));
        page.has("<dt>today</dt>");

        // An answer that rules refuse is told with its message and the line.
        let (service, n) = with_example(&catalogue, |service, e| {
            let errors = e.expect.errors.iter().flatten();
            let mut ruled = errors.filter(|(key, what)| {
                let question = key.split('.').next_back().unwrap();
                let rules = service.form.question(question);
                rules.is_some_and(|q| q.rules.iter().any(|r| r.message.ru.contains(what.as_str())))
            });
            ruled.next().is_some()
        });
        let page = designer
            .get(&format!("/work/services/{}/try?example={n}", service.id))
            .await;
        page.has("Ошибки в ответах").has("okno-rule");
    }
);

on_both!(
    people_and_registries_are_made_up,
    |house, catalogue| async move {
        let mut designer = official(&house, "designer").await;
        let (service, n) = with_example(&catalogue, |service, e| {
            e.expect.approve.is_some() && !service.registries.is_empty()
        });
        let at = format!("/work/services/{}/try", service.id);
        let page = designer.get(&format!("{at}?example={n}")).await;
        page.has("Правила одобряют")
            .has("Показать документ")
            .has("Нашёл");
        let all = fields(&page.text);

        // The registry keeps silent: the case waits. It finds nothing: rules decide otherwise.
        let check = &service.registries[0].id;
        let silent = changed(&all, &format!("r.{check}"), "");
        designer
            .post(&at, &sent(&silent))
            .await
            .has("Ждём ответа реестра");
        let nothing = changed(&all, &format!("r.{check}"), "none");
        designer
            .post(&at, &sent(&nothing))
            .await
            .has("Не нашёл")
            .lacks("Правила одобряют");

        // Somebody invented is found by a part of the name, and fills the profile.
        let looked = changed(&all, "who", "рябо");
        let looked = changed(&looked, "find", "yes");
        let page = designer.post(&at, &sent(&looked)).await;
        page.has("Рябова Зоя Ильинична").has("value=\"ryabova\"");
        let chosen = changed(&all, "person", "ryabova");
        let page = designer.post(&at, &sent(&chosen)).await;
        page.is(200).has("value=\"Рябова Зоя Ильинична\"");
        let none = changed(&changed(&all, "who", "ы"), "find", "yes");
        designer.post(&at, &sent(&none)).await.has("Таких нет");

        // What cannot be read is said at its field, and nothing is worked out.
        let odd = changed(&all, "today", "вчера");
        let page = designer.post(&at, &sent(&odd)).await;
        page.is(422)
            .has("Напишите день как 14.08.1987")
            .has("href=\"#today\"");
        page.has("value=\"вчера\"").lacks("Правила одобряют");

        // Without approval there is no document.
        let document = format!("/work/services/{}/document", service.id);
        let refused = designer.post(&document, &sent(&nothing)).await;
        refused.is(422).has("документа не будет");
    }
);

on_both!(
    the_document_comes_with_a_word_across_it,
    |house, catalogue| async move {
        let mut designer = official(&house, "designer").await;
        let (mut made, mut refused) = (0, 0);
        for service in catalogue.services() {
            let outcomes = workshop::outcomes(service, catalogue.queries());
            for (n, outcome) in outcomes.iter().enumerate() {
                let own = format!("/work/services/{}", service.id);
                let page = designer.get(&format!("{own}/try?example={n}")).await;
                let told = outcome.told.as_ref().unwrap();
                let may = told.can_be_sent() && matches!(told.end, End::Approve | End::Official(_));
                assert_eq!(
                    page.text.contains("Показать документ"),
                    may,
                    "{}",
                    outcome.name
                );
                // One of each kind is enough for a service: pressing takes its time.
                if made > 0 && may && outcomes[..n].iter().any(|o| o.told.is_some()) {
                    continue;
                }
                let all = fields(&page.text);
                let pdf = designer.post(&format!("{own}/document"), &sent(&all)).await;
                match pdf.status.as_u16() {
                    200 => {
                        assert!(may);
                        assert_eq!(pdf.headers["content-type"], "application/pdf");
                        assert!(pdf.text.starts_with("%PDF"));
                        made += 1;
                    }
                    // An example may leave out what only the template reads.
                    422 if may => drop(pdf.has("Документ не получился")),
                    _ => {
                        pdf.is(422).has("документа не будет");
                        refused += 1;
                    }
                }
            }
        }
        assert!(made > 3 && refused > 10, "{made} made, {refused} refused");
    }
);

on_both!(rows_come_and_go, |house, catalogue| async move {
    let mut designer = official(&house, "designer").await;
    let service = catalogue.services().iter();
    let mut service = service.filter(|s| {
        let first = &s.form.sections[0];
        first.repeat.is_some()
            && first
                .questions
                .iter()
                .any(|q| q.kind == okno_catalogue::QuestionKind::Text)
    });
    let service = service.next().unwrap();
    let section = &service.form.sections[0];
    let question = section.questions.iter();
    let mut question = question.filter(|q| q.kind == okno_catalogue::QuestionKind::Text);
    let question = &question.next().unwrap().id;
    let at = format!("/work/services/{}/try", service.id);
    let page = designer.get(&at).await;
    let field = |n: usize| format!("a.{}.{n}.{question}", section.id);
    page.has(&format!("name=\"{}\"", field(1)))
        .lacks(&format!("name=\"{}\"", field(2)));
    let all = changed(&fields(&page.text), &field(1), "Первая");
    let more = changed(&all, "add", &section.id);
    let page = designer.post(&at, &sent(&more)).await;
    page.has(&format!("name=\"{}\"", field(2)))
        .has("value=\"Первая\"");
    let all = changed(&fields(&page.text), &field(2), "Вторая");
    let fewer = changed(&all, "drop", &format!("{}.1", section.id));
    let page = designer.post(&at, &sent(&fewer)).await;
    page.has("value=\"Вторая\"")
        .lacks("value=\"Первая\"")
        .lacks(&format!("name=\"{}\"", field(2)));
    // Nobody makes it count forever.
    let many = changed(&fields(&page.text), &format!("n.{}", section.id), "1000000");
    let page = designer.post(&at, &sent(&many)).await;
    page.is(200).lacks(&format!("name=\"{}\"", field(21)));
});

/// What was tried is copied into the folder and is an example that holds.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_attempt_becomes_an_example() {
    let (house, catalogue) = crate::build(okno_store::Engine::Sqlite).await;
    let mut designer = official(&house, "designer").await;
    let dir = tempfile::tempdir().unwrap();
    let from = crate::root().join("services");
    for list in [
        "agencies.yaml",
        "categories.yaml",
        "registries.yaml",
        "documents.yaml",
        "methods.yaml",
    ] {
        std::fs::copy(from.join(list), dir.path().join(list)).unwrap();
    }
    std::fs::create_dir(dir.path().join("lists")).unwrap();
    for file in std::fs::read_dir(from.join("lists")).unwrap() {
        let file = file.unwrap();
        let to = dir.path().join("lists").join(file.file_name());
        std::fs::copy(file.path(), to).unwrap();
    }
    let mut copied = 0;
    for service in catalogue.services() {
        let folder = dir.path().join(&service.id);
        std::fs::create_dir(&folder).unwrap();
        for file in std::fs::read_dir(&service.folder).unwrap() {
            let file = file.unwrap().path();
            std::fs::copy(&file, folder.join(file.file_name().unwrap())).unwrap();
        }
        let text = std::fs::read_to_string(service.folder.join("service.yaml")).unwrap();
        let mut added = String::new();
        for (n, example) in service.examples.iter().enumerate() {
            let at = format!("/work/services/{}/try?example={n}", service.id);
            let page = designer.get(&at).await;
            let from = page.text.find("<pre class=\"okno-pre\"").unwrap();
            let code = &page.text[from..];
            let from = code.find("<code>").unwrap() + 6;
            let code = &code[from..code.find("</code>").unwrap()];
            let code = unescaped(code);
            let renamed = code.replacen(&example.name, &format!("{} снова", example.name), 1);
            added.push_str(&renamed);
            copied += 1;
        }
        let text = text.replacen("\nexamples:\n", &format!("\nexamples:\n{added}"), 1);
        std::fs::write(folder.join("service.yaml"), text).unwrap();
    }
    let tested = workshop::test(dir.path()).unwrap();
    for one in &tested {
        let wrong: Vec<String> = one
            .outcomes
            .iter()
            .flat_map(|o| &o.problems)
            .chain(&one.problems)
            .map(ToString::to_string)
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
    let all: usize = tested.iter().map(|one| one.outcomes.len()).sum();
    assert_eq!(all, copied * 2);
}
