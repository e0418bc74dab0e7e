//! YAML as it stands, with the order of its keys.

use std::fmt;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// A value that is carried along without being understood.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    /// Names with values, in the order of the file.
    Map(Vec<(String, Node)>),
    /// A list.
    List(Vec<Node>),
    /// Anything else.
    Plain(Value),
}

impl Node {
    /// The text that stands under a name.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        let Self::Map(all) = self else { return None };
        let (_, found) = all.iter().find(|(key, _)| key == name)?;
        match found {
            Self::Plain(value) => value.as_str(),
            _ => None,
        }
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Map(all) => {
                let mut map = to.serialize_map(Some(all.len()))?;
                for (name, value) in all {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
            Self::List(all) => all.serialize(to),
            Self::Plain(value) => value.serialize(to),
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Node;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("anything")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
                let mut all = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    all.push(entry);
                }
                Ok(Node::Map(all))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
                let mut all = Vec::new();
                while let Some(one) = seq.next_element()? {
                    all.push(one);
                }
                Ok(Node::List(all))
            }
            fn visit_bool<E>(self, v: bool) -> Result<Node, E> {
                Ok(Node::Plain(v.into()))
            }
            fn visit_i64<E>(self, v: i64) -> Result<Node, E> {
                Ok(Node::Plain(v.into()))
            }
            fn visit_u64<E>(self, v: u64) -> Result<Node, E> {
                Ok(Node::Plain(v.into()))
            }
            fn visit_f64<E>(self, v: f64) -> Result<Node, E> {
                Ok(Node::Plain(v.into()))
            }
            fn visit_str<E>(self, v: &str) -> Result<Node, E> {
                Ok(Node::Plain(v.into()))
            }
            fn visit_unit<E>(self) -> Result<Node, E> {
                Ok(Node::Plain(Value::Null))
            }
            fn visit_none<E>(self) -> Result<Node, E> {
                Ok(Node::Plain(Value::Null))
            }
        }
        from.deserialize_any(Any)
    }
}
