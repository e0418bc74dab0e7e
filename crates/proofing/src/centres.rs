//! The service centres of `centres.yaml`.

use std::path::Path;

use okno_web::Lang;
use serde::Deserialize;

/// A text in both languages.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Both {
    ru: String,
    en: String,
}

impl Both {
    pub(crate) fn text(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ru => &self.ru,
            Lang::En => &self.en,
        }
    }
}

/// A service centre.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Centre {
    pub(crate) id: String,
    pub(crate) name: Both,
    pub(crate) address: Both,
    pub(crate) hours: Both,
}

pub(crate) fn read(path: &Path) -> Result<Vec<Centre>, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    serde_saphyr::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))
}
