//! Words: every text that a person reads, from Fluent files in Russian and English.

use std::collections::HashMap;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use okno_requisites::{Flaw, typo};
use okno_store::journal::Line;
use serde_json::Value;
use unic_langid::LanguageIdentifier;

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Russian.
    #[default]
    Ru,
    /// English.
    En,
}

impl Lang {
    /// `ru` or `en`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// Reads `ru` or `en`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "ru" => Some(Self::Ru),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The language of `Accept-Language` that we speak and that is wanted most
    /// (RFC 9110, 12.5.4); Russian otherwise.
    #[must_use]
    pub fn from_accept(header: &str) -> Self {
        let mut best = (0.0, Self::default());
        for part in header.split(',') {
            let (tag, weight) = part.split_once(';').unwrap_or((part, ""));
            let code = tag.trim().split('-').next().unwrap_or_default();
            let Some(lang) = Self::from_code(&code.to_ascii_lowercase()) else {
                continue;
            };
            let weight: f32 = match weight.trim().strip_prefix("q=") {
                Some(weight) => weight.trim().parse().unwrap_or(0.0),
                None => 1.0,
            };
            // Of two wanted alike the first counts.
            if weight > best.0 {
                best = (weight, lang);
            }
        }
        best.1
    }
}

struct Tongue {
    bundle: FluentBundle<FluentResource>,
    // Most messages take no arguments: their text is worked out once.
    fixed: HashMap<String, String>,
}

/// All words of the program in all languages.
pub struct Words {
    ru: Tongue,
    en: Tongue,
}

impl Words {
    /// Reads the files of every crate. The error names what is wrong in which language.
    pub fn load(locales: &[[(&'static str, &'static str); 2]]) -> Result<Self, String> {
        let load = |lang: Lang| -> Result<Tongue, String> {
            let id: LanguageIdentifier = lang
                .code()
                .parse()
                .map_err(|e| format!("{}: {e}", lang.code()))?;
            let mut bundle = FluentBundle::new_concurrent(vec![id]);
            bundle.set_use_isolating(false);
            let mut ids = Vec::new();
            for (code, source) in locales.iter().flatten() {
                if *code != lang.code() {
                    continue;
                }
                let resource = FluentResource::try_new((*source).to_owned())
                    .map_err(|(_, errors)| format!("{code}: {errors:?}"))?;
                ids.extend(source.lines().filter_map(message_id));
                bundle
                    .add_resource(resource)
                    .map_err(|e| format!("{code}: {e:?}"))?;
            }
            let fixed = ids
                .into_iter()
                .filter_map(|id| {
                    let pattern = bundle.get_message(&id)?.value()?;
                    let mut errors = Vec::new();
                    let text = bundle
                        .format_pattern(pattern, None, &mut errors)
                        .into_owned();
                    errors.is_empty().then(|| (id, typo(&text, lang.code())))
                })
                .collect();
            Ok(Tongue { bundle, fixed })
        };
        Ok(Self {
            ru: load(Lang::Ru)?,
            en: load(Lang::En)?,
        })
    }

    fn tongue(&self, lang: Lang) -> &Tongue {
        match lang {
            Lang::Ru => &self.ru,
            Lang::En => &self.en,
        }
    }

    /// A text without arguments. A missing id shows itself, so that it is seen in tests.
    #[must_use]
    pub fn t(&self, lang: Lang, id: &str) -> String {
        match self.tongue(lang).fixed.get(id) {
            Some(text) => text.clone(),
            None => self.format(lang, id, None),
        }
    }

    /// A text with arguments.
    #[must_use]
    pub fn tv(&self, lang: Lang, id: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        let args: FluentArgs<'_> = args.iter().map(|(k, v)| (*k, v.clone())).collect();
        self.format(lang, id, Some(&args))
    }

    /// The words of a line of the journal; nothing when there are none. The department
    /// that writes an act has them: `act-application-file-seen` for
    /// `application.file_seen`; the facts of the line are their arguments.
    #[must_use]
    pub fn act(&self, lang: Lang, prefix: &str, line: &Line) -> Option<String> {
        let id = format!("{prefix}-{}", line.act.replace(['.', '_'], "-"));
        if !self.has(lang, &id) {
            return None;
        }
        let mut facts = Vec::new();
        for (name, value) in line.detail.as_object().into_iter().flatten() {
            match value {
                Value::String(text) => facts.push((name.as_str(), text.as_str().into())),
                Value::Number(number) => {
                    facts.extend(number.as_i64().map(|n| (name.as_str(), n.into())));
                }
                _ => {}
            }
        }
        Some(self.tv(lang, &id, &facts))
    }

    /// The text of a refusal.
    #[must_use]
    pub fn flaw(&self, lang: Lang, flaw: &Flaw) -> String {
        let args: FluentArgs<'_> = flaw
            .args
            .iter()
            .map(|(name, value)| {
                let value = match value.parse::<i64>() {
                    Ok(number) if value.len() < 6 => FluentValue::from(number),
                    _ => FluentValue::from(value.as_str()),
                };
                (*name, value)
            })
            .collect();
        self.format(lang, flaw.code, Some(&args))
    }

    /// Is there such a text?
    #[must_use]
    pub fn has(&self, lang: Lang, id: &str) -> bool {
        self.tongue(lang).bundle.has_message(id)
    }

    fn format(&self, lang: Lang, id: &str, args: Option<&FluentArgs<'_>>) -> String {
        let bundle = &self.tongue(lang).bundle;
        let Some(pattern) = bundle.get_message(id).and_then(|m| m.value()) else {
            return format!("⟦{id}⟧");
        };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, args, &mut errors);
        typo(&text, lang.code())
    }
}

fn message_id(line: &str) -> Option<String> {
    let (id, _) = line.split_once('=')?;
    let id = id.trim_end();
    let plain = !id.is_empty()
        && id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    plain.then(|| id.to_owned())
}
