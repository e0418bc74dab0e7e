//! Which state of the answers a page was drawn from: a mark for each of its fields goes with
//! the form, so that of two tabs none overwrites the other unseen. A mark is a short keyed
//! digest and says nothing of the answer.

use std::collections::BTreeMap;

use data_encoding::BASE32_NOPAD;
use okno_catalogue::{QuestionKind, Spot};
use okno_store::Db;
use uuid::Uuid;

use crate::model::Content;
use crate::typed::plain;

/// Name of the hidden field.
pub(super) const FIELD: &str = "_was";
/// Bytes of a mark: that another answer has the same one by chance happens once in 10¹².
const LENGTH: usize = 5;
/// What a form may send of them; a hundred questions take a twentieth.
const MOST: usize = 100_000;

/// The marks of a field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// Of the answer that was saved.
    pub(super) saved: String,
    /// Of what the profile filled in.
    pub(super) given: String,
    /// Of what had been typed and was not saved.
    pub(super) typed: String,
}

/// The marks of a page, by the names of its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Marks(BTreeMap<String, Mark>);

impl Marks {
    /// As they came; what cannot be read is left out.
    pub(super) fn read(text: &str) -> Self {
        let text = if text.len() > MOST { "" } else { text };
        let one = |one: &str| {
            let (name, marks) = one.split_once('=')?;
            let mut marks = marks.split('.').map(str::to_owned);
            let mark = Mark {
                saved: marks.next()?,
                given: marks.next()?,
                typed: marks.next()?,
            };
            Some((name.to_owned(), mark))
        };
        Self(text.split(';').filter_map(one).collect())
    }

    pub(super) fn put(&mut self, name: &str, mark: Mark) {
        self.0.insert(name.to_owned(), mark);
    }

    pub(super) fn get(&self, name: &str) -> Option<&Mark> {
        self.0.get(name)
    }
}

impl std::fmt::Display for Marks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut between = "";
        for (name, mark) in &self.0 {
            write!(
                f,
                "{between}{name}={}.{}.{}",
                mark.saved, mark.given, mark.typed
            )?;
            between = ";";
        }
        Ok(())
    }
}

/// Makes the marks of an application.
pub(super) struct Marker<'a> {
    pub(super) db: &'a Db,
    pub(super) application: Uuid,
}

impl Marker<'_> {
    /// The mark of a text that stands, or would stand, at a place.
    pub(super) fn mark(&self, spot: &Spot<'_>, text: &str) -> String {
        let value = format!("{}\n{}\n{}", self.application, spot.key, plain(text));
        let digest = self.db.vault().index("applications.answer", &value);
        let short = digest.get(..LENGTH).unwrap_or_default();
        BASE32_NOPAD.encode(short).to_ascii_lowercase()
    }

    /// The mark of what is saved at a place: the answer, or the files.
    pub(super) fn saved(&self, spot: &Spot<'_>, content: &Content) -> String {
        if spot.question.kind != QuestionKind::File {
            return self.mark(spot, content.answer_at(spot));
        }
        let files = content.files_at(spot).iter();
        let ids: Vec<String> = files.map(|file| file.id.to_string()).collect();
        self.mark(spot, &ids.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_as_they_are_written() {
        let mut marks = Marks::default();
        let mark = |saved: &str| Mark {
            saved: saved.to_owned(),
            given: String::new(),
            typed: "ccc".to_owned(),
        };
        marks.put("phone", mark("aaa"));
        marks.put("children.abc.name", mark("bbb"));
        let written = marks.to_string();
        assert_eq!(written, "children.abc.name=bbb..ccc;phone=aaa..ccc");
        assert_eq!(Marks::read(&written), marks);
    }

    #[test]
    fn what_is_no_mark_is_left_out() {
        assert_eq!(Marks::read("phone=a;=;x.y.z;email"), Marks::default());
        assert_eq!(Marks::read(&"a=b..;".repeat(100_000)), Marks::default());
        assert_eq!(Marks::read("a=b..;phone=a").get("a").unwrap().saved, "b");
    }
}
