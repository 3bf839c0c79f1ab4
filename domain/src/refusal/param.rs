//! Parameters on the wire: a small JSON object of numbers, texts and lists of texts.

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
    ser::SerializeMap,
};
use serde_json::Number;
use std::{borrow::Cow, fmt};

/// One parameter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Param {
    /// A number.
    Number(Number),
    /// A text.
    Text(Cow<'static, str>),
    /// Several texts.
    List(Vec<String>),
    /// What no version until now sends: no sentence can be made of it.
    Unknown,
}

impl Param {
    /// The number, where it is a whole one from 0.
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Number(number) => number.as_u64(),
            _ => None,
        }
    }

    /// The text, where it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The list, where it is one.
    pub fn as_list(&self) -> Option<&[String]> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }
}

impl<'de> Deserialize<'de> for Param {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(OfParam)
    }
}

struct OfParam;

impl<'de> Visitor<'de> for OfParam {
    type Value = Param;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a parameter")
    }

    fn visit_u64<E>(self, number: u64) -> Result<Param, E> {
        Ok(Param::Number(number.into()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Param, E> {
        Ok(Param::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Param, E> {
        Ok(Number::from_f64(number).map_or(Param::Unknown, Param::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Param, E> {
        Ok(Param::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Param, E> {
        Ok(Param::Unknown)
    }

    fn visit_unit<E>(self) -> Result<Param, E> {
        Ok(Param::Unknown)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Param, A::Error> {
        let mut list = Vec::new();
        let mut is_known = true;
        while let Some(item) = items.next_element::<Param>()? {
            match item {
                Param::Text(text) => list.push(text.into_owned()),
                _ => is_known = false,
            }
        }
        Ok(if is_known { Param::List(list) } else { Param::Unknown })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Param, A::Error> {
        while fields.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Param::Unknown)
    }
}

/// Parameters by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Params(Vec<(Cow<'static, str>, Param)>);

impl Params {
    /// Parameters of those names.
    pub fn of<const N: usize>(params: [(&'static str, Param); N]) -> Self {
        Self(params.into_iter().map(|(name, param)| (Cow::Borrowed(name), param)).collect())
    }

    /// The parameter of that name.
    pub fn get(&self, name: &str) -> Option<&Param> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, param)| param)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn push(&mut self, name: &'static str, param: Param) {
        self.0.push((Cow::Borrowed(name), param));
    }
}

impl Serialize for Params {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (name, param) in &self.0 {
            map.serialize_entry(name, param)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Params {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(OfParams)
    }
}

struct OfParams;

impl<'de> Visitor<'de> for OfParams {
    type Value = Params;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("parameters by name")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Params, A::Error> {
        let mut params = Vec::new();
        while let Some((name, param)) = fields.next_entry::<String, Param>()? {
            params.push((Cow::Owned(name), param));
        }
        Ok(Params(params))
    }
}
