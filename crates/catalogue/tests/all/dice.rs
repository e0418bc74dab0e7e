//! Services made by chance, as an author might write them: mostly right, sometimes not.
//!
//! `okno-applications` includes this file, too: there people apply for what comes out.

use std::fmt::Write as _;

/// A plain service.
pub fn service(id: &str, prefix: &str, ru: &str, en: &str) -> String {
    format!(
        "\
id: {id}
version: 1
number_prefix: {prefix}
category: papers
agency: town
channel: online
level: standard
minutes: 5
deadline: {{working_days: 3}}
fee: {{rubles: 0}}
title:
  ru: {ru}
  en: {en}
summary: {{ru: Кратко, en: Brief}}
conditions:
  - title: {{ru: Условие, en: Condition}}
documents: []
steps: []
consent:
  version: \"1\"
  title: {{ru: Согласие, en: Consent}}
  label: {{ru: Даю, en: I do}}
  text: {{ru: Слова, en: Words}}
form:
  sections:
    - id: main
      title: {{ru: Часть, en: Part}}
      questions:
        - id: choice
          kind: radio
          label: {{ru: Какой?, en: Which?}}
          options:
            - value: one
              label: {{ru: Первый, en: First}}
            - value: two
              label: {{ru: Второй, en: Second}}
        - id: phone
          kind: phone
          label: {{ru: Телефон, en: Phone}}
          check: phone
          prefill: profile.phone
        - id: scan
          kind: file
          label: {{ru: Файл, en: File}}
          files: {{max: 1, max_bytes: 1000, types: [pdf]}}
refusal_grounds:
  - id: wrong
    title: {{ru: Ошибка, en: Mistake}}
    text: {{ru: Исправьте, en: Mend it}}
desk:
  sees: [name]
result:
  template: paper.typ
  title: {{ru: Бумага, en: Paper}}
"
    )
}

/// What the services below may ask.
pub const QUERIES: &str = "\
- id: test
  system: archive
  query: test
  title: {ru: Вопрос, en: Question}
  keeper: {ru: Архив, en: Archive}
  fresh_days: 1
  takes: {what: text}
  gives:
    sum: {type: int, label: {ru: Сумма, en: Sum}}
    good: {type: bool, label: {ru: Хорошо, en: Good}}
";

/// Throws of dice, one after another; zero when there are no more.
pub struct Dice<'a>(std::slice::Iter<'a, u8>);

impl<'a> Dice<'a> {
    pub fn of(throws: &'a [u8]) -> Self {
        Self(throws.iter())
    }

    pub fn up_to(&mut self, most: usize) -> usize {
        let thrown = self.0.next().copied().unwrap_or_default();
        usize::from(thrown) % (most + 1)
    }

    pub fn one<'b>(&mut self, among: &'b [&'b str]) -> &'b str {
        among[self.up_to(among.len() - 1)]
    }

    pub fn seldom(&mut self) -> bool {
        self.up_to(4) == 0
    }
}

const KINDS: [&str; 9] = [
    "radio",
    "checkboxes",
    "text",
    "number",
    "money",
    "date",
    "checkbox",
    "file",
    "textarea",
];

/// A question that has been written: its name and kind.
type Known = (String, &'static str);

/// A rule over one of these: mostly right, sometimes of another type or name.
fn simple(dice: &mut Dice<'_>, known: &[Known]) -> String {
    if known.is_empty() || dice.seldom() {
        let odd = [
            "today > date('2020-01-01')",
            "profile.level >= 2",
            "given(profile.inn)",
            "q99 == 'a'",
            "1 + ",
            "true",
            "profile.region == 'Рязанская область'",
            "size(",
        ];
        return dice.one(&odd).to_owned();
    }
    let (name, kind) = &known[dice.up_to(known.len() - 1)];
    match *kind {
        "checkboxes" => match dice.up_to(2) {
            0 => format!("{name}.size() >= {}", dice.up_to(3)),
            _ => format!("'{}' in {name}", dice.one(&["a", "b", "c"])),
        },
        "radio" => format!("{name} == '{}'", dice.one(&["a", "b", "c"])),
        "number" | "file" => format!("{name} {} {}", dice.one(&["<", ">", "=="]), dice.up_to(3)),
        "money" => format!("{name} <= {}", dice.up_to(200)),
        "date" => format!("{name} < today"),
        "checkbox" => format!("{}{name}", dice.one(&["", "!"])),
        _ => format!("{name}.size() > {}", dice.up_to(5)),
    }
}

fn rule(dice: &mut Dice<'_>, known: &[Known]) -> String {
    match dice.up_to(3) {
        0 => format!("{} && {}", simple(dice, known), simple(dice, known)),
        1 => format!("{} || !({})", simple(dice, known), simple(dice, known)),
        _ => simple(dice, known),
    }
}

fn question(dice: &mut Dice<'_>, n: usize, known: &[Known], out: &mut String) -> Known {
    let kind = KINDS[dice.up_to(KINDS.len() - 1)];
    let id = format!("q{n}");
    let _ = writeln!(out, "        - id: {id}\n          kind: {kind}");
    let _ = writeln!(out, "          label: {{ru: Вопрос {n}, en: Question {n}}}");
    if dice.seldom() {
        let _ = writeln!(out, "          required: false");
    }
    match kind {
        "radio" | "checkboxes" => out.push_str(
            "          options:\n            - value: a\n              label: {ru: А, en: A}\n            - value: b\n              label: {ru: Б, en: B}\n",
        ),
        "file" => out.push_str("          files: {max: 2, max_bytes: 1000, types: [pdf]}\n"),
        _ => {}
    }
    if dice.up_to(2) == 0 {
        let _ = writeln!(out, "          when: \"{}\"", rule(dice, known));
    }
    let me = (id, kind);
    if dice.up_to(3) == 0 {
        let mut with_me = known.to_vec();
        with_me.push(me.clone());
        let rule = rule(dice, &with_me);
        let _ = writeln!(
            out,
            "          rules:\n            - rule: \"{rule}\"\n              message: {{ru: Не так, en: Wrong}}"
        );
    }
    me
}

/// A form, the questions that are asked once and those of rows by section.
fn form(dice: &mut Dice<'_>) -> (String, Vec<Known>) {
    let mut out = "form:\n  sections:\n".to_owned();
    let (mut known, mut n) = (Vec::new(), 0);
    for s in 0..=dice.up_to(3) {
        let _ = writeln!(out, "    - id: s{s}\n      title: {{ru: Часть, en: Part}}");
        let repeats = dice.seldom();
        if repeats {
            let (min, max) = (dice.up_to(2), dice.up_to(3));
            let _ = writeln!(
                out,
                "      repeat: {{min: {min}, max: {max}, item: {{ru: Строка, en: Row}}, add: {{ru: Ещё, en: More}}}}"
            );
        }
        if dice.seldom() {
            let _ = writeln!(out, "      when: \"{}\"", rule(dice, &known));
        }
        out.push_str("      questions:\n");
        let mut here = known.clone();
        for _ in 0..=dice.up_to(3) {
            here.push(question(dice, n, &here, &mut out));
            n += 1;
        }
        if !repeats {
            known = here;
        }
    }
    (out, known)
}

fn workflow(dice: &mut Dice<'_>, known: &[Known]) -> String {
    if dice.seldom() {
        return String::new();
    }
    let mut out =
        "registries:\n  - id: test\n    query: test\n    with: {what: \"'x'\"}\nworkflow:\n"
            .to_owned();
    let stages = 1 + dice.up_to(3);
    let names: Vec<String> = (0..=stages).map(|n| format!("w{n}")).collect();
    let some: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut with_answers = known.to_vec();
    with_answers.push(("registry.test.sum".to_owned(), "number"));
    with_answers.push(("registry.test.good".to_owned(), "checkbox"));
    for n in 0..stages {
        let _ = writeln!(out, "  - id: w{n}\n    title: {{ru: Этап, en: Stage}}");
        let mut eyes = "";
        if dice.up_to(1) == 0 {
            out.push_str("    waits: registries\n    then:\n");
            for _ in 0..dice.up_to(2) {
                let end = match dice.up_to(2) {
                    0 => "approve: true".to_owned(),
                    1 => "reject: wrong".to_owned(),
                    _ => format!("to: {}", dice.one(&some)),
                };
                let _ = writeln!(
                    out,
                    "      - when: \"{}\"\n        {end}",
                    rule(dice, &with_answers)
                );
            }
            let _ = writeln!(out, "      - to: {}", dice.one(&some));
        } else {
            out.push_str("    actions:\n      - approve\n      - reject\n");
            if dice.up_to(1) == 0 {
                out.push_str("      - correct\n");
            }
            if n > 0 && dice.up_to(1) == 0 {
                eyes = "    not_by: [w0]\n";
            }
            if dice.up_to(1) == 0 {
                let _ = writeln!(
                    out,
                    "      - to: {}\n        title: {{ru: Дальше, en: On}}",
                    dice.one(&some)
                );
            }
        }
        out.push_str(eyes);
    }
    out
}

/// A service that is mostly right, made of a plain one by another form and workflow.
pub fn folder(dice: &mut Dice<'_>, whole: &str) -> String {
    let (head, rest) = whole.split_once("form:\n").unwrap();
    let (_, tail) = rest.split_once("refusal_grounds:\n").unwrap();
    let (form, known) = form(dice);
    let workflow = workflow(dice, &known);
    format!("{head}{form}{workflow}refusal_grounds:\n{tail}")
}

/// Chance that is the same each time: xorshift.
pub struct Luck(u32);

impl Luck {
    pub fn new(seed: u32) -> Self {
        Self(seed.wrapping_mul(2_654_435_761).max(1))
    }

    pub fn throw(&mut self) -> u8 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0.to_le_bytes()[1]
    }

    pub fn throws(&mut self) -> Vec<u8> {
        std::iter::repeat_with(|| self.throw()).take(400).collect()
    }
}
