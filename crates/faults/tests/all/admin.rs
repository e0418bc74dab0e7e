//! What the program gave up is shown to the administrator, who sends it back.

use std::time::Duration;

use okno_faults::{Answer, Official, Person, Portal, Settings, Stage, StandProcess};

/// The page with plain spaces.
fn words(page: &Answer) -> String {
    page.body.replace('\u{a0}', " ")
}

/// Asks for a page until it says this.
async fn until_says(official: &Official, path: &str, text: &str) -> Answer {
    for _ in 0..200 {
        let page = official.browser().get(path).await.unwrap();
        assert_eq!(page.status, 200, "{path}");
        if words(&page).contains(text) {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{path} never says «{text}»");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_given_up_is_shown_to_the_administrator_and_runs_again_at_their_word() {
    let dir = tempfile::tempdir().unwrap();
    let stand = StandProcess::start();
    let settings = Settings::new(&dir.path().join("data"), &stand);
    Official::add(&settings, "admin", "admin", "portal");
    Official::add(&settings, "officer", "officer", "ryazan-digital");
    let portal = Portal::start(settings).await;
    let url = portal.settings.url();
    stand.api().fault("sfr", "refuse").await;
    let human = stand.api().plain_people().await.remove(0);
    let surname = human.get("surname").to_owned();
    let mut person = Person::new(human, stand.api(), &url, 0);
    person.until(Stage::Profile, Duration::from_secs(60)).await;

    let admin = Official::sign_in(&url, "admin").await;
    let page = until_says(&admin, "/admin", "/revive\"").await;
    for part in [
        "Задания, которые",
        "Проверка в реестре",
        "sfr: HTTP 4",
        "Учётная запись создана",
    ] {
        assert!(
            words(&page).contains(part),
            "{part} is not in {}",
            page.body
        );
    }
    // Of the person the page tells nothing.
    for part in [
        &surname,
        person.human.get("phone"),
        person.human.get("snils"),
    ] {
        assert!(!page.body.contains(part), "{part} is on the page");
    }
    let (status, text) = portal.settings.run(&["admin", "dead-jobs"], "");
    assert!(
        status.success() && text.contains("proofing.check"),
        "{text}"
    );

    // Nobody else sees it.
    let officer = Official::sign_in(&url, "officer").await;
    let revive = page.between("action=\"/admin/jobs/", "/revive").unwrap();
    let revive = format!("/admin/jobs/{revive}/revive");
    for browser in [officer.browser(), person.browser()] {
        let page = browser.get("/admin").await.unwrap();
        assert!(
            !words(&page).contains("Проверка в реестре"),
            "{}",
            page.status
        );
        assert_ne!(page.status, 200);
        let pressed = browser.post(&revive, &[]).await.unwrap();
        assert_ne!(pressed.to(), "/admin");
    }

    stand.api().fault("sfr", "ok").await;
    let pressed = admin.browser().post(&revive, &[]).await.unwrap();
    assert_eq!(pressed.to(), "/admin");
    until_says(&admin, "/admin", "Задание пущено снова").await;
    person.until(Stage::Standard, Duration::from_secs(60)).await;
    let page = admin.browser().get("/admin").await.unwrap();
    assert!(!page.body.contains("/revive\""), "{}", page.body);
}
