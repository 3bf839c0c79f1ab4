//! How a type becomes a schema of the document.

use aide::generate::GenContext;
use schemars::{
    JsonSchema, Schema, SchemaGenerator,
    generate::{Contract, SchemaSettings},
};
use serde_json::{Map, Value};

/// The schema of what is read into the type.
pub fn read<T: JsonSchema>(context: &mut GenContext) -> Schema {
    let mut schemas = schemas(Contract::Deserialize);
    let schema = schemas.subschema_for::<T>();
    keep(context, schemas);
    schema
}

/// The same without a name of its own, so that its fields can be seen.
pub fn read_fields<T: JsonSchema>(context: &mut GenContext) -> Schema {
    let mut schemas = schemas(Contract::Deserialize);
    let schema = T::json_schema(&mut schemas);
    keep(context, schemas);
    schema
}

/// The schema of what is written from the type: a field that is always there is required.
pub fn written<T: JsonSchema>(context: &mut GenContext) -> Schema {
    let mut schemas = schemas(Contract::Serialize);
    let schema = T::json_schema(&mut schemas);
    keep(context, schemas);
    schema
}

// The dialect is that of OpenAPI 3.1. aide's own is older and writes a pair of types in a form that 3.1 does not know.
fn schemas(contract: Contract) -> SchemaGenerator {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.contract = contract;
    });
    settings.into_generator()
}

/// Adds named schemas to those of the document. A type that goes both ways is described as it is read: whatever is
/// written can be read, but a field that is always written may be left out.
fn keep(context: &mut GenContext, mut schemas: SchemaGenerator) {
    let is_read = schemas.contract().is_deserialize();
    let known = context.schema.definitions_mut();
    for (name, schema) in schemas.take_definitions(false) {
        let other = known.get(&name);
        debug_assert!(
            other.is_none_or(|other| without_required(other) == without_required(&schema)),
            "two types are called {name}: give one another name with #[schemars(rename = …)]"
        );
        if is_read || other.is_none() {
            known.insert(name, schema);
        }
    }
}

/// A schema but for what is required, in which alone reading and writing differ.
fn without_required(schema: &Value) -> Value {
    match schema {
        Value::Object(fields) => {
            let others = fields.iter().filter(|(name, _)| *name != "required");
            others.map(|(name, field)| (name.clone(), without_required(field))).collect::<Map<_, _>>().into()
        }
        Value::Array(items) => items.iter().map(without_required).collect(),
        other => other.clone(),
    }
}
