//! JSON Schema of the files of the services folder, for the editors of those who write
//! them. Made from the types that read the files, so it says what the program takes and no
//! more; the words beside a key are the comments of its type.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value as Json;

use crate::options::QuestionOption;
use crate::registries::{Ordered, Query};
use crate::service::{Agency, Category, Service};

/// A file of the folder that has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Described {
    /// `service.yaml` of a service.
    Service,
    /// `registries.yaml`.
    Registries,
    /// `agencies.yaml`.
    Agencies,
    /// `categories.yaml`.
    Categories,
    /// A file of `lists`.
    List,
}

impl Described {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Service,
        Self::Registries,
        Self::Agencies,
        Self::Categories,
        Self::List,
    ];

    /// The name of the file without its ending.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Registries => "registries",
            Self::Agencies => "agencies",
            Self::Categories => "categories",
            Self::List => "list",
        }
    }

    /// Its JSON Schema (draft 2020-12).
    #[must_use]
    pub fn schema(self) -> Json {
        let maker = SchemaSettings::draft2020_12()
            .with_transform(RecursiveTransform(plain_words as fn(&mut Schema)))
            .into_generator();
        let mut schema = match self {
            Self::Service => maker.into_root_schema_for::<Service>(),
            Self::Registries => maker.into_root_schema_for::<Vec<Query>>(),
            Self::Agencies => maker.into_root_schema_for::<Vec<Agency>>(),
            Self::Categories => maker.into_root_schema_for::<Vec<Category>>(),
            Self::List => maker.into_root_schema_for::<Vec<QuestionOption>>(),
        };
        schema.insert("title".to_owned(), format!("{}.yaml", self.word()).into());
        schema.to_value()
    }
}

/// A comment names other types as `[`Type::name`]`; in an editor that is only the name.
fn plain_words(schema: &mut Schema) {
    if let Some(Json::String(words)) = schema.get_mut("description") {
        *words = words.replace("[`", "`").replace("`]", "`");
    }
}

impl<T: JsonSchema> JsonSchema for Ordered<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Named_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "additionalProperties": generator.subschema_for::<T>(),
        })
    }
}
