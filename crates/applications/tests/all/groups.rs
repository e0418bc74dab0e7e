//! A section that repeats, without scripts: the birth of a child, or of several.

use jiff::ToSpan;
use okno_accounts::Attachments;
use okno_accounts::holdings::{Holdings, Teller};
use okno_applications::model::Content;
use okno_store::Engine;
use okno_web::Lang;

use crate::house::{
    AGENCY, Browser, EMAIL, File, House, PHONE, PNG, at_desk, id_in, multipart, service_with,
};

const FILES: &str = "select count(*) as n from files";

/// The service whose form has rows.
fn repeating() -> String {
    service_with(|s| s.form.sections.first().is_some_and(|s| s.repeat.is_some()))
}

async fn begun(house: &House) -> (Browser<'_>, String) {
    let person = house.amina().await;
    let base = person
        .post(&format!("/applications/new/{}", repeating()), &[])
        .await
        .to();
    (person, base)
}

fn day(house: &House, ago: i32) -> String {
    let day = house.own_portal().today().checked_sub(ago.days()).unwrap();
    day.strftime("%d.%m.%Y").to_string()
}

/// What is answered of a child.
fn child(house: &House, name: &'static str) -> Vec<(&'static str, String)> {
    let own = |text: &str| text.to_owned();
    vec![
        ("surname", own("Сафин")),
        ("name", own(name)),
        ("patronymic", String::new()),
        ("sex", own("male")),
        ("born", day(house, 10)),
        ("born_place", own("Касимов")),
        ("certificate_number", own("61 0012345")),
        ("certificate_date", day(house, 9)),
    ]
}

fn body(values: &[(&'static str, String)], file: &str) -> Vec<u8> {
    let pairs: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let file = File {
        field: "certificate",
        name: file,
        content: PNG,
    };
    let files = [file];
    let files = if files[0].name.is_empty() {
        &[][..]
    } else {
        &files
    };
    multipart(&pairs, files)
}

/// The address that a new row is sent to.
async fn new_row(person: &Browser<'_>, base: &str) -> String {
    let page = person.get(&format!("{base}/children/new")).await;
    page.is(200).says("name=\"_new\"");
    let text = page.text();
    let action = text.split("action=\"").find(|part| part.starts_with(base));
    action.unwrap().split('"').next().unwrap().to_owned()
}

/// Adds a child; the address of the row.
async fn add(house: &House, person: &Browser<'_>, base: &str, name: &'static str) -> String {
    let row = new_row(person, base).await;
    let mut values = child(house, name);
    values.push(("_new", "1".to_owned()));
    let to = person
        .upload(&row, body(&values, &format!("{name}.png")))
        .await;
    assert_eq!(to.to(), format!("{base}/children"));
    row
}

fn row_id(row: &str) -> &str {
    row.rsplit('/').next().unwrap()
}

async fn content(house: &House, base: &str) -> Content {
    let found = okno_applications::find(house.db(), id_in(base)).await;
    found.unwrap().unwrap().content
}

/// The names of the children, in order.
async fn names(house: &House, base: &str) -> Vec<String> {
    let content = content(house, base).await;
    let rows = content.rows_of("children").iter();
    rows.map(|row| row.answers.get("name").cloned().unwrap_or_default())
        .collect()
}

async fn finish(house: &House, person: &Browser<'_>, base: &str) {
    let two = names(house, base).await.len() >= 2;
    let to = person.post(&format!("{base}/children"), &[]).await.to();
    if two {
        assert_eq!(to, format!("{base}/twins"));
        let fields = [("together", "same")];
        person.post(&format!("{base}/twins"), &fields).await.to();
    }
    let fields = [
        ("role", "mother"),
        ("marriage", "married"),
        ("other_parent", "Сафин Тимур"),
        ("_seen", "1"),
    ];
    person.post(&format!("{base}/parents"), &fields).await.to();
    let fields = [("phone", PHONE), ("email", EMAIL)];
    let to = person.post(&format!("{base}/contacts"), &fields).await.to();
    assert_eq!(to, format!("{base}/check"));
}

async fn send(house: &House, person: &Browser<'_>, base: &str) {
    finish(house, person, base).await;
    let code = person.tick(base).await;
    let to = person
        .post(&format!("{base}/send"), &[("code", &code)])
        .await
        .to();
    assert_eq!(to, format!("{base}?done=sent"));
}

on_both!(rows_are_added_changed_and_removed, |house| async move {
    let (person, base) = begun(&house).await;
    let list = format!("{base}/children");
    person
        .get(&base)
        .await
        .is(200)
        .says("Дети")
        .says("Не начато");
    let empty = person.get(&list).await;
    empty
        .is(200)
        .says("Пока здесь пусто")
        .says("Добавить ребёнка");
    empty.says(&format!("href=\"{list}/new\""));
    // The fewest rows are asked for when one goes on.
    let few = person.post(&list, &[]).await;
    few.is(422)
        .says("href=\"#add\"")
        .says("Добавьте хотя бы 1 запись");
    let first = add(&house, &person, &base, "Марк").await;
    let second = add(&house, &person, &base, "Лев").await;
    person.get(&base).await.says("Начато");
    let both = person.get(&list).await;
    both.is(200)
        .says("Ребёнок 1")
        .says("Ребёнок 2")
        .says("Марк")
        .says("Лев");
    // Mistakes are named on the page of the row, and what was typed is kept.
    let mut wrong = child(&house, "Лев");
    wrong[4].1 = day(&house, -5);
    wrong[6].1 = "61".to_owned();
    let flawed = person.upload(&second, body(&wrong, "")).await;
    flawed
        .is(422)
        .says("href=\"#certificate_number\"")
        .says("слишком короткий");
    flawed
        .says("value=\"61\"")
        .says("Лев.png")
        .says("Ребёнок 2");
    // The list knows which row is not finished, and who goes on is told.
    person.get(&list).await.is(200).says("Не закончено");
    let unfinished = person.post(&list, &[]).await;
    unfinished
        .is(422)
        .says(&format!("href=\"#row-{}\"", row_id(&second)));
    unfinished.says("Ребёнок 2: ответьте на все вопросы");
    unfinished.keeps_quiet_of("Ребёнок 1: ответьте");
    let changed = body(&child(&house, "Глеб"), "");
    assert_eq!(person.upload(&second, changed).await.to(), list);
    assert_eq!(names(&house, &base).await, ["Марк", "Глеб"]);
    // A third, the first is removed, and the others are as they were.
    let third = add(&house, &person, &base, "Ян").await;
    assert_eq!(house.count(FILES).await, 3);
    let ask = person.get(&format!("{first}/remove")).await;
    ask.is(200)
        .says("Убрать: Ребёнок 1?")
        .says("Марк")
        .keeps_quiet_of("Глеб");
    assert_eq!(names(&house, &base).await.len(), 3, "asked only");
    let to = person.post(&format!("{first}/remove"), &[]).await.to();
    assert_eq!(to, format!("{list}?removed"));
    person.get(&to).await.is(200).says("Запись убрана");
    assert_eq!(names(&house, &base).await, ["Глеб", "Ян"]);
    assert_eq!(house.count(FILES).await, 2);
    let page = person.get(&third).await;
    page.is(200)
        .says("Ребёнок 2")
        .says("value=\"Ян\"")
        .says("Ян.png");
    // Its file goes and comes as elsewhere.
    let text = page.text();
    let at = text.find(&format!("{base}/files/")).unwrap();
    let file = text[at..].split('"').next().unwrap().to_owned();
    assert_eq!(person.get(&file).await.headers["content-type"], "image/png");
    assert_eq!(person.post(&file, &[]).await.to(), third);
    assert_eq!(house.count(FILES).await, 1);
    let missing = person.upload(&third, body(&child(&house, "Ян"), "")).await;
    missing.is(422).says("Приложите файл");
    let again = person
        .upload(&third, body(&child(&house, "Ян"), "Ян.png"))
        .await;
    assert_eq!(again.to(), list);
    // The whole draft goes with the files of its rows.
    person.post(&format!("{base}/delete"), &[]).await.to();
    assert_eq!(house.count(FILES).await, 0);
});

on_both!(two_tabs_do_not_mix_rows_up, |house| async move {
    let (person, base) = begun(&house).await;
    let list = format!("{base}/children");
    let first = add(&house, &person, &base, "Марк").await;
    let second = add(&house, &person, &base, "Лев").await;
    person.post(&format!("{first}/remove"), &[]).await.to();
    // Whatever the other tab still does to the row that is gone.
    for answer in [
        person.get(&first).await,
        person.get(&format!("{first}/remove")).await,
        person.post(&format!("{first}/remove"), &[]).await,
        person
            .upload(&first, body(&child(&house, "Ян"), "Ян.png"))
            .await,
    ] {
        assert_eq!(answer.to(), format!("{list}?gone"));
    }
    let gone = person.get(&format!("{list}?gone")).await;
    gone.is(200).says("Этой записи уже нет").says("Лев");
    assert_eq!(names(&house, &base).await, ["Лев"]);
    assert_eq!(house.count(FILES).await, 1);
    // A form that is sent twice adds one row.
    let mut values = child(&house, "Ян");
    values.push(("_new", "1".to_owned()));
    let third = new_row(&person, &base).await;
    for _ in 0..2 {
        person.upload(&third, body(&values, "Ян.png")).await.to();
    }
    assert_eq!(names(&house, &base).await, ["Лев", "Ян"]);
    // Made-up ids of rows and sections without rows.
    let odd = format!("{list}/..%2F..%2Fa");
    assert_eq!(person.upload(&odd, body(&values, "")).await.to(), list);
    person.get(&format!("{base}/contacts/new")).await.is(404);
    person.get(&format!("{base}/nothing/new")).await.is(404);
    // They are nobody else's.
    let other = house
        .citizen_of(
            okno_accounts::Level::Confirmed,
            "+79005550999",
            "x@pochta.example",
        )
        .await;
    let other = house.enter("citizen", other).await;
    other.get(&second).await.is(404);
    other.post(&format!("{second}/remove"), &[]).await.is(404);
    assert_eq!(names(&house, &base).await, ["Лев", "Ян"]);
});

async fn full(engine: Engine) {
    let edit = |text: String| text.replace("        max: 5\n", "        max: 50\n");
    let house = House::edited(engine, &edit).await;
    let (person, base) = begun(&house).await;
    let list = format!("{base}/children");
    let late = new_row(&person, &base).await;
    for _ in 0..50 {
        add(&house, &person, &base, "Марк").await;
    }
    // No button, and why.
    let all = person.get(&list).await;
    all.is(200).says("Ребёнок 50").says("Здесь уже 50 записей");
    all.keeps_quiet_of("Добавить ребёнка");
    // From another tab neither.
    let to = person.get(&format!("{list}/new")).await.to();
    assert_eq!(to, format!("{list}?full"));
    let mut values = child(&house, "Лев");
    values.push(("_new", "1".to_owned()));
    let to = person.upload(&late, body(&values, "Лев.png")).await.to();
    assert_eq!(to, format!("{list}?full"));
    person.get(&to).await.is(200).says("Запись не добавлена");
    assert_eq!(names(&house, &base).await.len(), 50);
    // Each has an id of its own, and all of them go.
    let content = content(&house, &base).await;
    let ids: std::collections::BTreeSet<_> = content
        .rows_of("children")
        .iter()
        .map(|row| &row.id)
        .collect();
    assert_eq!(ids.len(), 50);
    send(&house, &person, &base).await;
    person.get(&base).await.is(200).says("Ребёнок 50");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_rows_fit_and_no_more_sqlite() {
    full(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_rows_fit_and_no_more_postgres() {
    full(Engine::Postgres).await;
}

/// A question before the section, which closes it; without examples, which know no such one.
fn closable(text: String) -> String {
    let Some(from) = text.find("    - id: children\n") else {
        return text;
    };
    let gate = "    - id: gate\n      title: {ru: Вопрос, en: Question}\n      questions:\n        - id: has\n          kind: checkbox\n          required: false\n          label: {ru: Дети есть, en: There are children}\n";
    let (head, rest) = text.split_at(from);
    let rest = rest.replacen("      repeat:\n", "      when: has\n      repeat:\n", 1);
    let (start, end) = (
        rest.find("\nexamples:").unwrap(),
        rest.find("\nrefusal_grounds:").unwrap(),
    );
    format!("{head}{gate}{}{}", &rest[..start], &rest[end..])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_section_that_is_closed_drops_its_rows_with_their_files() {
    let house = House::edited(Engine::Sqlite, &closable).await;
    let (person, base) = begun(&house).await;
    let list = format!("{base}/children");
    assert_eq!(person.get(&list).await.to(), base, "closed");
    let to = person
        .post(&format!("{base}/gate"), &[("has", "yes")])
        .await
        .to();
    assert_eq!(to, list);
    add(&house, &person, &base, "Марк").await;
    add(&house, &person, &base, "Лев").await;
    finish(&house, &person, &base).await;
    assert_eq!(house.count(FILES).await, 2);
    person.post(&format!("{base}/gate"), &[]).await.to();
    let check = person.get(&format!("{base}/check")).await;
    check
        .is(200)
        .keeps_quiet_of("Марк")
        .keeps_quiet_of("Родились вместе");
    let code = person.tick(&base).await;
    person
        .post(&format!("{base}/send"), &[("code", &code)])
        .await
        .to();
    let sent = content(&house, &base).await;
    assert!(sent.rows.is_empty());
    assert!(!sent.answers.contains_key("together"));
    assert_eq!(house.count(FILES).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_row_does_not_ask_is_dropped_in_it_alone() {
    let edit = |text: String| {
        text.replace(
            "          label: {ru: Отчество ребёнка,",
            "          when: name != 'Марк'\n          label: {ru: Отчество ребёнка,",
        )
    };
    let house = House::edited(Engine::Sqlite, &edit).await;
    let (person, base) = begun(&house).await;
    let mut rows = Vec::new();
    for name in ["Глеб", "Лев"] {
        let row = new_row(&person, &base).await;
        let mut values = child(&house, name);
        values[2].1 = "Тимурович".to_owned();
        values.push(("_new", "1".to_owned()));
        person.upload(&row, body(&values, "a.png")).await.to();
        rows.push(row);
    }
    // Another name: the patronymic of this row goes, hidden or not.
    let page = person.get(&rows[0]).await;
    page.is(200)
        .says("data-question=\"patronymic\">")
        .says("id=\"okno-logic\"");
    let mut values = child(&house, "Марк");
    values[2].1 = "Тимурович".to_owned();
    person.upload(&rows[0], body(&values, "")).await.to();
    person
        .get(&rows[0])
        .await
        .says("data-question=\"patronymic\" hidden");
    let content = content(&house, &base).await;
    let patronymics: Vec<_> = content
        .rows_of("children")
        .iter()
        .map(|row| row.answers.get("patronymic").cloned())
        .collect();
    assert_eq!(patronymics, [None, Some("Тимурович".to_owned())]);
}

async fn decide(house: &House, base: &str, marks: &[&str]) {
    let officer = house.officer("one", AGENCY, "officer").await;
    let case = at_desk(base);
    officer.post(&format!("{case}/claim"), &[]).await.to();
    let names: Vec<String> = marks.iter().map(|mark| format!("mark-{mark}")).collect();
    let mut fields = vec![("decision", "correct"), ("message", "Уточните имя")];
    fields.extend(names.iter().map(|name| (name.as_str(), "yes")));
    officer.post(&format!("{case}/decide"), &fields).await.to();
    officer.post(&format!("{case}/release"), &[]).await.to();
}

on_both!(an_answer_of_a_row_is_corrected_alone, |house| async move {
    let (person, base) = begun(&house).await;
    add(&house, &person, &base, "Марк").await;
    let second = add(&house, &person, &base, "Лев").await;
    send(&house, &person, &base).await;
    let officer = house.officer("one", AGENCY, "officer").await;
    let case = at_desk(&base);
    officer.post(&format!("{case}/claim"), &[]).await.to();
    let desk = officer.get(&case).await;
    desk.is(200)
        .says("Ребёнок 1")
        .says("Ребёнок 2")
        .says("Марк")
        .says("Лев.png");
    desk.says("Ребёнок 2: Имя").says("id=\"viewer\"");
    let key = format!("children.{}.name", row_id(&second));
    let mark = format!("mark-{key}");
    let fields = [
        ("decision", "correct"),
        (mark.as_str(), "yes"),
        ("message", "Уточните имя"),
    ];
    officer.post(&format!("{case}/decide"), &fields).await.to();
    officer.get(&case).await.is(200).says("Просили уточнить");
    let told = person.get(&base).await;
    told.is(200)
        .says("<li>Ребёнок 2: Имя</li>")
        .keeps_quiet_of("<li>Ребёнок 1");
    let page = format!("{base}/correct");
    let asked = person.get(&page).await;
    asked
        .is(200)
        .says("Уточните имя")
        .says("Ребёнок 2: Имя ребёнка");
    asked
        .says(&format!("name=\"{key}\""))
        .keeps_quiet_of("Ребёнок 1");
    // The list itself is shut, and so are the other answers and files.
    assert_eq!(person.get(&format!("{base}/children")).await.to(), base);
    assert_eq!(person.get(&second).await.to(), base);
    assert_eq!(
        person.post(&format!("{second}/remove"), &[]).await.to(),
        base
    );
    let kept = content(&house, &base).await;
    let file = kept.rows_of("children")[0].files["certificate"][0].id;
    person.post(&format!("{base}/files/{file}"), &[]).await.to();
    assert_eq!(house.count(FILES).await, 2);
    person
        .post(&page, &[(&key, "")])
        .await
        .is(422)
        .says(&format!("href=\"#{key}\""));
    let to = person
        .post(&page, &[(key.as_str(), "Глеб"), ("name", "Ян")])
        .await
        .to();
    assert_eq!(to, format!("{base}?done=corrected"));
    assert_eq!(names(&house, &base).await, ["Марк", "Глеб"]);
});

on_both!(a_list_is_corrected_as_a_whole, |house| async move {
    let (person, base) = begun(&house).await;
    let first = add(&house, &person, &base, "Марк").await;
    send(&house, &person, &base).await;
    decide(&house, &base, &["children"]).await;
    let page = format!("{base}/correct");
    person.get(&base).await.says("<li>Дети</li>");
    let asked = person.get(&page).await;
    asked.is(200).says(&format!("href=\"{base}/children\""));
    person.get(&first).await.is(200).says("К списку: Дети");
    // Not before the list is whole.
    person.post(&format!("{first}/remove"), &[]).await.to();
    person
        .post(&page, &[])
        .await
        .is(422)
        .says("Сначала заполните список: Дети");
    add(&house, &person, &base, "Лев").await;
    add(&house, &person, &base, "Ян").await;
    let to = person.post(&format!("{base}/children"), &[]).await.to();
    assert_eq!(to, page);
    // Two of them bring up a question.
    let more = person.get(&page).await;
    more.is(200).says("Дети родились вместе?");
    let to = person.post(&page, &[("together", "same")]).await.to();
    assert_eq!(to, format!("{base}?done=corrected"));
    assert_eq!(names(&house, &base).await, ["Лев", "Ян"]);
});

on_both!(
    the_document_and_the_copy_name_every_row,
    |house| async move {
        let (person, base) = begun(&house).await;
        add(&house, &person, &base, "Марк").await;
        add(&house, &person, &base, "Лев").await;
        send(&house, &person, &base).await;
        let of = Teller::new(house.own_portal(), Lang::Ru);
        let found = okno_accounts::find(house.db(), person.id).await;
        let (account, known) = found.unwrap().unwrap();
        let parts = house.own.export(of, &account, &known).await.unwrap();
        let record = &parts[0].records[0];
        let told: Vec<(&str, &str)> = record.lines().collect();
        assert!(told.contains(&("Ребёнок 1: Имя", "Марк")), "{told:?}");
        assert!(told.contains(&("Ребёнок 2: Пол", "Мальчик")), "{told:?}");
        assert!(told.contains(&("Файлы", "Марк.png, Лев.png")), "{told:?}");
        // The template of this house looks at its data and presses nothing if it is not so.
        let check = "#let data = json(bytes(sys.inputs.data))\n\
        #let children = data.answers.children\n\
        #assert(children.len() == 2)\n\
        #assert(children.at(0).name.label == \"Марк\")\n\
        #assert(children.at(1).name.value == \"Лев\")\n\
        #assert(children.at(1).sex.label == \"Мальчик\")\n\
        #assert(data.answers.together.value == \"same\")\n";
        house.check_in_template(&repeating(), "birth.typ", check);
        let officer = house.officer("one", AGENCY, "officer").await;
        let case = at_desk(&base);
        officer.post(&format!("{case}/claim"), &[]).await.to();
        let decide = format!("{case}/decide");
        officer.post(&decide, &[("decision", "approve")]).await.to();
        house.run_jobs().await;
        let done = person.get(&base).await;
        done.is(200).says("Уведомление о регистрации рождения");
        let answer = person.get(&format!("{base}/document")).await;
        assert_eq!(answer.headers["content-type"], "application/pdf");
    }
);

on_both!(a_malicious_file_of_a_row_is_let_go_of, |house| async move {
    let (person, base) = begun(&house).await;
    add(&house, &person, &base, "Марк").await;
    let second = add(&house, &person, &base, "Лев").await;
    let lost = async || {
        let kept = content(&house, &base).await;
        let file = kept.rows_of("children")[1].files["certificate"][0].id;
        let mut tx = house.db().begin().await.unwrap();
        let at = house.own.lost(&mut tx, person.id, file).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(at.as_deref(), Some(base.as_str()));
        house.count(FILES).await
    };
    assert_eq!(lost().await, 1);
    person
        .get(&format!("{base}/children"))
        .await
        .says("Не закончено");
    let again = body(&child(&house, "Лев"), "Лев.png");
    person.upload(&second, again).await.to();
    send(&house, &person, &base).await;
    // With the agency it stays; under correction it goes where it may be attached anew.
    assert_eq!(lost().await, 2);
    decide(&house, &base, &["phone"]).await;
    assert_eq!(lost().await, 2);
    person
        .post(&format!("{base}/correct"), &[("phone", PHONE)])
        .await
        .to();
    let officer = house.officer("two", AGENCY, "officer").await;
    let case = at_desk(&base);
    let fields = [("take-over", "yes")];
    officer.post(&format!("{case}/claim"), &fields).await.to();
    let mark = format!("mark-children.{}.certificate", row_id(&second));
    let fields = [
        ("decision", "correct"),
        (mark.as_str(), "yes"),
        ("message", "Скан"),
    ];
    officer.post(&format!("{case}/decide"), &fields).await.to();
    assert_eq!(lost().await, 1);
});

#[test]
fn content_from_before_there_were_rows_is_read() {
    let old =
        r#"{"answers":{"phone":"1"},"files":{},"passed":["a"],"ticked":null,"applicant":null}"#;
    let content: Content = serde_json::from_str(old).unwrap();
    assert!(content.rows.is_empty() && content.rows_of("children").is_empty());
    assert!(content.is_asked("children.a.name") && content.is_asked("phone"));
}
