//! Files that people send: what is taken, what is cleaned, what is refused.

use std::io::Cursor;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use okno_store::testing::ENGINES;
use okno_web::upload::{Darkroom, LARGEST, Upload, size_shown};

use super::{Answer, House, houses};

const RED: Rgb<u8> = Rgb([220, 20, 20]);
const BLUE: Rgb<u8> = Rgb([20, 20, 220]);

/// A picture, its left half red and its right half blue.
fn picture(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, _| if x < width / 2 { RED } else { BLUE });
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture)
        .write_to(&mut out, format)
        .unwrap();
    out.into_inner()
}

/// Puts EXIF into a JPEG: turned a quarter to the right, taken at a place.
fn with_exif(jpeg: &[u8]) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
    tiff.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0"); // orientation: 6
    tiff.extend(b"\x25\x88\x04\0\x01\0\0\0\x26\0\0\0"); // place: at byte 38
    tiff.extend(b"\0\0\0\0");
    tiff.extend(b"\x01\0\x01\0\x02\0\0\0\x02\0\0\0N\0\0\0\0\0\0\0");
    // A small preview inside, with an end mark of its own.
    tiff.extend(b"GPS 54.9370N 41.3910E \xff\xd9");
    let mut out = jpeg[..2].to_vec();
    let length = u16::try_from(tiff.len() + 8).unwrap();
    out.extend(b"\xff\xe1");
    out.extend(length.to_be_bytes());
    out.extend(b"Exif\0\0");
    out.extend(tiff);
    out.extend(&jpeg[2..]);
    out
}

/// A PDF of exactly so many bytes.
fn pdf(size: usize) -> Vec<u8> {
    let (head, tail) = (b"%PDF-1.7\n".as_slice(), b"\n%%EOF\n".as_slice());
    let mut out = head.to_vec();
    out.resize(size - tail.len(), b' ');
    out.extend(tail);
    out
}

/// A PNG that says it is of this size; `kind` is bit depth and colour type.
fn bomb(width: u32, height: u32, kind: [u8; 2]) -> Vec<u8> {
    let mut png = picture(ImageFormat::Png, 64, 64);
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    png[24..26].copy_from_slice(&kind);
    let sum = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&sum.to_be_bytes());
    png
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 & 0u32.wrapping_sub(sum & 1))
        })
    })
}

async fn develop(name: &str, content: Vec<u8>) -> Result<Upload, &'static str> {
    let developed = Darkroom::new(1).develop(name, content).await.unwrap();
    developed.map_err(|flaw| flaw.code)
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|w| w == part)
}

fn multipart(parts: &[(&str, Option<&str>, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (field, file, content) in parts {
        body.extend(
            format!("--frontier\r\nContent-Disposition: form-data; name=\"{field}\"").bytes(),
        );
        if let Some(file) = file {
            body.extend(format!("; filename=\"{file}\"\r\nContent-Type: image/jpeg").bytes());
        }
        body.extend(b"\r\n\r\n");
        body.extend(*content);
        body.extend(b"\r\n");
    }
    body.extend(b"--frontier--\r\n");
    body
}

async fn send(house: &House, body: Vec<u8>) -> Answer {
    let request = Request::post("/upload")
        .header(
            header::CONTENT_TYPE,
            "multipart/form-data; boundary=frontier",
        )
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(body))
        .unwrap();
    house.browser().send(request).await
}

async fn files(house: &House) -> i64 {
    house.count("select count(*) as n from files").await
}

#[tokio::test]
async fn a_photo_loses_its_place_and_is_turned_upright() {
    let sent = with_exif(&picture(ImageFormat::Jpeg, 64, 32));
    assert!(contains(&sent, b"Exif") && contains(&sent, b"54.9370N"));
    let upload = develop("photo.jpg", sent).await.unwrap();
    assert_eq!(
        (upload.name.as_str(), upload.media_type),
        ("photo.jpg", "image/jpeg")
    );
    for part in [b"Exif".as_slice(), b"GPS", b"54.9370N", b"II*\0"] {
        assert!(!contains(&upload.content, part), "{part:?}");
    }
    let upright = image::load_from_memory_with_format(&upload.content, ImageFormat::Jpeg).unwrap();
    let upright = upright.to_rgb8();
    assert_eq!(upright.dimensions(), (32, 64));
    let (top, bottom) = (upright.get_pixel(16, 8), upright.get_pixel(16, 56));
    assert!(top[0] > 180 && top[2] < 80, "red above: {top:?}");
    assert!(bottom[2] > 180 && bottom[0] < 80, "blue below: {bottom:?}");
}

#[tokio::test]
async fn what_follows_a_picture_is_thrown_away() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png] {
        let mut sent = picture(format, 40, 40);
        sent.extend(b"<script>alert(1)</script>PK\x03\x04");
        let upload = develop("x", sent).await.unwrap();
        assert!(!contains(&upload.content, b"script"), "{format:?}");
        assert!(image::load_from_memory(&upload.content).is_ok());
    }
}

#[tokio::test]
async fn kinds_are_told_by_content_and_not_by_name() {
    let png = picture(ImageFormat::Png, 10, 10);
    let upload = develop("scan.pdf", png).await.unwrap();
    assert_eq!(upload.media_type, "image/png");
    let upload = develop("scan.png", pdf(400)).await.unwrap();
    assert_eq!(upload.media_type, "application/pdf");
    assert_eq!(upload.content, pdf(400));
    let mut program = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff".to_vec();
    program.resize(4000, 0);
    let others: [(&str, Vec<u8>); 6] = [
        ("passport.jpg", program),
        ("passport.pdf", b"\x7fELF\x02\x01\x01".repeat(20)),
        ("passport.png", b"PK\x03\x04".repeat(20)),
        ("passport.jpg", b"GIF89a\x01\0\x01\0".repeat(20)),
        (
            "passport.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
        ),
        ("passport.pdf", b"hello, world".to_vec()),
    ];
    for (name, content) in others {
        assert_eq!(
            develop(name, content).await.unwrap_err(),
            "web-upload-kind",
            "{name}"
        );
    }
    assert_eq!(
        develop("a.jpg", Vec::new()).await.unwrap_err(),
        "web-upload-empty"
    );
}

#[tokio::test]
async fn files_cut_off_on_the_way_are_refused() {
    let jpeg = with_exif(&picture(ImageFormat::Jpeg, 300, 300));
    let png = picture(ImageFormat::Png, 300, 300);
    let pdf = pdf(9000);
    for (name, whole) in [("a.jpg", jpeg), ("a.png", png), ("a.pdf", pdf)] {
        assert!(develop(name, whole.clone()).await.is_ok(), "{name}");
        for share in [4, 7, 9] {
            let part = whole[..whole.len() * share / 10].to_vec();
            let refused = develop(name, part).await.unwrap_err();
            assert_eq!(refused, "web-upload-cut", "{name}, {share}/10");
        }
    }
    // A header alone.
    assert!(
        develop("a.jpg", b"\xff\xd8\xff\xe0".to_vec())
            .await
            .is_err()
    );
    assert!(
        develop("a.png", b"\x89PNG\r\n\x1a\n".to_vec())
            .await
            .is_err()
    );
}

#[tokio::test]
async fn pictures_that_swell_are_refused_before_they_do() {
    for (width, height, kind) in [
        (20_000, 20_000, [8, 0]),
        (20_000, 10, [8, 2]),
        // Within the sides allowed, but a gigabyte.
        (11_000, 11_000, [16, 6]),
        (10_000, 10_000, [8, 2]),
    ] {
        let started = std::time::Instant::now();
        let refused = develop("bomb.png", bomb(width, height, kind))
            .await
            .unwrap_err();
        assert_eq!(refused, "web-upload-pixels", "{width}×{height}");
        assert!(started.elapsed().as_secs() < 5);
    }
    // A large photo of a phone is none.
    assert!(
        develop("a.jpg", picture(ImageFormat::Jpeg, 6000, 4000))
            .await
            .is_ok()
    );
}

/// A PDF of one object, and of others packed together.
fn pdf_of(object: &str, packed: &str) -> Vec<u8> {
    let mut out = format!("%PDF-1.7\n1 0 obj\n{object}\nendobj\n").into_bytes();
    if !packed.is_empty() {
        let mut zip = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::Write::write_all(&mut zip, packed.as_bytes()).unwrap();
        out.extend(b"2 0 obj\n<</Type/ObjStm/Filter/FlateDecode>>\nstream\r\n");
        out.extend(zip.finish().unwrap());
        out.extend(b"\nendstream\nendobj\n");
    }
    out.extend(b"trailer<<>>\n%%EOF\n");
    out
}

#[tokio::test]
async fn a_pdf_with_a_program_inside_is_refused_and_so_is_a_locked_one() {
    let refused = [
        ("<</S/JavaScript/JS(app.alert\\(1\\))>>", "", "active"),
        ("<</Names<</JavaScript 3 0 R>>>>", "", "active"),
        ("<</OpenAction<</S /Launch /F(cmd.exe)>>>>", "", "active"),
        ("<</S/J#61va#53cript>>", "", "active"),
        (
            "<</Type/Filespec/EF<</F 4 0 R>>>> <</Type/EmbeddedFile>>",
            "",
            "active",
        ),
        ("<</A(unended>> <</JS 3 0 R>>", "", "active"),
        ("<<>>", "<</Type/Catalog>><</S/JavaScript>>", "active"),
        ("<</Encrypt 5 0 R>>", "", "locked"),
    ];
    for (object, packed, why) in refused {
        let flaw = develop("a.pdf", pdf_of(object, packed)).await.unwrap_err();
        assert_eq!(flaw, format!("web-upload-{why}"), "{object} {packed}");
    }
    let fine = [
        ("<</Type/Catalog/OpenAction[3 0 R/Fit]>>", ""),
        // Said in a text, in a comment, or by chance in the data of a picture.
        ("<</Title(how /JavaScript works \\) /JS (yes))>>", ""),
        ("<<>> % /JS\n", ""),
        ("<</Length 9>>\nstream\nx/JS (y)/Encrypt z\nendstream", ""),
        (
            "<</JSX 1/EncryptMetadata false>>",
            "<</Type/Page/Note(/JS)>>",
        ),
    ];
    for (object, packed) in fine {
        let taken = develop("a.pdf", pdf_of(object, packed)).await;
        assert!(taken.is_ok(), "{object} {packed}: {taken:?}");
    }
    // Neither a hundred thousand open brackets nor a stream that swells take long.
    let started = std::time::Instant::now();
    assert!(
        develop("a.pdf", pdf_of(&"(".repeat(4_000_000), ""))
            .await
            .is_ok()
    );
    let swollen = pdf_of("<<>>", &" ".repeat(100 << 20));
    assert!(swollen.len() < 1 << 20);
    assert_eq!(
        develop("a.pdf", swollen).await.unwrap_err(),
        "web-upload-active"
    );
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[tokio::test]
async fn names_are_cleaned() {
    let long = "я".repeat(300) + ".png";
    let cut = "я".repeat(120) + ".png";
    let cases = [
        ("../../etc/passwd", "passwd.png"),
        ("C:\\Users\\amina\\скан.png", "скан.png"),
        ("a\r\nb\0.png", "ab.png"),
        ("", "file.png"),
        ("..", "file.png"),
        ("dir/", "file.png"),
        ("   ", "file.png"),
        (".htaccess", "htaccess.png"),
        ("фото\u{202e}gnp.exe", "фотоgnp.exe.png"),
        ("страница.html", "страница.html.png"),
        ("СКАН.PNG", "СКАН.PNG"),
        ("12.03.2026", "12.03.2026.png"),
        (long.as_str(), cut.as_str()),
    ];
    for (given, clean) in cases {
        let upload = develop(given, picture(ImageFormat::Png, 8, 8))
            .await
            .unwrap();
        assert_eq!(upload.name, clean, "{given:?}");
    }
}

#[tokio::test]
async fn five_megabytes_are_taken_and_one_byte_more_is_not() {
    assert_eq!(LARGEST, 5 * 1024 * 1024);
    for house in houses().await {
        let exact = multipart(&[
            ("note", None, b"hello"),
            ("scan", Some("a.pdf"), &pdf(LARGEST)),
        ]);
        let answer = send(&house, exact).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let told = format!("note=hello\nscan|a.pdf|application/pdf|{LARGEST}\n");
        assert_eq!(answer.text(), told);
        assert_eq!(files(&house).await, 1);
        let more = multipart(&[("scan", Some("a.pdf"), &pdf(LARGEST + 1))]);
        let answer = send(&house, more).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.text().contains("больше 5 МБ"), "{}", answer.text());
        assert_eq!(files(&house).await, 1);
    }
    let flaw = develop("a.pdf", pdf(LARGEST + 1)).await.unwrap_err();
    assert_eq!(flaw, "web-upload-large");
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_nothing() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let png = picture(ImageFormat::Png, 200, 200);
        let whole = multipart(&[("scan", Some("a.png"), &png), ("note", None, b"end")]);
        for cut in [20, 90, 130, 200, whole.len() - 60, whole.len() - 6] {
            let answer = send(&house, whole[..cut].to_vec()).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "cut at {cut}");
            let page = answer.text();
            assert!(page.contains("Не получилось прочитать форму"), "{cut}");
            assert!(page.contains("отправьте форму ещё раз"), "what to do next");
            assert_eq!(files(&house).await, 0);
        }
        // The connection breaks while the body is read.
        let begun = axum::body::Bytes::from(whole[..200].to_vec());
        let broken = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
        let stream = futures::stream::iter([Ok(begun), Err(broken)]);
        let request = Request::post("/upload")
            .header(
                header::CONTENT_TYPE,
                "multipart/form-data; boundary=frontier",
            )
            .body(Body::from_stream(stream))
            .unwrap();
        let answer = house.browser().send(request).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!(files(&house).await, 0);
        let stored = house.store.dir.join("files");
        let left = std::fs::read_dir(stored).map_or(0, Iterator::count);
        assert_eq!(left, 0, "no content either");
        // Once more, whole.
        let answer = send(&house, whole).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        assert_eq!(files(&house).await, 1);
    }
}

#[tokio::test]
async fn refusals_say_what_will_do_in_both_languages() {
    let house = House::plain().await;
    let flaws = [
        "empty", "large", "cut", "kind", "pixels", "active", "locked",
    ];
    for flaw in flaws {
        let flaw =
            okno_requisites::Flaw::new(Box::leak(format!("web-upload-{flaw}").into_boxed_str()));
        for lang in [okno_web::Lang::Ru, okno_web::Lang::En] {
            let text = house.portal.words().flaw(lang, &flaw);
            assert!(text.len() > 20 && !text.contains('⟦'), "{text}");
        }
    }
    // A field for a file that was left empty sends a nameless empty file.
    let answer = send(
        &house,
        multipart(&[("scan", Some(""), b""), ("note", None, b"n")]),
    )
    .await;
    assert_eq!(answer.text(), "note=n\n");
    let answer = send(&house, multipart(&[("scan", Some("a.jpg"), b"")])).await;
    assert!(
        answer.text().starts_with("web-upload-empty"),
        "{}",
        answer.text()
    );
}

#[test]
fn sizes_are_said_shortly() {
    use okno_web::Lang::{En, Ru};
    assert_eq!(size_shown(0, Ru), "1\u{a0}КБ");
    assert_eq!(size_shown(340 * 1024 + 9, Ru), "340\u{a0}КБ");
    assert_eq!(size_shown(1_300_000, Ru), "1,2\u{a0}МБ");
    assert_eq!(size_shown(5 * 1024 * 1024, En), "5.0\u{a0}MB");
    assert_eq!(size_shown(-5, En), "1\u{a0}KB");
}

#[test]
fn a_name_cannot_leave_its_header() {
    for name in [
        "скан \"1\".pdf",
        "a\r\nSet-Cookie: b=c",
        "a; filename=b.html",
        "../x\0.pdf",
    ] {
        let response = okno_web::handout::deliver(b"x".to_vec(), "application/pdf", name, true);
        let headers = response.headers();
        let how = headers["content-disposition"].to_str().unwrap();
        let shown = how.strip_prefix("attachment; filename*=UTF-8''").unwrap();
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~%".contains(c);
        assert!(shown.chars().all(plain), "{how}");
        assert_eq!(headers["content-type"], "application/pdf");
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["cache-control"], "no-store");
        assert_eq!(
            headers.len(),
            4 + usize::from(headers.contains_key("content-length")),
            "{headers:?}"
        );
    }
}
