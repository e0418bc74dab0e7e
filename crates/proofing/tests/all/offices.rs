//! Confirmation at the МФЦ, the post, the Social Fund and Rostelecom; visits that are
//! booked, from the office to the level.

use axum::http::StatusCode;
use jiff::SignedDuration;
use okno_accounts::Level;

use crate::house::{Browser, House};
use crate::on_both;

const MARKS: [(&str, &str); 3] = [("face", "yes"), ("numbers", "yes"), ("intact", "yes")];
const POST: &str = "/cabinet/confirm/post-office";

/// Takes a code for a kind of office and reads it off the page.
async fn code_of(browser: &Browser, path: &str) -> String {
    browser.post(path, &[]).await.goes(path);
    let page = browser.get(path).await;
    let (_, rest) = page
        .text
        .split_once("okno-showcode")
        .expect("no code on the page");
    let (_, rest) = rest.split_once("</span>").unwrap();
    let (code, _) = rest.split_once("</p>").unwrap();
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    assert_eq!(code.len(), 8, "{code}");
    code
}

async fn found(operator: &Browser, code: &str) -> String {
    let page = operator.post("/centre/find", &[("code", code)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    page.location
}

/// The code on the slip of paper.
fn on_paper(text: &str) -> String {
    let (_, rest) = text
        .split_once("okno-showcode\">")
        .expect("no code on the slip");
    rest[..11].to_owned()
}

/// The clerk compares the passport and hands out a code on paper.
async fn handed_out(clerk: &Browser, case: &str) -> String {
    let page = clerk.post(&format!("{case}/confirm"), &MARKS).await;
    page.says(&[
        "Код для человека",
        "второй раз он не покажется",
        "23 декабря",
    ]);
    on_paper(&page.text)
}

on_both!(
    an_operator_of_each_kind_of_office_confirms_at_once,
    |house| each(&house)
);
async fn each(house: &House) {
    for (person, method, unit) in [
        ("laptev", "mfc", "kasimov-mfc"),
        ("rimskaya", "pension_fund", "kasimov-pension-fund"),
        ("safina", "rostelecom", "kasimov-rostelecom"),
    ] {
        let (id, _) = house.standard(person).await;
        let citizen = house.citizen(id).await;
        let path = format!("/cabinet/confirm/{}", method.replace('_', "-"));
        citizen.get("/cabinet/confirm").await.says(&[&path]);
        let code = code_of(&citizen, &path).await;
        citizen
            .get(&path)
            .await
            .says(&["Назовите его", unit, "Что взять с собой", "СНИЛС"]);
        // At another kind of office the code opens nothing; the operator is told why.
        let other = house
            .operator_at(&format!("other-{method}"), "kasimov-sobornaya")
            .await;
        let page = other.post("/centre/find", &[("code", &code)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.text.contains("Этот код для другого места"),
            "{}",
            page.text
        );
        let operator = house.operator_at(method, unit).await;
        let case = found(&operator, &code).await;
        operator.post(&format!("{case}/confirm"), &MARKS[..2]).await;
        assert_eq!(house.level(id).await.0, Level::Standard);
        operator
            .post(&format!("{case}/confirm"), &MARKS)
            .await
            .goes(&case);
        let level = (Level::Confirmed, Some(method.to_owned()));
        assert_eq!(house.level(id).await, level);
    }
}

on_both!(whole_way_by_the_post_office, |house| post(&house));
async fn post(house: &House) {
    let (id, person) = house.standard("laptev").await;
    let citizen = house.citizen(id).await;
    let code = code_of(&citizen, POST).await;
    citizen
        .get(POST)
        .await
        .says(&["Запись не нужна", "Отделение 391300"]);
    // A code before there is one.
    citizen
        .post(&format!("{POST}/code"), &[("code", "7KQ2M-X9R4T")])
        .await
        .goes(POST);
    let clerk = house.operator_at("pochta", "kasimov-post").await;
    let case = found(&clerk, &code).await;
    clerk
        .get(&case)
        .await
        .says(&["Паспорт сверен, выдать код", "Лаптев Георгий"]);
    // All three marks, or nothing is handed out.
    let page = clerk.post(&format!("{case}/confirm"), &MARKS[..2]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let lost = handed_out(&clerk, &case).await;
    // The clerk's word alone gives no level.
    assert_eq!(house.level(id).await.0, Level::Standard);
    clerk
        .get(&case)
        .await
        .says(&["Код уже выдан"])
        .lacks(&[&lost]);
    // The paper was lost: another code, and the first one is dead.
    let paper = handed_out(&clerk, &case).await;
    assert_ne!(paper, lost);
    citizen
        .get(POST)
        .await
        .says(&["Введите код, который вам дали на почте", "23 декабря"]);
    let wrong = citizen
        .post(&format!("{POST}/code"), &[("code", &lost)])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("Код не подошёл"), "{}", wrong.text);
    // As people type it.
    let typed = paper.to_lowercase().replace('-', " ");
    let form = [("code", typed.as_str())];
    let enter = format!("{POST}/code");
    let clicks = tokio::join!(citizen.post(&enter, &form), citizen.post(&enter, &form));
    for click in [clicks.0, clicks.1] {
        assert_eq!(click.status, StatusCode::SEE_OTHER, "{}", click.text);
    }
    let level = (Level::Confirmed, Some("post_office".to_owned()));
    assert_eq!(house.level(id).await, level);
    house.drain().await;
    assert!(
        house
            .sms(&person)
            .await
            .iter()
            .any(|text| text.contains("личность подтверждена"))
    );
    let acts = house.acts(id).await;
    assert_eq!(
        acts.iter()
            .filter(|act| *act == "proofing.post.handed")
            .count(),
        2,
        "{acts:?}"
    );
    assert_eq!(
        acts.iter().filter(|act| *act == "proofing.decided").count(),
        1,
        "{acts:?}"
    );
    let lines = okno_store::journal::of_owner(house.db(), id, 100)
        .await
        .unwrap();
    let decided = lines
        .iter()
        .find(|line| line.act == "proofing.decided")
        .unwrap();
    assert_eq!(decided.detail["unit"], "kasimov-post");
    assert_eq!(decided.detail["seen"].as_array().unwrap().len(), 4);
}

on_both!(a_paper_code_is_guarded, |house| guarded(&house));
async fn guarded(house: &House) {
    let (id, _) = house.standard("laptev").await;
    let citizen = house.citizen(id).await;
    let code = code_of(&citizen, POST).await;
    let clerk = house.operator_at("pochta", "kasimov-post").await;
    let case = found(&clerk, &code).await;
    let paper = handed_out(&clerk, &case).await;
    let enter = |code: String| {
        let citizen = citizen.clone();
        async move {
            citizen
                .post(&format!("{POST}/code"), &[("code", &code)])
                .await
        }
    };
    for (typed, said) in [
        ("", "Введите код с бумаги"),
        ("7KQ", "введено 3"),
        ("7KQ2M-X9R4Ж", "Знака «Ж» в коде не бывает"),
    ] {
        let page = enter(typed.to_owned()).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    // Five wrong ones: then not even the right one is looked at.
    for left in [
        "осталось 4 попытки",
        "осталось 3",
        "осталось 2",
        "осталась 1",
    ] {
        assert!(
            enter("0000000000".to_owned()).await.text.contains(left),
            "{left}"
        );
    }
    let page = enter("0000000000".to_owned()).await;
    assert!(
        page.text.contains("Снова ввести его можно в 09:10"),
        "{}",
        page.text
    );
    enter(paper.clone()).await;
    assert_eq!(house.level(id).await.0, Level::Standard);
    // Another person's account knows nothing of it.
    let (other_id, _) = house.standard("rimskaya").await;
    let other = house.citizen(other_id).await;
    code_of(&other, POST).await;
    other
        .post(&format!("{POST}/code"), &[("code", &paper)])
        .await
        .goes(POST);
    assert_eq!(house.level(other_id).await.0, Level::Standard);
    // The code itself stays good, until its time is over.
    house.wait(SignedDuration::from_hours(24 * 30));
    let citizen = house.citizen(id).await;
    let page = citizen
        .post(&format!("{POST}/code"), &[("code", &paper)])
        .await;
    assert!(
        page.text.contains("Этот код больше не действует"),
        "{}",
        page.text
    );
    assert_eq!(house.level(id).await.0, Level::Standard);
    // Only its keyed hash is kept.
    let kept =
        "select count(*) as n from proofings where method = 'post_office' and code is not null";
    assert_eq!(
        house.count(kept).await,
        1,
        "the other person's, for the counter"
    );
}

on_both!(a_clerk_may_refuse_and_another_way_may_be_faster, |house| {
    refused(&house)
});
async fn refused(house: &House) {
    let (id, _) = house.standard("laptev").await;
    let citizen = house.citizen(id).await;
    let code = code_of(&citizen, POST).await;
    let clerk = house.operator_at("pochta", "kasimov-post").await;
    let case = found(&clerk, &code).await;
    let form = [("reason", "damaged")];
    clerk
        .post(&format!("{case}/refuse"), &form)
        .await
        .goes(&case);
    assert_eq!(house.level(id).await.0, Level::Standard);
    citizen.get(POST).await.says(&[
        "Причина: Паспорт повреждён или исправлен",
        "Что дальше: получите новый код",
    ]);
    // Again; and with the paper in hand the МФЦ is faster.
    let code = code_of(&citizen, POST).await;
    let case = found(&clerk, &code).await;
    let paper = handed_out(&clerk, &case).await;
    let mfc = code_of(&citizen, "/cabinet/confirm/mfc").await;
    let operator = house.operator_at("mfc", "kasimov-mfc").await;
    let at_mfc = found(&operator, &mfc).await;
    operator
        .post(&format!("{at_mfc}/confirm"), &MARKS)
        .await
        .goes(&at_mfc);
    let level = (Level::Confirmed, Some("mfc".to_owned()));
    assert_eq!(house.level(id).await, level);
    citizen
        .post(&format!("{POST}/code"), &[("code", &paper)])
        .await
        .goes(POST);
    assert_eq!(house.level(id).await, level);
    assert!(
        house
            .acts(id)
            .await
            .contains(&"proofing.overtaken".to_owned())
    );
    // Nothing is handed out for a case that has ended.
    clerk
        .post(&format!("{case}/confirm"), &MARKS)
        .await
        .goes(&case);
}

on_both!(a_booked_visit_opens_the_case, |house| visit(&house));
async fn visit(house: &House) {
    let (id, _) = house.standard("laptev").await;
    let citizen = house.citizen(id).await;
    // The code first: without one the visit would be in vain.
    let new = "/cabinet/visits/new?centre=kasimov-mfc&purpose=identity";
    let first = "/cabinet/confirm/mfc?centre=kasimov-mfc";
    citizen.get(new).await.goes(first);
    citizen.get(first).await.says(&[
        "Сначала код, потом время",
        "name=\"centre\" value=\"kasimov-mfc\"",
    ]);
    let form = [("centre", "kasimov-mfc")];
    citizen.post("/cabinet/confirm/mfc", &form).await.goes(new);
    let page = citizen.get(new).await;
    page.says(&["Выберите время", "МФЦ"]);
    let (_, rest) = page.text.split_once("name=\"at\" value=\"").unwrap();
    let at = &rest[..rest.find('"').unwrap()];
    let form = [
        ("centre", "kasimov-mfc"),
        ("purpose", "identity"),
        ("at", at),
    ];
    let held = citizen.post("/cabinet/visits", &form).await.location;
    citizen
        .post(&format!("{held}/confirm"), &[])
        .await
        .goes(&held);
    citizen
        .get(&held)
        .await
        .says(&["Ждём вас", "Код для оператора", "/cabinet/confirm/mfc"]);
    citizen
        .get("/cabinet/confirm/mfc")
        .await
        .says(&["Вы записаны на", "Ваш код для оператора"]);
    let operator = house.operator_at("mfc", "kasimov-mfc").await;
    operator.get("/centre").await.says(&["/centre/visits"]);
    operator.get("/centre/visits").await.says(&["Лаптев Г. С."]);
    // Somebody who has taken a visit back is not looked up by it.
    let (other, _) = house.standard("rimskaya").await;
    let other = house.citizen(other).await;
    code_of(&other, "/cabinet/confirm/mfc").await;
    let taken = other.post("/cabinet/visits", &form).await.location;
    other.post(&format!("{taken}/confirm"), &[]).await;
    other.post(&format!("{taken}/cancel"), &[]).await;
    let id_of = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    let came = format!("/centre/visits/{}/came", id_of(&taken));
    operator.post(&came, &[]).await.goes("/centre/visits");
    let visit = id_of(&held);
    let came = operator
        .post(&format!("/centre/visits/{visit}/came"), &[])
        .await;
    assert!(
        came.location.starts_with("/centre/cases/"),
        "{}",
        came.location
    );
    let case = came.location;
    operator
        .get(&case)
        .await
        .says(&["Лаптев Георгий Сергеевич", "Подтвердить личность"]);
    operator
        .post(&format!("{case}/confirm"), &MARKS)
        .await
        .goes(&case);
    let level = (Level::Confirmed, Some("mfc".to_owned()));
    assert_eq!(house.level(id).await, level);
    let acts = house.acts(id).await;
    for act in [
        "visit.booked",
        "visit.came",
        "proofing.found",
        "proofing.decided",
    ] {
        assert!(acts.iter().any(|a| a == act), "{act}: {acts:?}");
    }
}

/// Runs a tool of the system on a file's content.
fn tool(name: &str, args: &[&str], input: &[u8]) -> Vec<u8> {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let mut tool = Command::new(name)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect(name);
    tool.stdin.take().unwrap().write_all(input).unwrap();
    tool.wait_with_output().unwrap().stdout
}

on_both!(the_sheet_brings_the_code_to_the_operator, |house| sheet(
    &house
));
async fn sheet(house: &House) {
    let (id, person) = house.standard("laptev").await;
    let citizen = house.citizen(id).await;
    // Nothing to print before there is a code.
    citizen.get(&format!("{POST}/sheet")).await.goes(POST);
    let code = code_of(&citizen, POST).await;
    citizen
        .get(POST)
        .await
        .says(&["Распечатать заявочный лист"]);
    let pdf = citizen.download(&format!("{POST}/sheet")).await;
    let text = tool("pdftotext", &["-layout", "-", "-"], &pdf);
    let text = crate::house::plain(&String::from_utf8_lossy(&text));
    let shown = format!("{} {}", &code[..4], &code[4..]);
    for part in [
        "Заявочный лист",
        "Почта России",
        "Лаптев Георгий Сергеевич",
        &shown,
        "СНИЛС",
    ] {
        assert!(text.contains(part), "«{part}» is not in {text}");
    }
    // The papers themselves are read at the office.
    let passport = crate::house::plain(&person.passport.unwrap().number.shown());
    let snils = crate::house::plain(&person.snils.unwrap().shown());
    assert!(
        !text.contains(&passport) && !text.contains(&snils),
        "{text}"
    );
    // What a scanner types is the code and nothing else; the clerk's search takes it.
    let page = tool("pdftoppm", &["-r", "150", "-png", "-"], &pdf);
    let file = tempfile::Builder::new().suffix(".png").tempfile().unwrap();
    std::fs::write(file.path(), page).unwrap();
    let scanned = tool(
        "zbarimg",
        &["--quiet", "--raw", file.path().to_str().unwrap()],
        &[],
    );
    let scanned = String::from_utf8(scanned).unwrap();
    assert_eq!(scanned.trim(), code);
    let clerk = house.operator_at("pochta", "kasimov-post").await;
    found(&clerk, scanned.trim()).await;
    // Once the paper code is out, the sheet is of no use any more.
    let case = found(&clerk, &code).await;
    handed_out(&clerk, &case).await;
    citizen.get(&format!("{POST}/sheet")).await.goes(POST);
}
