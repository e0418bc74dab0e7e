//! Roles of officials: given by two where marked, limited in time, taken away at once.

use jiff::SignedDuration;
use okno_accounts::grants::{self, ROLES};
use okno_store::testing::ENGINES;
use okno_store::{Engine, args};
use uuid::Uuid;

use crate::browser::Browser;
use crate::house::{House, entered};

const HOME: &str = "/admin/staff";

/// Two administrators, and an officer who is to get a role.
struct Three {
    one: (Uuid, Browser),
    two: (Uuid, Browser),
    officer: (Uuid, Browser),
}

async fn three(house: &House) -> Three {
    let one = entered(house, "one", "admin").await;
    let two = entered(house, "two", "admin").await;
    let officer = entered(house, "hakimov", "officer").await;
    Three { one, two, officer }
}

/// The page of an official.
fn page_of(id: Uuid) -> String {
    format!("/admin/people/{id}")
}

async fn give(by: &mut Browser, to: Uuid, role: &str, days: &str, end: &str) {
    let page = page_of(to);
    let fields = [("role", role), ("days", days)];
    let seen = by.post(&format!("{page}/roles"), &fields).await;
    seen.leads(&format!("{page}?{end}"));
}

/// The address of the newest grant of a role.
async fn newest(house: &House, role: &str) -> String {
    let all = grants::all(&house.store.db).await.unwrap();
    let found = all.iter().filter(|grant| grant.role == role);
    let found = found.max_by_key(|grant| grant.from_at).unwrap();
    format!("{HOME}/{}/{role}", found.id)
}

/// The address of the grant of a role to somebody.
async fn address(house: &House, of: Uuid, role: &str) -> String {
    let all = grants::all(&house.store.db).await.unwrap();
    let found = all
        .iter()
        .find(|grant| grant.staff == of && grant.role == role);
    format!("{HOME}/{}/{role}", found.unwrap().id)
}

async fn roles(house: &House, of: Uuid) -> Vec<String> {
    let mut roles = grants::in_force(&house.store.db, of).await.unwrap();
    roles.sort();
    roles
}

#[tokio::test]
async fn a_role_of_two_people_is_in_force_once_the_second_has_approved() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let Three {
            one: (_, mut one),
            two: (_, mut two),
            officer: (id, mut officer),
        } = three(&house).await;
        house.later(SignedDuration::from_secs(1));
        give(&mut one, id, "support", "30", "waits").await;
        assert_eq!(roles(&house, id).await, ["officer"]);
        let grant = newest(&house, "support").await;
        let approve = format!("{grant}/approve");
        // Not by who gave it, not by who gets it, not by somebody who is no administrator.
        let page = one.get(HOME).await;
        page.is(200).has("Ждёт второго").lacks(&approve);
        one.post(&approve, &[]).await.leads(&format!("{HOME}?own"));
        officer.post(&approve, &[]).await.is(403);
        assert_eq!(roles(&house, id).await, ["officer"]);
        // Two clicks at once approve once.
        two.get(HOME).await.has(&approve);
        let (a, b) = {
            let mut second = house.browser();
            second.cookies = two.cookies.clone();
            tokio::join!(two.post(&approve, &[]), second.post(&approve, &[]))
        };
        let mut ends = [a.to().to_owned(), b.to().to_owned()];
        ends.sort();
        assert_eq!(ends, [format!("{HOME}?approved"), format!("{HOME}?late")]);
        assert_eq!(roles(&house, id).await, ["officer", "support"]);
        assert_eq!(house.told("staff.granted").await, 1);
        assert_eq!(house.told("staff.approved").await, 1);
        // A grantee who is an administrator does not approve either.
        let (third, mut third_page) = entered(&house, "third", "admin").await;
        give(&mut one, third, "auditor", "90", "waits").await;
        let own = format!("{}/approve", newest(&house, "auditor").await);
        third_page
            .post(&own, &[])
            .await
            .leads(&format!("{HOME}?own"));
        assert_eq!(roles(&house, third).await, ["admin"]);
    }
}

#[tokio::test]
async fn a_role_ends_by_itself_and_is_marked_a_week_ahead() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let (_, mut one) = entered(&house, "one", "admin").await;
        let (id, mut officer) = entered(&house, "hakimov", "officer").await;
        give(&mut one, id, "operator", "30", "given").await;
        assert_eq!(roles(&house, id).await, ["officer", "operator"]);
        one.get(HOME).await.lacks("Скоро закончится");
        // Neither twice nor longer while it is far from its end.
        let again = [("role", "operator"), ("days", "365")];
        let to = format!("{}/roles", page_of(id));
        one.post(&to, &again).await.is(422).has("уже есть");
        officer.get("/work/login").await.leads("/work");
        house.later(SignedDuration::from_hours(24 * 24));
        let (_, mut later) = entered(&house, "later", "admin").await;
        later.get(HOME).await.has("Скоро закончится");
        // The next one may be given now.
        give(&mut later, id, "operator", "30", "given").await;
        house.later(SignedDuration::from_hours(24 * 6));
        assert_eq!(roles(&house, id).await, ["officer", "operator"]);
        house.later(SignedDuration::from_hours(24 * 24));
        assert_eq!(roles(&house, id).await, ["officer"]);
        // A year after: whoever was added from the server has to be given the role anew.
        house.later(SignedDuration::from_hours(24 * 366));
        assert!(roles(&house, id).await.is_empty());
    }
}

#[tokio::test]
async fn what_is_taken_away_is_gone_at_once() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let Three {
            one: (own, mut one),
            two: (_, mut two),
            officer: (id, mut officer),
        } = three(&house).await;
        // Nobody gives to themselves or takes their own away.
        one.get(&page_of(own)).await.is(200).lacks("Дать роль");
        give(&mut one, own, "officer", "30", "own").await;
        let all = grants::all(&house.store.db).await.unwrap();
        let of = |staff: Uuid| {
            let found = all.iter().find(|grant| grant.staff == staff).unwrap();
            format!("{HOME}/{}/{}/take", found.id, found.role)
        };
        one.post(&of(own), &[]).await.leads(&format!("{HOME}?own"));
        assert_eq!(roles(&house, own).await, ["admin"]);

        officer.get("/work/login").await.leads("/work");
        let take = of(id);
        let (a, b) = tokio::join!(one.post(&take, &[]), two.post(&take, &[]));
        let mut ends = [a.to().to_owned(), b.to().to_owned()];
        ends.sort();
        assert_eq!(ends, [format!("{HOME}?late"), format!("{HOME}?taken")]);
        assert!(roles(&house, id).await.is_empty());
        // Signed out, not only without the role.
        officer.get("/work/login").await.is(200);
        assert_eq!(house.told("staff.role_taken").await, 1);
        let gone = format!("{HOME}/{}/officer/approve", house.store.db.new_id());
        one.post(&gone, &[]).await.leads(&format!("{HOME}?late"));
        one.get(&gone).await.is(303);
    }
}

#[tokio::test]
async fn an_auditor_reads_the_grants_and_changes_none() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let (_, mut auditor) = entered(&house, "zimin", "auditor").await;
        let (id, mut officer) = entered(&house, "hakimov", "officer").await;
        let page = auditor.get("/admin/grants").await;
        page.is(200)
            .has("Сотрудник ведомства")
            .has("Аудитор")
            .has("с сервера")
            .has(&okno_accounts::looks::work_number(id))
            .lacks("<button class=\"govuk-button okno-button--small\"")
            .lacks("/take")
            .lacks("⟦");
        auditor.get(HOME).await.is(403);
        let give = format!("{}/roles", page_of(id));
        auditor.post(&give, &[]).await.is(403);
        for path in [HOME, "/admin/grants"] {
            officer.get(path).await.is(403);
        }
    }
}

#[tokio::test]
async fn what_is_no_role_time_or_official_is_refused() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let (_, mut one) = entered(&house, "one", "admin").await;
        let (id, _) = entered(&house, "hakimov", "officer").await;
        let (id, none) = (id.to_string(), house.store.db.new_id().to_string());
        for (staff, role, days, status) in [
            (id.as_str(), "king", "30", 422),
            (id.as_str(), "operator", "3000", 422),
            (id.as_str(), "operator", "-1", 422),
            (none.as_str(), "operator", "30", 404),
            ("x", "operator", "30", 400),
            (id.as_str(), "", "30", 422),
            (id.as_str(), "operator", "", 422),
        ] {
            let fields = [("role", role), ("days", days)];
            let to = format!("/admin/people/{staff}/roles");
            let page = one.post(&to, &fields).await;
            assert_eq!(page.status.as_u16(), status, "{staff} {fields:?}");
        }
        assert_eq!(house.told("staff.granted").await, 0);
    }
}

#[tokio::test]
async fn officials_from_before_keep_their_roles() {
    for engine in ENGINES {
        let all = okno_accounts::MIGRATIONS;
        let at = all.iter().position(|step| step.name == "accounts-grants");
        let before = &all[..at.unwrap()];
        let steps = [okno_web::MIGRATIONS, before];
        let store = okno_store::testing::open(engine, &steps).await.unwrap();
        let (db, id) = (&store.db, store.db.new_id());
        let mut tx = db.begin().await.unwrap();
        let sql = "insert into staff (id, login_index, person, password, totp_step, unit, roles, state, created_at) \
                   values ($1, $2, $3, $3, 0, 'centre-1', 'operator admin', 'active', $4)";
        let (bytes, now) = (vec![1u8], tx.now());
        tx.exec(sql, args![id, vec![2u8], bytes, now])
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let steps = [okno_web::MIGRATIONS, okno_accounts::MIGRATIONS];
        okno_store::migrate::migrate(db, &steps).await.unwrap();
        let mut roles = grants::in_force(db, id).await.unwrap();
        roles.sort();
        assert_eq!(roles, ["admin", "operator"]);
        assert_eq!(grants::all(db).await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn every_role_has_words_and_a_place_to_begin() {
    let house = House::build(Engine::Sqlite).await;
    for role in ROLES {
        assert!(role.home.starts_with('/'), "{role:?}");
        for lang in [okno_web::Lang::Ru, okno_web::Lang::En] {
            let id = format!("accounts-role-{}", role.word);
            assert!(house.portal.words().has(lang, &id), "{id}");
        }
    }
    let two = ROLES.iter().filter(|role| role.two_people);
    let two: Vec<&str> = two.map(|role| role.word).collect();
    assert_eq!(two, ["support", "admin", "auditor"]);
}

const ENDLESS: &str = "update staff_grants set until_at = null where staff = $1";

/// Grants from before there were ends are pointed at until another administrator sets one.
#[tokio::test]
async fn a_role_without_an_end_gets_one() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let Three {
            one: (id, mut one),
            two: (_, mut two),
            officer: (_, mut officer),
        } = three(&house).await;
        let db = &house.store.db;
        one.get(HOME).await.lacks("Есть роли без срока");
        let mut tx = db.begin().await.unwrap();
        tx.exec(ENDLESS, args![id]).await.unwrap();
        tx.commit().await.unwrap();
        let limit = format!("{}/limit", address(&house, id, "admin").await);
        one.get(HOME).await.has("Есть роли без срока").lacks(&limit);
        two.get(HOME).await.has("Есть роли без срока").has(&limit);
        let days = [("days", "90")];
        one.post(&limit, &days).await.leads(&format!("{HOME}?own"));
        officer.post(&limit, &days).await.is(403);
        two.post(&limit, &[("days", "3000")]).await.is(400);
        two.post(&limit, &days)
            .await
            .leads(&format!("{HOME}?limited"));
        two.post(&limit, &days).await.leads(&format!("{HOME}?late"));
        two.get(HOME).await.lacks("Есть роли без срока");
        assert_eq!(house.told("staff.role_limited").await, 1);
        house.later(SignedDuration::from_hours(90 * 24));
        assert!(roles(&house, id).await.is_empty());
    }
}

/// An official learns a week ahead, once, that a role ends.
#[tokio::test]
async fn the_end_of_a_role_is_told_a_week_ahead() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let Three {
            one: (_, mut one),
            officer: (id, _),
            ..
        } = three(&house).await;
        house.staff_email(id, "hakimov@portal.example").await;
        give(&mut one, id, "operator", "30", "given").await;
        house.accounts.sweep().await.unwrap();
        assert!(house.mail().await.is_empty());
        house.later(SignedDuration::from_hours(23 * 24));
        for _ in 0..2 {
            house.accounts.sweep().await.unwrap();
        }
        let letters = house.mail().await;
        assert_eq!(
            letters.len(),
            1,
            "others have no e-mail, and their roles last longer"
        );
        assert_eq!(letters[0].to, "hakimov@portal.example");
        assert!(
            letters[0].text.contains("действует до"),
            "{}",
            letters[0].text
        );
        house.later(SignedDuration::from_hours(6 * 24));
        house.accounts.sweep().await.unwrap();
        assert!(house.mail().await.is_empty());
    }
}
