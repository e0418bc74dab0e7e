use jiff::Timestamp;
use uuid::Uuid;

/// A value bound to `$n`. Nulls carry their type, which PostgreSQL asks for.
#[derive(Debug, Clone)]
pub enum Arg {
    /// An id.
    Id(Option<Uuid>),
    /// Text.
    Text(Option<String>),
    /// A whole number; also times in milliseconds.
    Int(Option<i64>),
    /// Yes or no.
    Bool(Option<bool>),
    /// Bytes: sealed values, hashes.
    Bytes(Option<Vec<u8>>),
}

macro_rules! from {
    ($($type:ty => $variant:ident, |$value:ident| $make:expr;)*) => {$(
        impl From<$type> for Arg {
            fn from($value: $type) -> Self { Self::$variant(Some($make)) }
        }
        impl From<Option<$type>> for Arg {
            fn from(value: Option<$type>) -> Self { Self::$variant(value.map(|$value| $make)) }
        }
    )*};
}

from! {
    Uuid => Id, |v| v;
    String => Text, |v| v;
    &str => Text, |v| v.to_owned();
    &String => Text, |v| v.clone();
    i64 => Int, |v| v;
    i32 => Int, |v| i64::from(v);
    u32 => Int, |v| i64::from(v);
    Timestamp => Int, |v| v.as_millisecond();
    bool => Bool, |v| v;
    Vec<u8> => Bytes, |v| v;
    &[u8] => Bytes, |v| v.to_vec();
}
