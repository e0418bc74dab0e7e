//! Forms: fields described once, filled from what came, checked by the rules
//! of `okno-requisites`, drawn by `form.html`. What was typed is kept.

use std::collections::BTreeMap;

use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use jiff::civil::Date;
use okno_requisites::Flaw;

use crate::fault::Fault;
use crate::words::{Lang, Words};

/// How a field is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// One line.
    #[default]
    Text,
    /// Phone.
    Tel,
    /// E-mail.
    Email,
    /// A password that exists.
    Password,
    /// A password being chosen: rules shown live.
    NewPassword,
    /// A one-time code.
    Code,
    /// ДД.ММ.ГГГГ in one field.
    Date,
    /// One of few.
    Radio,
    /// One of many.
    Select,
    /// Yes or nothing.
    Checkbox,
    /// Some of few.
    Checkboxes,
    /// Several lines.
    Textarea,
    /// A file.
    File,
    /// Not shown.
    Hidden,
    /// Search.
    Search,
}

/// Between the choices of [`Kind::Checkboxes`] in one value; it stands in the value of none.
pub const AND: char = ',';

/// A choice of a radio group or a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// More about it; may be empty.
    pub hint: String,
}

/// A file that is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileShown {
    /// Its name.
    pub name: String,
    /// «1,2 МБ».
    pub size_shown: String,
    /// Where to look at it.
    pub url: String,
}

/// A field.
#[derive(Debug, Clone, Default)]
pub struct Field {
    /// Name and id.
    pub name: String,
    /// Label.
    pub label: String,
    /// Hint; may be empty.
    pub hint: String,
    /// How it is drawn.
    pub kind: Kind,
    /// What is in it.
    pub value: String,
    /// What is wrong; may be empty.
    pub error: String,
    /// Must it be filled?
    pub required: bool,
    /// What to say when it is required and empty; a general text otherwise.
    pub missing: String,
    /// `2 4 6 10 20 full`.
    pub width: &'static str,
    /// HTML autocomplete.
    pub autocomplete: &'static str,
    /// HTML inputmode.
    pub inputmode: &'static str,
    /// Rule of `okno_requisites::check`; may be empty.
    pub check: String,
    /// Choices.
    pub options: Vec<Choice>,
    /// Legend of the group that begins with this field; may be empty.
    pub group: String,
    /// Longest text, characters; 0 is no limit of its own.
    pub max: usize,
    /// The label is the heading of the page.
    pub big_label: bool,
    /// A file that is there already.
    pub file: Option<FileShown>,
    /// Not asked now: it is on the page for a script to show when another answer asks for
    /// it, and nothing that came in it counts.
    pub hidden: bool,
    /// Endings of the files that are offered for choice; documents and pictures
    /// unless told.
    pub accept: &'static str,
    /// A file that goes ahead of its form in pieces, where scripts run.
    pub in_pieces: bool,
}

impl Field {
    /// A field of a kind.
    #[must_use]
    pub fn new(kind: Kind, name: &str, label: String) -> Self {
        let (autocomplete, inputmode) = match kind {
            Kind::Tel => ("tel", "tel"),
            Kind::Email => ("email", "email"),
            Kind::Password => ("current-password", ""),
            Kind::NewPassword => ("new-password", ""),
            Kind::Code => ("one-time-code", "numeric"),
            Kind::Date => ("", "numeric"),
            _ => ("", ""),
        };
        let width = match kind {
            Kind::Code => "6",
            Kind::Date => "10",
            _ => "20",
        };
        Self {
            name: name.to_owned(),
            label,
            kind,
            required: true,
            width,
            autocomplete,
            inputmode,
            accept: ".pdf,.jpg,.jpeg,.png",
            in_pieces: kind == Kind::File,
            ..Self::default()
        }
    }

    /// One line of text.
    #[must_use]
    pub fn text(name: &str, label: String) -> Self {
        Self::new(Kind::Text, name, label)
    }

    /// With a hint.
    #[must_use]
    pub fn hint(mut self, hint: String) -> Self {
        self.hint = hint;
        self
    }

    /// Checked by a rule of `okno_requisites::check`.
    #[must_use]
    pub fn check(mut self, rule: &str) -> Self {
        rule.clone_into(&mut self.check);
        self
    }

    /// May stay empty.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// What to say when it is empty.
    #[must_use]
    pub fn missing(mut self, text: String) -> Self {
        self.missing = text;
        self
    }

    /// Width in characters: `2 4 6 10 20 full`.
    #[must_use]
    pub fn width(mut self, width: &'static str) -> Self {
        self.width = width;
        self
    }

    /// HTML autocomplete.
    #[must_use]
    pub fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = token;
        self
    }

    /// HTML inputmode.
    #[must_use]
    pub fn inputmode(mut self, mode: &'static str) -> Self {
        self.inputmode = mode;
        self
    }

    /// Choices.
    #[must_use]
    pub fn options(mut self, options: Vec<Choice>) -> Self {
        self.options = options;
        self
    }

    /// Begins a group with this legend.
    #[must_use]
    pub fn group(mut self, legend: String) -> Self {
        self.group = legend;
        self
    }

    /// Longest text.
    #[must_use]
    pub fn max(mut self, max: usize) -> Self {
        self.max = max;
        self
    }

    /// Files with these endings: `.cer,.pem`.
    #[must_use]
    pub fn accept(mut self, endings: &'static str) -> Self {
        self.accept = endings;
        self
    }

    /// The file goes with its form and is laid down nowhere on the way: a key.
    #[must_use]
    pub fn at_once(mut self) -> Self {
        self.in_pieces = false;
        self
    }

    /// The label is the heading of the page.
    #[must_use]
    pub fn big(mut self) -> Self {
        self.big_label = true;
        self
    }

    /// With a value.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// Is this choice taken?
    #[must_use]
    pub fn chosen(&self, choice: &Choice) -> bool {
        match self.kind {
            Kind::Checkboxes => self.value.split(AND).any(|one| one == choice.value),
            _ => self.value == choice.value,
        }
    }

    /// What came in it; of several choices those that there are, in their order.
    #[must_use]
    pub fn came(&self, input: &Input) -> String {
        if self.kind != Kind::Checkboxes {
            return input.get(&self.name).to_owned();
        }
        let options = self.options.iter().map(|option| option.value.as_str());
        let came = options.filter(|value| input.all(&self.name).any(|one| one == *value));
        came.collect::<Vec<_>>().join(&AND.to_string())
    }

    /// The id that a link of the error summary leads to: of the field, of the
    /// first control of a group, or of the page's content where nothing is seen.
    fn anchor(&self) -> String {
        match self.kind {
            Kind::Radio | Kind::Checkboxes => format!("{}-1", self.name),
            Kind::Hidden => "main".to_owned(),
            _ => self.name.clone(),
        }
    }

    /// Is its value never sent back to the browser?
    fn is_secret(&self) -> bool {
        matches!(self.kind, Kind::Password | Kind::NewPassword | Kind::Code)
    }

    /// Is it drawn with an error?
    #[must_use]
    pub fn has_error(&self) -> bool {
        !self.error.is_empty()
    }
}

/// A form.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// Where it is sent.
    pub action: String,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Words on the main button.
    pub submit: String,
    /// Errors for the summary: id of the field, text.
    pub error_list: Vec<(String, String)>,
    /// With files?
    pub multipart: bool,
    /// An error of no single field.
    pub general_error: Option<String>,
}

impl Form {
    /// A form.
    #[must_use]
    pub fn new(action: impl Into<String>, submit: String, fields: Vec<Field>) -> Self {
        let multipart = fields.iter().any(|f| f.kind == Kind::File);
        Self {
            action: action.into(),
            fields,
            submit,
            multipart,
            ..Self::default()
        }
    }

    /// Puts in what came. Passwords, codes and files are not put back.
    #[must_use]
    pub fn filled(mut self, input: &Input) -> Self {
        for field in &mut self.fields {
            if !field.is_secret() && field.kind != Kind::File {
                field.value = field.came(input);
            }
        }
        self
    }

    /// Puts in known values.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        if let Some(field) = self.fields.iter_mut().find(|f| f.name == name) {
            field.value = value.into();
        }
    }

    /// Checks what came by the rules of the fields; true when all is well.
    /// Fields whose rule gives a canonical form are shown in it.
    pub fn check(&mut self, input: &Input, words: &Words, lang: Lang, today: Date) -> bool {
        let mut found = Vec::new();
        for field in &mut self.fields {
            if field.hidden || matches!(field.kind, Kind::File | Kind::Hidden) {
                continue;
            }
            match check_field(field, &field.came(input), words, lang, today) {
                Ok(Some(shown)) if !field.is_secret() => field.value = shown,
                Ok(_) => {}
                Err(text) => found.push((field.name.clone(), text)),
            }
        }
        for (name, text) in found {
            self.fail(&name, text);
        }
        !self.has_errors()
    }

    /// Notes what is wrong with a field.
    pub fn fail(&mut self, name: &str, text: String) {
        if let Some(field) = self.fields.iter_mut().find(|f| f.name == name) {
            if field.has_error() {
                return;
            }
            field.error.clone_from(&text);
        }
        let field = self.fields.iter().find(|f| f.name == name);
        let id = field.map_or_else(|| name.to_owned(), Field::anchor);
        self.error_list.push((id, text));
        // In the order of the page, however late a fault was found.
        let fields = &self.fields;
        let place = |id: &str| fields.iter().position(|field| field.anchor() == id);
        self.error_list
            .sort_by_key(|(id, _)| place(id).unwrap_or(usize::MAX));
    }

    /// Notes what is wrong with the whole.
    pub fn fail_all(&mut self, text: String) {
        let seen = self.fields.iter().find(|f| f.kind != Kind::Hidden);
        let id = seen.map_or_else(|| "main".to_owned(), Field::anchor);
        self.error_list.push((id, text.clone()));
        self.general_error = Some(text);
    }

    /// Is anything wrong?
    #[must_use]
    pub fn has_errors(&self) -> bool {
        !self.error_list.is_empty()
    }
}

fn check_field(
    field: &Field,
    given: &str,
    words: &Words,
    lang: Lang,
    today: Date,
) -> Result<Option<String>, String> {
    if given.trim().is_empty() {
        if !field.required {
            return Ok(None);
        }
        return Err(if field.missing.is_empty() {
            words.flaw(lang, &Flaw::new("flaw-required"))
        } else {
            field.missing.clone()
        });
    }
    if matches!(field.kind, Kind::Radio | Kind::Select)
        && !field.options.iter().any(|o| o.value == given)
    {
        return Err(words.flaw(lang, &Flaw::new("flaw-required")));
    }
    // A browser counts a line break as one character and sends two.
    let length = given.chars().filter(|c| *c != '\r').count();
    if field.max > 0 && length > field.max {
        let flaw = Flaw::new("flaw-text-long")
            .with("max", field.max)
            .with("count", length);
        return Err(words.flaw(lang, &flaw));
    }
    if field.check.is_empty() {
        return Ok(None);
    }
    match okno_requisites::check(&field.check, given, today) {
        Ok(shown) => Ok(Some(shown)),
        Err(flaw) => Err(words.flaw(lang, &flaw)),
    }
}

/// What a form sent: names and values. Debug shows the names only.
#[derive(Clone, Default)]
pub struct Input(BTreeMap<String, Vec<String>>);

impl std::fmt::Debug for Input {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Input {
    /// From pairs; the first value of a name counts, but where several are asked for.
    #[must_use]
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut map: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in pairs {
            map.entry(name).or_default().push(value);
        }
        Self(map)
    }

    /// The value of a name, without spaces around; empty when it did not come.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// All values of a name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.get(name).into_iter().flatten().map(String::as_str)
    }

    /// The value as it came: for passwords.
    #[must_use]
    pub fn raw(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// Did it come?
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Puts values in the place of what came.
    pub fn put<'a>(&mut self, name: &str, values: impl IntoIterator<Item = &'a str>) {
        let values = values.into_iter().map(str::to_owned).collect();
        self.0.insert(name.to_owned(), values);
    }

    /// All names with their first value.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.0.iter();
        all.filter_map(|(name, values)| Some((name.as_str(), values.first()?.as_str())))
    }
}

impl<S: Send + Sync> FromRequest<S> for Input {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        let axum::Form(pairs) = axum::Form::<Vec<(String, String)>>::from_request(request, state)
            .await
            .map_err(|rejection| match rejection.status() {
                StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge,
                _ => Fault::BadRequest,
            })?;
        Ok(Self::from_pairs(pairs))
    }
}
