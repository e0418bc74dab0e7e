//! A folder with mistakes leaves the last good services where they are.

use std::fs;

use okno_catalogue::{Catalogue, Shelf};
use okno_designer::Bench;
use okno_store::Engine;

use crate::{official, root, with};

fn copied() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let from = root().join("services");
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = dir.path().join(path.file_name().unwrap());
        if path.is_dir() {
            fs::create_dir(&to).unwrap();
            for file in fs::read_dir(path).unwrap() {
                let file = file.unwrap().path();
                fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
            }
        } else {
            fs::copy(&path, to).unwrap();
        }
    }
    dir
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mistakes_of_the_folder_stand_beside_what_was_good_last() {
    let dir = copied();
    let shelf = Shelf::new(Catalogue::load(dir.path()).unwrap());
    let bench = Bench::new(shelf.clone());
    let house = with(Engine::Sqlite, bench.clone()).await;
    let catalogue = bench.catalogue();
    let service = &catalogue.services()[0];
    let mut designer = official(&house, "designer").await;
    let at = format!("/work/services/{}", service.id);
    let page = designer.get("/work/services").await;
    page.is(200).has(&service.title.ru).lacks("ошибка в папке");

    let file = service.folder.join("service.yaml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replacen("version: ", "versoin: ", 1)).unwrap();
    bench.note(Catalogue::load(dir.path()).unwrap_err());
    let place = format!("{}/service.yaml:", service.id);
    for address in ["/work/services", &at, &format!("{at}/try")] {
        let page = designer.get(address).await;
        page.is(200)
            .has("ошибка в папке")
            .has(&place)
            .has("versoin");
        page.has(&service.title.ru);
    }

    // Mended, it is as it is now.
    let now = format!("version: {}\n", service.version);
    fs::write(&file, text.replacen(&now, "version: 41\n", 1)).unwrap();
    shelf.put(Catalogue::load(dir.path()).unwrap());
    bench.note(Vec::new());
    let page = designer.get(&at).await;
    page.is(200).has("41").lacks("versoin");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_without_services_says_how_to_begin() {
    let dir = tempfile::tempdir().unwrap();
    for list in ["agencies.yaml", "categories.yaml"] {
        fs::copy(root().join("services").join(list), dir.path().join(list)).unwrap();
    }
    let shelf = Shelf::new(Catalogue::load(dir.path()).unwrap());
    let house = with(Engine::Sqlite, Bench::new(shelf)).await;
    let mut designer = official(&house, "designer").await;
    let page = designer.get("/work/services").await;
    page.is(200).has("Услуг пока нет").has("okno services new");
}
