//! The browser works rules out as the server does: random rules over random answers, both
//! asked, every value compared.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use jiff::civil::date;
use okno_rules::{Scope, Type, Value, compile};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed, TestRunner};

use crate::worlds::{child, scope};

const CASES: usize = 6000;

fn of(options: &'static [&'static str]) -> BoxedStrategy<String> {
    proptest::sample::select(options)
        .prop_map(str::to_owned)
        .boxed()
}

/// A rule of a type, as its author would write it.
fn source(want: &Type, depth: u32, row: bool) -> BoxedStrategy<String> {
    let leaf = leaf(want, row);
    if depth == 0 {
        return leaf;
    }
    let of = |ty: &Type| source(ty, depth - 1, row);
    let (int, money, day, truth) = (&Type::Int, &Type::Money, &Type::Date, &Type::Bool);
    let branch: BoxedStrategy<String> = match want {
        Type::Bool => {
            let compared = |ty: &Type| {
                let op = self::of(&["==", "!=", "<", "<=", ">", ">="]);
                (of(ty), op, of(ty)).prop_map(|(a, op, b)| format!("({a}) {op} ({b})"))
            };
            let each = self::of(&["all", "exists", "exists_one"]);
            let inner = source(truth, depth - 1, true);
            prop_oneof![
                (of(truth), self::of(&["&&", "||"]), of(truth))
                    .prop_map(|(a, op, b)| format!("({a}) {op} ({b})")),
                of(truth).prop_map(|a| format!("!({a})")),
                compared(int),
                compared(money),
                compared(day),
                (each, inner).prop_map(|(each, body)| format!("children.{each}(c, {body})")),
                of(int).prop_map(|a| format!("given({a})")),
                (of(int), of(int), of(int)).prop_map(|(a, b, c)| format!("({a}) in [{b}, {c}]")),
            ]
            .boxed()
        }
        Type::Int => prop_oneof![
            (of(int), self::of(&["+", "-", "*", "/", "%"]), of(int))
                .prop_map(|(a, op, b)| format!("({a}) {op} ({b})")),
            of(int).prop_map(|a| format!("-({a})")),
            (of(day), of(day)).prop_map(|(a, b)| format!("({a}) - ({b})")),
            of(day).prop_map(|a| format!("age({a})")),
            source(truth, depth - 1, true)
                .prop_map(|body| format!("children.filter(c, {body}).size()")),
            (of(truth), of(int), of(int)).prop_map(|(a, b, c)| format!("({a}) ? ({b}) : ({c})")),
        ]
        .boxed(),
        Type::Money => prop_oneof![
            (of(money), self::of(&["+", "-"]), of(money))
                .prop_map(|(a, op, b)| format!("({a}) {op} ({b})")),
            (of(money), self::of(&["*", "/"]), of(int))
                .prop_map(|(a, op, b)| format!("({a}) {op} ({b})")),
            (of(money), of(int)).prop_map(|(a, b)| format!("percent({a}, {b})")),
            of(int).prop_map(|a| format!("rubles({a})")),
            (
                source(money, depth - 1, true),
                self::of(&["sum", "min", "max"])
            )
                .prop_map(|(body, f)| format!("children.map(c, {body}).{f}()")),
        ]
        .boxed(),
        _ => {
            let span = (self::of(&["days", "months", "years"]), of(int));
            (of(day), self::of(&["+", "-"]), span)
                .prop_map(|(a, op, (f, n))| format!("({a}) {op} {f}({n})"))
                .boxed()
        }
    };
    prop_oneof![1 => leaf, 3 => branch].boxed()
}

fn leaf(want: &Type, row: bool) -> BoxedStrategy<String> {
    let plain = match want {
        Type::Bool => of(&[
            "agreed",
            "true",
            "false",
            "purpose == 'medical'",
            "'work' in reasons",
            "given(profile.inn)",
            "note.contains('ё')",
            "note.startsWith('Я') || note.endsWith('🙂')",
            "profile.inn == note",
        ]),
        Type::Int => of(&[
            "rooms",
            "0",
            "1",
            "7",
            "-3",
            "365",
            "9007199254740991",
            "note.size()",
            "4000000",
            "children.size()",
            "94906267",
        ]),
        Type::Money => of(&[
            "income",
            "0.01",
            "199.99",
            "100.00",
            "-0.05",
            "90071992547409.91",
        ]),
        _ => of(&[
            "moved",
            "today",
            "profile.birth_date",
            "date('2000-02-29')",
            "date('0001-01-01')",
            "date('9999-12-31')",
            "date('1969-12-31')",
        ]),
    };
    let inner = match want {
        Type::Bool => of(&["c.kind == 'son'", "given(c.born)"]),
        Type::Money => of(&["c.pension"]),
        Type::Date => of(&["c.born"]),
        _ => of(&["age(c.born)"]),
    };
    match row {
        true => prop_oneof![plain, inner].boxed(),
        false => plain,
    }
}

fn facts() -> impl Strategy<Value = BTreeMap<String, Value>> {
    let day = || (1900_i16..2100, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| date(y, m, d));
    let maybe = |value: BoxedStrategy<Value>| prop_oneof![3 => value, 1 => Just(Value::Absent)];
    let number = |far: i64| prop_oneof![-9..9_i64, -far..far];
    let kind = proptest::sample::select(vec!["son", "daughter"]);
    let row = (proptest::option::of(day()), number(1 << 52), kind)
        .prop_map(|(born, pension, kind)| child(born, pension, kind));
    let words = |list: &'static [&'static str]| {
        proptest::sample::select(list).prop_map(Value::text).boxed()
    };
    (
        maybe(words(&["medical", "benefits"])),
        maybe(
            proptest::sample::subsequence(vec!["child", "work", "other"], 0..=3)
                .prop_map(|some| Value::list(some.into_iter().map(Value::text)))
                .boxed(),
        ),
        maybe(any::<bool>().prop_map(Value::Bool).boxed()),
        maybe(number(1 << 53).prop_map(Value::Int).boxed()),
        maybe(number(1 << 53).prop_map(Value::Money).boxed()),
        maybe(words(&["", "Я еду 🙂", "ёж", "1"])),
        maybe(day().prop_map(Value::Date).boxed()),
        day().prop_map(Value::Date),
        maybe(day().prop_map(Value::Date).boxed()),
        maybe(
            proptest::collection::vec(row, 0..4)
                .prop_map(Value::list)
                .boxed(),
        ),
    )
        .prop_map(|values| {
            let names = [
                "purpose",
                "reasons",
                "agreed",
                "rooms",
                "income",
                "note",
                "moved",
                "today",
                "profile.birth_date",
                "children",
            ];
            let (a, b, c, d, e, f, g, h, i, j) = values;
            let values = [a, b, c, d, e, f, g, h, i, j];
            names.into_iter().map(str::to_owned).zip(values).collect()
        })
}

#[test]
fn the_browser_agrees() {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
    let dir = tempfile::tempdir().unwrap();
    let mut runner = TestRunner::new(Config {
        rng_seed: RngSeed::Fixed(2026),
        ..Config::default()
    });
    let scope: Scope = scope();
    let (mut cases, mut kinds) = (Vec::new(), BTreeMap::new());
    let types = [Type::Bool, Type::Int, Type::Money, Type::Date];
    let sources = types.clone().map(|want| source(&want, 3, false));
    let given = facts();
    while cases.len() < CASES {
        let nth = cases.len() % types.len();
        let want = &types[nth];
        let written = sources[nth].new_tree(&mut runner).unwrap().current();
        // Too long or too deep by chance.
        let Ok(rule) = compile(&written, &scope, want) else {
            continue;
        };
        let facts = given.new_tree(&mut runner).unwrap().current();
        let value = rule.value(&facts);
        *kinds
            .entry((want.to_string(), value.is_given()))
            .or_insert(0_usize) += 1;
        let json: serde_json::Map<_, _> = facts
            .iter()
            .map(|(k, v)| (k.clone(), v.to_json()))
            .collect();
        cases.push(serde_json::json!([
            written,
            rule.to_json(),
            json,
            value.to_json()
        ]));
    }
    // The sample is worth something: values of every type, and what is absent.
    assert_eq!(kinds.len(), 8, "{kinds:?}");
    assert!(kinds.values().all(|n| *n > 100), "{kinds:?}");

    let file = dir.path().join("cases.json");
    let mut out = std::fs::File::create(&file).unwrap();
    out.write_all(serde_json::to_string(&cases).unwrap().as_bytes())
        .unwrap();
    let module = dir.path().join("rules.mjs");
    let built = Command::new(assets.join("node_modules/.bin/esbuild"))
        .arg(assets.join("src/rules.ts"))
        .args(["--format=esm", "--target=es2020", "--log-level=error"])
        .arg(format!("--outfile={}", module.display()))
        .status();
    assert!(
        built.is_ok_and(|status| status.success()),
        "esbuild of assets/ does not run; scripts/assets.sh installs it"
    );
    let program = r#"
        const [module, file] = process.argv.slice(1)
        const { value } = await import(module)
        const { readFileSync } = await import("node:fs")
        let wrong = 0
        for (const [source, rule, facts, expected] of JSON.parse(readFileSync(file, "utf8"))) {
          const got = value(rule, (name) => facts[name] ?? null)
          if (JSON.stringify(got) !== JSON.stringify(expected) && wrong++ < 5)
            console.log(`${source}\n  ${JSON.stringify(facts)}\n  here ${JSON.stringify(got)}, server ${JSON.stringify(expected)}`)
        }
        process.exit(wrong ? 1 : 0)
    "#;
    let ran = Command::new("node")
        .args(["--input-type=module", "-e", program])
        .arg(&module)
        .arg(&file)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stdout);
    let failed = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}{failed}");
}
