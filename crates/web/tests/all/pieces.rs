//! Files in pieces: what has arrived stays, and nobody reads what is not whole.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use jiff::SignedDuration;
use okno_web::upload::LARGEST;
use uuid::Uuid;

use super::{Answer, Browser, House, houses};

const AMINA: Uuid = Uuid::from_u128(7);
const BORIS: Uuid = Uuid::from_u128(8);
const HOME: &str = "/-/uploads";
const PIECE: usize = 256 * 1024;

/// A PDF of so many bytes, none like the one before it.
fn scan(size: usize) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n1 0 obj<</Length 1>>\nstream\n".to_vec();
    let tail = b"\nendstream endobj\n%%EOF\n";
    let mut seed: u32 = 7;
    while out.len() < size - tail.len() {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        out.push(b'a' + u8::try_from(seed >> 24).unwrap() % 26);
    }
    out.extend(tail);
    out
}

async fn enter(house: &House, who: Uuid) -> Browser {
    let mut browser = house.browser();
    browser.get(&format!("/sign-in/{who}")).await;
    browser
}

async fn begin_as(
    browser: &mut Browser,
    (name, field): (&str, &str),
    content: &[u8],
    first: usize,
) -> Answer {
    let whole = if first == content.len() { "?1" } else { "?0" };
    let request = Request::post(HOME)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/octet-stream")
        .header(
            "content-disposition",
            format!("attachment; filename*=UTF-8''{}", super::encoded(name)),
        )
        .header("okno-upload-for", format!("/upload {field}"))
        .header("okno-upload-modified", "1732360000000")
        .header("upload-length", content.len())
        .header("upload-complete", whole)
        .body(Body::from(content[..first].to_vec()))
        .unwrap();
    browser.send(request).await
}

async fn begin(browser: &mut Browser, content: &[u8]) -> Answer {
    begin_as(browser, ("скан.pdf", "scan"), content, 4096).await
}

async fn append(browser: &mut Browser, at: &str, content: &[u8], from: usize) -> Answer {
    let end = content.len().min(from + PIECE);
    let whole = if end == content.len() { "?1" } else { "?0" };
    let request = Request::patch(at)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/partial-upload")
        .header("upload-offset", from)
        .header("upload-complete", whole)
        .body(Body::from(content[from..end].to_vec()))
        .unwrap();
    browser.send(request).await
}

async fn bare(browser: &mut Browser, method: &str, at: &str) -> Answer {
    let request = Request::builder().method(method).uri(at);
    let request = request.header("sec-fetch-site", "same-origin");
    browser.send(request.body(Body::empty()).unwrap()).await
}

fn offset(answer: &Answer) -> usize {
    answer.head("upload-offset").parse().unwrap()
}

/// Everything from where it is.
async fn finish(browser: &mut Browser, at: &str, content: &[u8]) {
    let mut from = offset(&bare(browser, "HEAD", at).await);
    while from < content.len() {
        let answer = append(browser, at, content, from).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{answer:?}");
        assert!(offset(&answer) > from);
        from = offset(&answer);
    }
}

/// The form that names an upload in the place of a file.
async fn submit(browser: &mut Browser, field: &str, id: &str) -> Answer {
    let body = format!(
        "--frontier\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n\
         --frontier\r\nContent-Disposition: form-data; name=\"_upload.{field}\"\r\n\r\n{id}\r\n\
         --frontier--\r\n"
    );
    let request = Request::post("/upload")
        .header("content-type", "multipart/form-data; boundary=frontier")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(body))
        .unwrap();
    browser.send(request).await
}

fn id_of(at: &str) -> &str {
    at.rsplit('/').next().unwrap()
}

fn contents(house: &House) -> usize {
    let mut dirs = vec![house.store.dir.join("files")];
    let mut all = 0;
    while let Some(dir) = dirs.pop() {
        for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
            if entry.file_type().unwrap().is_dir() {
                dirs.push(entry.path());
            } else {
                all += 1;
            }
        }
    }
    all
}

#[tokio::test]
async fn a_file_in_pieces_is_the_same_file() {
    for house in houses().await {
        let mut amina = enter(&house, AMINA).await;
        let content = scan(1_000_003);
        let answer = begin(&mut amina, &content).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
        assert_eq!(offset(&answer), 4096);
        assert_eq!(answer.head("upload-complete"), "?0");
        assert!(
            answer
                .head("upload-limit")
                .contains("max-append-size=262144")
        );
        assert_eq!(answer.head("cache-control"), "no-store");
        let at = answer.head("location").to_owned();
        // Not whole yet: no form gets it.
        let early = submit(&mut amina, "scan", id_of(&at)).await;
        assert_eq!(early.status, StatusCode::BAD_REQUEST);
        finish(&mut amina, &at, &content).await;
        let answer = bare(&mut amina, "HEAD", &at).await;
        assert_eq!(answer.head("upload-complete"), "?1");
        assert_eq!(answer.head("upload-length"), "1000003");
        let answer = submit(&mut amina, "scan", id_of(&at)).await;
        let told = "note=hello\nscan|скан.pdf|application/pdf|1000003\n";
        assert_eq!(answer.text(), told);
        let row = house.db().row("select id from files", vec![]).await;
        let id: Uuid = row.unwrap().unwrap().get("id").unwrap();
        assert_eq!(house.db().file_content(id).await.unwrap(), content);
        // The answer may have been lost on the way: the form is sent once more.
        assert_eq!(submit(&mut amina, "scan", id_of(&at)).await.text(), told);
        // What is over goes, the file stays.
        house.store.clock.advance(SignedDuration::from_mins(11));
        assert_eq!(okno_web::upload::sweep(house.db()).await.unwrap(), 1);
        assert_eq!(contents(&house), 2, "the files of the two forms");
        assert_eq!(
            house.count("select count(*) as n from upload_pieces").await,
            0
        );
    }
}

#[tokio::test]
async fn a_small_file_goes_in_one() {
    let house = House::plain().await;
    let mut amina = enter(&house, AMINA).await;
    let content = scan(3000);
    let answer = begin_as(&mut amina, ("a.pdf", "scan"), &content, content.len()).await;
    assert_eq!(answer.head("upload-complete"), "?1");
    let at = answer.head("location").to_owned();
    let answer = submit(&mut amina, "scan", id_of(&at)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
}

#[tokio::test]
async fn after_a_reload_the_same_file_goes_on_where_it_was() {
    for house in houses().await {
        let mut amina = enter(&house, AMINA).await;
        let content = scan(700_000);
        let first = begin(&mut amina, &content).await;
        let at = first.head("location").to_owned();
        append(&mut amina, &at, &content, 4096).await;
        // Another page, another session even: the same account and the same file.
        let mut again = enter(&house, AMINA).await;
        let answer = begin(&mut again, &content).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.head("location"), at);
        assert_eq!(offset(&answer), 4096 + PIECE);
        // Another name, field, beginning or size is another file.
        let mut other = content.clone();
        other[100] ^= 1;
        let longer = scan(700_001);
        for (named, content) in [
            (("b.pdf", "scan"), &content),
            (("скан.pdf", "other"), &content),
            (("скан.pdf", "scan"), &other),
            (("скан.pdf", "scan"), &longer),
        ] {
            let answer = begin_as(&mut again, named, content, 4096).await;
            assert_eq!(answer.status, StatusCode::CREATED, "{named:?}");
            bare(&mut again, "DELETE", answer.head("location")).await;
        }
        finish(&mut again, &at, &content).await;
        let answer = submit(&mut again, "scan", id_of(&at)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_pieces_at_once_one_counts() {
    for house in houses().await {
        let amina = enter(&house, AMINA).await;
        let content = scan(900_000);
        let (mut left, mut right) = (amina.clone(), amina.clone());
        // Two tabs begin the same file at once: one upload.
        let (one, two) = tokio::join!(begin(&mut left, &content), begin(&mut right, &content));
        assert_eq!(one.head("location"), two.head("location"));
        assert_eq!(house.count("select count(*) as n from uploads").await, 1);
        let at = one.head("location").to_owned();
        let mut lost = 0;
        loop {
            let from = offset(&bare(&mut left, "HEAD", &at).await);
            if from == content.len() {
                break;
            }
            let (one, two) = tokio::join!(
                append(&mut left, &at, &content, from),
                append(&mut right, &at, &content, from)
            );
            let won = [&one, &two]
                .iter()
                .filter(|answer| answer.status == StatusCode::NO_CONTENT)
                .count();
            assert_eq!(won, 1, "{} {}", one.status, two.status);
            for answer in [one, two] {
                if answer.status == StatusCode::CONFLICT {
                    lost += 1;
                    assert!(offset(&answer) > from, "409 says where to go on");
                }
            }
        }
        assert!(lost > 0);
        let pieces = house.count("select count(*) as n from upload_pieces").await;
        assert_eq!(
            i64::try_from(contents(&house)).unwrap(),
            pieces,
            "no litter"
        );
        let answer = submit(&mut left, "scan", id_of(&at)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    }
}

#[tokio::test]
async fn a_wrong_offset_is_told_the_right_one() {
    let house = House::plain().await;
    let mut amina = enter(&house, AMINA).await;
    let content = scan(700_000);
    let at = begin(&mut amina, &content)
        .await
        .head("location")
        .to_owned();
    for from in [0, 4095, 4097, 300_000] {
        let answer = append(&mut amina, &at, &content, from).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{from}");
        assert_eq!(offset(&answer), 4096);
    }
    // More than there is, nothing at all, an end that is none, another kind, too much.
    let patch = |whole: &'static str, kind: &'static str, body: Vec<u8>| {
        Request::patch(&at)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", kind)
            .header("upload-offset", 4096)
            .header("upload-complete", whole)
            .body(Body::from(body))
            .unwrap()
    };
    let partial = "application/partial-upload";
    for (request, status) in [
        (patch("?0", partial, vec![]), 400),
        (patch("?1", partial, vec![1; 10]), 400),
        (patch("?0", "text/plain", vec![1; 10]), 415),
        (patch("?0", partial, vec![1; PIECE + 1]), 413),
    ] {
        assert_eq!(amina.send(request).await.status.as_u16(), status);
    }
    assert_eq!(offset(&bare(&mut amina, "HEAD", &at).await), 4096);
    assert_eq!(contents(&house), 1);
}

#[tokio::test]
async fn an_upload_is_nobody_elses() {
    for house in houses().await {
        let mut amina = enter(&house, AMINA).await;
        let content = scan(5000);
        let at = begin(&mut amina, &content)
            .await
            .head("location")
            .to_owned();
        finish(&mut amina, &at, &content).await;
        let mut boris = enter(&house, BORIS).await;
        for method in ["HEAD", "DELETE"] {
            let answer = bare(&mut boris, method, &at).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
        }
        let answer = append(&mut boris, &at, &content, 4096).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        let answer = submit(&mut boris, "scan", id_of(&at)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        // The same file of his is another upload.
        let his = begin(&mut boris, &content).await;
        assert_eq!(his.status, StatusCode::CREATED);
        assert_ne!(his.head("location"), at);
        // Nobody at all, and a page of another site.
        let mut guest = house.browser();
        assert_eq!(begin(&mut guest, &content).await.status, 401);
        assert_eq!(bare(&mut guest, "HEAD", &at).await.status, 401);
        assert_eq!(bare(&mut guest, "DELETE", &at).await.status, 401);
        let foreign = Request::delete(&at).header("sec-fetch-site", "cross-site");
        let answer = amina.send(foreign.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        let foreign = Request::patch(&at).header("sec-fetch-site", "cross-site");
        let answer = amina.send(foreign.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        // For another field of a form it is none, and nobody reads it by its address.
        let answer = submit(&mut amina, "other", id_of(&at)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        let answer = amina.get(&at).await;
        assert!(answer.status.is_client_error(), "{}", answer.status);
        // The name stands nowhere in clear, nor does what came.
        let row = house
            .db()
            .row("select name, mark from uploads", vec![])
            .await;
        let row = row.unwrap().unwrap();
        let name: Vec<u8> = row.get("name").unwrap();
        let clear = "скан".as_bytes();
        assert!(!name.windows(clear.len()).any(|part| part == clear));
        bare(&mut amina, "DELETE", &at).await;
        assert_eq!(bare(&mut amina, "HEAD", &at).await.status, 404);
        bare(&mut boris, "DELETE", his.head("location")).await;
        assert_eq!(contents(&house), 0);
    }
}

#[tokio::test]
async fn uploads_are_bounded_and_end_by_themselves() {
    for house in houses().await {
        let mut amina = enter(&house, AMINA).await;
        let content = scan(10_000);
        let names: Vec<String> = (0..9).map(|n| format!("{n}.pdf")).collect();
        for name in &names[..8] {
            let answer = begin_as(&mut amina, (name, "scan"), &content, 4096).await;
            assert_eq!(answer.status, StatusCode::CREATED);
        }
        let answer = begin_as(&mut amina, (&names[8], "scan"), &content, 4096).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(answer.text().contains("Слишком много файлов"));
        // One that was begun goes on all the same.
        let answer = begin_as(&mut amina, (&names[0], "scan"), &content, 4096).await;
        assert_eq!(answer.status, StatusCode::OK);
        let at = answer.head("location").to_owned();
        // An hour later there is nothing of them.
        house.store.clock.advance(SignedDuration::from_mins(61));
        let mut amina = enter(&house, AMINA).await;
        assert_eq!(bare(&mut amina, "HEAD", &at).await.status, 404);
        let answer = append(&mut amina, &at, &content, 4096).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        // Begun again before the sweeper came.
        let answer = begin_as(&mut amina, (&names[0], "scan"), &content, 4096).await;
        assert_eq!(answer.status, StatusCode::CREATED);
        assert_eq!(okno_web::upload::sweep(house.db()).await.unwrap(), 7);
        assert_eq!(contents(&house), 1);
        // Together no more than thirty megabytes.
        let mut boris = enter(&house, BORIS).await;
        let large = scan(LARGEST);
        for name in &names[..6] {
            let answer = begin_as(&mut boris, (name, "scan"), &large, 4096).await;
            assert_eq!(answer.status, StatusCode::CREATED);
        }
        let answer = begin_as(&mut boris, ("x.pdf", "scan"), &content, 4096).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        let more = scan(LARGEST + 1);
        let answer = begin_as(&mut boris, ("y.pdf", "scan"), &more, 4096).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    }
}

#[tokio::test]
async fn a_store_that_refuses_keeps_what_was_there() {
    for house in houses().await {
        let mut amina = enter(&house, AMINA).await;
        let content = scan(600_000);
        let at = begin(&mut amina, &content)
            .await
            .head("location")
            .to_owned();
        house.store.refuse("upload_pieces").await.unwrap();
        let answer = append(&mut amina, &at, &content, 4096).await;
        assert_eq!(answer.status, StatusCode::INSUFFICIENT_STORAGE);
        let words = answer.json()["title"].as_str().unwrap().to_owned();
        assert!(words.contains("некуда сохранить"), "{words}");
        house.store.relent("upload_pieces").await.unwrap();
        assert_eq!(offset(&bare(&mut amina, "HEAD", &at).await), 4096);
        assert_eq!(contents(&house), 1, "no litter");
        finish(&mut amina, &at, &content).await;
        let answer = submit(&mut amina, "scan", id_of(&at)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    }
}
