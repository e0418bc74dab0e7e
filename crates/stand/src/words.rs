//! The stand's words, from Fluent files in Russian and English.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use okno_requisites::typo;
use unic_langid::LanguageIdentifier;

/// Texts of the stand, Fluent source by language. Ids begin with `stand-`.
pub const LOCALES: [(&str, &str); 2] = [
    ("ru", include_str!("../locales/ru.ftl")),
    ("en", include_str!("../locales/en.ftl")),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Lang {
    #[default]
    Ru,
    En,
}

impl Lang {
    pub fn code(self) -> &'static str {
        match self {
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "ru" => Some(Self::Ru),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The first language of `Accept-Language` that the stand speaks.
    pub fn from_accept(header: &str) -> Self {
        header
            .split(',')
            .find_map(|part| part.trim().get(..2).and_then(Self::from_code))
            .unwrap_or_default()
    }
}

type Bundle = FluentBundle<FluentResource>;

pub(crate) struct Words {
    ru: Bundle,
    en: Bundle,
}

impl Words {
    /// Reads the texts. The error names what is wrong with them.
    pub fn load() -> Result<Self, String> {
        let [ru, en] = LOCALES.map(|(code, source)| -> Result<Bundle, String> {
            let id: LanguageIdentifier = code.parse().map_err(|e| format!("{code}: {e}"))?;
            let mut bundle = FluentBundle::new_concurrent(vec![id]);
            bundle.set_use_isolating(false);
            let resource = FluentResource::try_new(source.to_owned())
                .map_err(|(_, errors)| format!("{code}: {errors:?}"))?;
            bundle
                .add_resource(resource)
                .map_err(|e| format!("{code}: {e:?}"))?;
            Ok(bundle)
        });
        Ok(Self { ru: ru?, en: en? })
    }

    pub fn t(&self, lang: Lang, id: &str) -> String {
        self.format(lang, id, None)
    }

    pub fn ta(&self, lang: Lang, id: &str, name: &str, value: FluentValue<'_>) -> String {
        let args: FluentArgs<'_> = [(name, value)].into_iter().collect();
        self.format(lang, id, Some(&args))
    }

    fn format(&self, lang: Lang, id: &str, args: Option<&FluentArgs<'_>>) -> String {
        let bundle = match lang {
            Lang::Ru => &self.ru,
            Lang::En => &self.en,
        };
        let Some(pattern) = bundle.get_message(id).and_then(|m| m.value()) else {
            return format!("⟦{id}⟧");
        };
        let mut errors = Vec::new();
        typo(
            &bundle.format_pattern(pattern, args, &mut errors),
            lang.code(),
        )
    }
}
