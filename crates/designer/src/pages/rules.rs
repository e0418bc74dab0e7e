//! A rule in words: as it is written, where, what it knew, what it gave.

use std::path::Path;

use okno_catalogue::trace::Trace;
use okno_requisites::number;
use okno_rules::Value;
use okno_web::Page;

/// The longest value that is shown whole, characters.
const LONGEST: usize = 120;
/// So many values of a list are shown.
const MOST: usize = 5;

/// A rule as it is shown.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub(super) text: String,
    pub(super) place: String,
    pub(super) gave: String,
    /// Of the tag: `ok`, `error` or `wait`.
    pub(super) kind: &'static str,
    pub(super) icon: &'static str,
    pub(super) names: Vec<(String, String)>,
}

/// `NAME/service.yaml:214`: the file as it is called in its folder.
pub(super) fn place(file: &Path, line: usize) -> String {
    let parts: Vec<_> = file.components().rev().take(2).collect();
    let parts = parts.iter().rev().map(|c| c.as_os_str().to_string_lossy());
    let name = parts.collect::<Vec<_>>().join("/");
    match line {
        0 => name,
        line => format!("{name}:{line}"),
    }
}

pub(super) fn rule(page: &Page, trace: &Trace) -> Rule {
    let (kind, icon) = match trace.value {
        Value::Bool(true) => ("ok", "check"),
        Value::Bool(false) => ("error", "x"),
        Value::Absent => ("wait", "clock"),
        _ => ("", ""),
    };
    let names = trace.names.iter();
    Rule {
        text: trace.rule.clone(),
        place: place(&trace.place.file, trace.place.line),
        gave: value(page, &trace.value),
        kind,
        icon,
        names: names
            .map(|(name, value)| (name.clone(), self::value(page, value)))
            .collect(),
    }
}

/// A value as people read it.
pub(super) fn value(page: &Page, of: &Value) -> String {
    match of {
        Value::Absent => page.t("designer-value-none"),
        Value::Bool(true) => page.t("designer-yes"),
        Value::Bool(false) => page.t("designer-no"),
        Value::Int(n) => n.to_string(),
        Value::Money(kopecks) => rubles(*kopecks),
        Value::Text(words) => format!("«{}»", cut(words)),
        Value::Date(day) => day.strftime("%d.%m.%Y").to_string(),
        Value::Span(span) => {
            let months = page.tn("designer-months", "n", span.months);
            let days = page.tn("designer-days", "n", span.days);
            match (span.months, span.days) {
                (_, 0) => months,
                (0, _) => days,
                _ => format!("{months}, {days}"),
            }
        }
        Value::List(values) => {
            let all = values.iter().take(MOST).map(|one| value(page, one));
            let mut all: Vec<String> = all.collect();
            if values.len() > MOST {
                all.push("…".to_owned());
            }
            format!("[{}]", all.join(", "))
        }
        Value::Row(row) => {
            let given = row.iter().filter(|(_, value)| value.is_given());
            let all = given.map(|(name, of)| format!("{name}: {}", value(page, of)));
            format!("{{{}}}", all.collect::<Vec<_>>().join(", "))
        }
    }
}

/// «1 500,50 ₽».
pub(super) fn rubles(kopecks: i64) -> String {
    let shown = number::money_shown(kopecks);
    let (whole, rest) = shown.split_once(',').unwrap_or((&shown, ""));
    let (sign, digits) = match whole.strip_prefix('-') {
        Some(digits) => ("−", digits),
        None => ("", whole),
    };
    let mut grouped = sign.to_owned();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n) % 3 == 0 {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    match rest {
        "" => format!("{grouped}\u{a0}₽"),
        rest => format!("{grouped},{rest}\u{a0}₽"),
    }
}

fn cut(words: &str) -> String {
    match words.chars().count() > LONGEST {
        false => words.to_owned(),
        true => words.chars().take(LONGEST - 1).chain(['…']).collect(),
    }
}
