//! The schema that editors read: true of every file of the repository, and a help in them.

use std::path::{Path, PathBuf};

use okno_catalogue::{Described, read};
use serde_json::{Value, json};

fn services() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services")
}

fn yaml(file: &Path) -> Value {
    let mut problems = Vec::new();
    let (value, _) = read::<Value>(file, &mut problems)
        .unwrap_or_else(|| panic!("{}: {problems:?}", file.display()));
    value
}

fn validator(file: Described) -> jsonschema::Validator {
    jsonschema::draft202012::new(&file.schema()).unwrap()
}

fn faults(of: &jsonschema::Validator, value: &Value) -> Vec<String> {
    let errors = of.iter_errors(value);
    errors
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect()
}

#[test]
fn every_service_of_the_repository_is_what_the_schema_says() {
    let schema = validator(Described::Service);
    let mut tried = 0;
    for entry in std::fs::read_dir(services()).unwrap() {
        let file = entry.unwrap().path().join("service.yaml");
        if file.is_file() {
            let found = faults(&schema, &yaml(&file));
            assert!(found.is_empty(), "{}: {found:#?}", file.display());
            tried += 1;
        }
    }
    assert!(tried >= 12, "only {tried} services");
    let schema = validator(Described::List);
    for entry in std::fs::read_dir(services().join("lists")).unwrap() {
        let file = entry.unwrap().path();
        let found = faults(&schema, &yaml(&file));
        assert!(found.is_empty(), "{}: {found:#?}", file.display());
    }
    for list in [
        Described::Registries,
        Described::Agencies,
        Described::Categories,
    ] {
        let file = services().join(format!("{}.yaml", list.word()));
        let found = faults(&validator(list), &yaml(&file));
        assert!(found.is_empty(), "{}: {found:#?}", file.display());
    }
}

#[test]
fn a_misspelt_key_and_a_word_of_no_list_are_marked() {
    let schema = validator(Described::Service);
    let folders = std::fs::read_dir(services()).unwrap();
    let mut files = folders.map(|entry| entry.unwrap().path().join("service.yaml"));
    let good = yaml(&files.find(|file| file.is_file()).unwrap());
    let mut misspelt = good.clone();
    let fields = misspelt.as_object_mut().unwrap();
    let level = fields.remove("number_prefix").unwrap();
    fields.insert("number_prefiks".to_owned(), level);
    let found = faults(&schema, &misspelt).join("\n");
    assert!(found.contains("number_prefiks"), "{found}");
    assert!(found.contains("\"number_prefix\" is a required"), "{found}");

    let mut deep = good.clone();
    deep["form"]["sections"][0]["questions"][0]["lable"] = json!({"ru": "…", "en": "…"});
    assert!(faults(&schema, &deep).join("\n").contains("lable"));

    let mut odd = good.clone();
    odd["channel"] = json!("on-line");
    let found = faults(&schema, &odd).join("\n");
    assert!(found.contains("/channel"), "{found}");

    let options = |options: Value| {
        let mut other = good.clone();
        other["form"]["sections"][0]["questions"][0]["options"] = options;
        faults(&schema, &other).join("\n")
    };
    assert_eq!(options(json!({"list": "countries", "by_name": true})), "");
    assert_ne!(options(json!({"lists": "countries"})), "");
    assert_ne!(options(json!({})), "");

    let registries = validator(Described::Registries);
    let mut list = yaml(&services().join("registries.yaml"));
    list[0]["gives"]["year"]["type"] = json!("integer");
    assert!(
        faults(&registries, &list)
            .join("\n")
            .contains("/0/gives/year/type")
    );
}

#[test]
fn an_editor_shows_what_a_key_means() {
    let schema = Described::Service.schema();
    assert_eq!(
        schema["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    let title = |file: Described| file.schema()["title"].clone();
    assert_eq!(title(Described::Registries), "registries.yaml");
    let help = |schema: &Value| schema["description"].as_str().unwrap_or("").to_owned();
    let keys = schema["properties"].as_object().unwrap();
    for (name, key) in keys {
        assert!(!help(key).is_empty(), "`{name}` says nothing");
    }
    // What the program sets itself is nothing to write.
    assert!(!keys.contains_key("folder") && !keys.contains_key("logic"));
    let question = &schema["$defs"]["Question"]["properties"];
    assert!(help(&question["rules"]).contains("answer"));
    let text = schema.to_string();
    assert!(!text.contains("[`"), "links of comments are no words");
}
