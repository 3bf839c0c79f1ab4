//! JSON in which an object is written as an object. What `serde` derives for a struct also reads an array of the fields'
//! values in their order, at any depth: it would take in what no description allows, and break with the next field.

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use std::fmt;

/// Reads JSON.
///
/// # Errors
/// What `serde_json` says of it, and of an array where an object belongs.
pub fn from_slice<T: DeserializeOwned>(json: &[u8]) -> Result<T, serde_json::Error> {
    let mut from = serde_json::Deserializer::from_slice(json);
    let value = T::deserialize(Strict(&mut from))?;
    from.end()?;
    Ok(value)
}

/// A deserializer, or whatever stands for one inside of it, whose structs are maps.
struct Strict<I>(I);

/// A visitor that reads all that is nested strictly.
struct Inside<V> {
    visitor: V,
    takes_seq: bool,
}

impl<V> Inside<V> {
    const fn any(visitor: V) -> Self {
        Self { visitor, takes_seq: true }
    }

    const fn of_struct(visitor: V) -> Self {
        Self { visitor, takes_seq: false }
    }
}

macro_rules! forward_types {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
            self.0.$method(Inside::any(visitor))
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Strict<D> {
    type Error = D::Error;

    forward_types! {
        deserialize_any deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32 deserialize_f64
        deserialize_char deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf deserialize_option
        deserialize_unit deserialize_seq deserialize_map deserialize_identifier deserialize_ignored_any
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, name: &'static str, to: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_unit_struct(name, Inside::any(to))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, to: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_newtype_struct(name, Inside::any(to))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, len: usize, to: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_tuple(len, Inside::any(to))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        len: usize,
        to: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_tuple_struct(name, len, Inside::any(to))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        to: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_struct(name, fields, Inside::of_struct(to))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        to: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_enum(name, variants, Inside::any(to))
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

macro_rules! forward_values {
    ($($method:ident($type:ty))*) => {$(
        fn $method<E: Error>(self, value: $type) -> Result<Self::Value, E> {
            self.visitor.$method(value)
        }
    )*};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Inside<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    forward_values! {
        visit_bool(bool) visit_i8(i8) visit_i16(i16) visit_i32(i32) visit_i64(i64) visit_i128(i128) visit_u8(u8)
        visit_u16(u16) visit_u32(u32) visit_u64(u64) visit_u128(u128) visit_f32(f32) visit_f64(f64) visit_char(char)
        visit_str(&str) visit_borrowed_str(&'de str) visit_string(String) visit_bytes(&[u8])
        visit_borrowed_bytes(&'de [u8]) visit_byte_buf(Vec<u8>)
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.visitor.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.visitor.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<V::Value, D::Error> {
        self.visitor.visit_some(Strict(from))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<V::Value, D::Error> {
        self.visitor.visit_newtype_struct(Strict(from))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        if !self.takes_seq {
            return Err(Error::invalid_type(serde::de::Unexpected::Seq, &self.visitor));
        }
        self.visitor.visit_seq(Strict(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(Strict(entries))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, variant: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_enum(Strict(variant))
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Strict<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Strict(from))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Strict<A> {
    type Error = A::Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, A::Error> {
        self.0.next_element_seed(Strict(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Strict<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        self.0.next_key_seed(seed)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, A::Error> {
        self.0.next_value_seed(Strict(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: EnumAccess<'de>> EnumAccess<'de> for Strict<A> {
    type Error = A::Error;
    type Variant = Strict<A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self::Variant), A::Error> {
        self.0.variant_seed(seed).map(|(value, variant)| (value, Strict(variant)))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Strict<A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.0.unit_variant()
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, A::Error> {
        self.0.newtype_variant_seed(Strict(seed))
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, to: V) -> Result<V::Value, A::Error> {
        self.0.tuple_variant(len, Inside::any(to))
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], to: V) -> Result<V::Value, A::Error> {
        self.0.struct_variant(fields, Inside::of_struct(to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{json, value::RawValue};

    #[derive(Debug, PartialEq, serde::Deserialize, serde::Serialize)]
    #[serde(rename_all = "snake_case")]
    enum Place {
        Free,
        Group(String),
        Slot { group: String, position: u8 },
        Other(Point),
    }

    #[derive(Debug, PartialEq, serde::Deserialize, serde::Serialize)]
    struct Point {
        x: i64,
        y: Option<f64>,
    }

    #[derive(Debug, PartialEq, serde::Deserialize, serde::Serialize)]
    struct Body {
        name: String,
        points: Vec<Point>,
        place: Option<Place>,
        pair: (u8, bool),
    }

    fn read<T: DeserializeOwned>(json: &serde_json::Value) -> Result<T, String> {
        from_slice(json.to_string().as_bytes()).map_err(|error| error.to_string())
    }

    #[test]
    fn objects_are_read_as_they_are() {
        let places = [Place::Free, Place::Group("a".into()), Place::Slot { group: "b".into(), position: 3 }];
        for place in places.into_iter().map(Some).chain([None, Some(Place::Other(Point { x: 1, y: None }))]) {
            let body =
                Body { name: "🏊".into(), points: vec![Point { x: -7, y: Some(0.5) }], place, pair: (1, true) };
            assert_eq!(read::<Body>(&json!(body)), Ok(body));
        }
    }

    #[test]
    fn an_array_is_no_object_at_any_depth() {
        for array in [
            json!(["a", [], null, [1, true]]),
            json!({ "name": "a", "points": [[1, 2.5]], "pair": [1, true] }),
            json!({ "name": "a", "points": [], "pair": [1, true], "place": { "slot": ["b", 3] } }),
            json!({ "name": "a", "points": [], "pair": [1, true], "place": { "other": [1, 2.5] } }),
        ] {
            assert!(serde_json::from_str::<Body>(&array.to_string()).is_ok(), "as serde reads it: {array}");
            let said = read::<Body>(&array).unwrap_err();
            assert!(said.contains("invalid type: sequence, expected struct"), "{said}");
        }
        assert!(read::<Vec<Point>>(&json!([{ "x": 1 }, [2, null]])).is_err());
    }

    #[test]
    fn raw_values_stay_as_they_were_written() {
        let raw: Vec<Box<RawValue>> = from_slice(b"[ {\"a\":1.50}, [2] ]").unwrap();
        assert_eq!(raw.iter().map(|raw| raw.get()).collect::<Vec<_>>(), ["{\"a\":1.50}", "[2]"]);
        assert!(from_slice::<Point>(b"{\"x\":1} x").is_err(), "nothing follows");
    }
}
