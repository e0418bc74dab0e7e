//! What is in an application, question by question, wherever it stands: in the form or in a
//! row of a section that repeats.

use std::collections::BTreeMap;

use okno_catalogue::{Answers, Section, Spot};
use uuid::Uuid;

use crate::model::{Attached, Content, Row};

impl Answers for Content {
    fn answer(&self, question: &str) -> &str {
        self.answers.get(question).map_or("", String::as_str)
    }

    fn files(&self, question: &str) -> usize {
        self.files.get(question).map_or(0, Vec::len)
    }

    fn rows(&self, section: &str) -> Vec<(&str, &dyn Answers)> {
        let rows = self.rows_of(section).iter();
        rows.map(|row| (row.id.as_str(), row as &dyn Answers))
            .collect()
    }
}

impl Answers for Row {
    fn answer(&self, question: &str) -> &str {
        self.answers.get(question).map_or("", String::as_str)
    }

    fn files(&self, question: &str) -> usize {
        self.files.get(question).map_or(0, Vec::len)
    }
}

/// Where a file of an application is.
pub(crate) struct Kept<'a> {
    /// Section and row, where it is in one.
    pub(crate) row: Option<(&'a str, &'a str)>,
    pub(crate) question: &'a str,
    pub(crate) file: &'a Attached,
}

impl Kept<'_> {
    /// The name of the place in the whole form, as [`Spot::key`].
    pub(crate) fn key(&self) -> String {
        match self.row {
            Some((section, row)) => format!("{section}.{row}.{}", self.question),
            None => self.question.to_owned(),
        }
    }
}

type Files = BTreeMap<String, Vec<Attached>>;

impl Content {
    /// Was it asked: a question, `section.row.question` in a row, or a section that repeats?
    #[must_use]
    pub fn is_asked(&self, key: &str) -> bool {
        let asked = self.asked.as_ref();
        asked.is_none_or(|asked| asked.contains(key))
    }

    /// The rows of a section.
    #[must_use]
    pub fn rows_of(&self, section: &str) -> &[Row] {
        self.rows.get(section).map_or(&[], Vec::as_slice)
    }

    /// A row of a section with its number from 1.
    pub(crate) fn row(&self, section: &str, id: &str) -> Option<(usize, &Row)> {
        let mut rows = self.rows_of(section).iter().zip(1..);
        rows.find(|(row, _)| row.id == id).map(|(row, n)| (n, row))
    }

    fn row_mut(&mut self, spot: &Spot<'_>) -> Option<&mut Row> {
        let id = spot.row.as_deref()?;
        let rows = self.rows.get_mut(&spot.section.id)?;
        rows.iter_mut().find(|row| row.id == id)
    }

    /// The answer to a question where it stands; empty when there is none.
    pub(crate) fn answer_at(&self, spot: &Spot<'_>) -> &str {
        let id = spot.question.id.as_str();
        match &spot.row {
            None => self.answer(id),
            Some(row) => self
                .row(&spot.section.id, row)
                .map_or("", |(_, row)| row.answer(id)),
        }
    }

    /// Writes an answer; an empty one goes.
    pub(crate) fn put(&mut self, spot: &Spot<'_>, answer: String) {
        let answers = match spot.row {
            None => &mut self.answers,
            Some(_) => match self.row_mut(spot) {
                Some(row) => &mut row.answers,
                None => return,
            },
        };
        match answer.is_empty() {
            true => answers.remove(&spot.question.id),
            false => answers.insert(spot.question.id.clone(), answer),
        };
    }

    /// The files of a question where it stands.
    pub(crate) fn files_at(&self, spot: &Spot<'_>) -> &[Attached] {
        let files = match &spot.row {
            None => Some(&self.files),
            Some(row) => self.row(&spot.section.id, row).map(|(_, row)| &row.files),
        };
        let files = files.and_then(|files| files.get(&spot.question.id));
        files.map_or(&[], Vec::as_slice)
    }

    /// The same to change them; nothing where the row is gone.
    pub(crate) fn files_mut(&mut self, spot: &Spot<'_>) -> Option<&mut Vec<Attached>> {
        let files = match spot.row {
            None => &mut self.files,
            Some(_) => &mut self.row_mut(spot)?.files,
        };
        Some(files.entry(spot.question.id.clone()).or_default())
    }

    /// Drops an answer and what was typed for it; its files are to be forgotten.
    pub(crate) fn drop_at(&mut self, spot: &Spot<'_>) -> Vec<Attached> {
        self.put(spot, String::new());
        self.typed.remove(&spot.key);
        let files = match spot.row {
            None => Some(&mut self.files),
            Some(_) => self.row_mut(spot).map(|row| &mut row.files),
        };
        let dropped = files.and_then(|files| files.remove(&spot.question.id));
        dropped.unwrap_or_default()
    }

    /// Drops a row; nothing where it is gone already. Its files are to be forgotten.
    pub(crate) fn drop_row(&mut self, section: &str, id: &str) -> Option<Vec<Attached>> {
        let rows = self.rows.get_mut(section)?;
        let at = rows.iter().position(|row| row.id == id)?;
        let row = rows.remove(at);
        self.drop_typed(&format!("{section}.{id}."));
        Some(files_of(row))
    }

    /// Drops all rows of a section; their files are to be forgotten.
    pub(crate) fn drop_rows(&mut self, section: &Section) -> Vec<Attached> {
        let rows = self.rows.remove(&section.id).unwrap_or_default();
        self.drop_typed(&format!("{}.", section.id));
        rows.into_iter().flat_map(files_of).collect()
    }

    /// All files with their places.
    pub(crate) fn all_files(&self) -> impl Iterator<Item = Kept<'_>> {
        fn of<'a>(
            row: Option<(&'a str, &'a str)>,
            files: &'a Files,
        ) -> impl Iterator<Item = Kept<'a>> {
            files.iter().flat_map(move |(question, files)| {
                files.iter().map(move |file| Kept {
                    row,
                    question,
                    file,
                })
            })
        }
        let rows = self.rows.iter();
        let rows = rows.flat_map(|(section, rows)| {
            let rows = rows.iter();
            rows.flat_map(move |row| of(Some((section, row.id.as_str())), &row.files))
        });
        of(None, &self.files).chain(rows)
    }

    /// The file with this id, if it belongs here.
    #[must_use]
    pub fn file(&self, id: Uuid) -> Option<&Attached> {
        let mut all = self.all_files();
        all.find(|kept| kept.file.id == id).map(|kept| kept.file)
    }

    /// Takes a file out.
    pub(crate) fn drop_file(&mut self, id: Uuid) {
        let rows = self.rows.values_mut().flatten();
        let all = std::iter::once(&mut self.files).chain(rows.map(|row| &mut row.files));
        for files in all.flat_map(BTreeMap::values_mut) {
            files.retain(|file| file.id != id);
        }
    }
}

fn files_of(row: Row) -> Vec<Attached> {
    row.files.into_values().flatten().collect()
}
