//! What each part of a handler's signature says of its call.

use super::{BEARER, Document, ROLES, SESSION, complete::refuses, schemas};
use crate::{
    auth::{Caller, Permission, RemoteAddress, Trying},
    envelope::{Bare, Created, Good, Input, Once, Path, Query, Refusal, Reply},
    rest::{Current, DatabaseDown},
};
use aide::{
    generate::GenContext,
    openapi::{
        MediaType, Operation, Parameter, ParameterSchemaOrContent, ReferenceOr, RequestBody, Response, SchemaObject,
        SecurityRequirement,
    },
    operation::{OperationInput, OperationOutput, ParamLocation, add_parameters, parameters_from_schema, set_body},
};
use domain::ProblemKind;
use schemars::{JsonSchema, Schema, json_schema};
use serde_json::{Value, json};

/// A schema as parts of the document hold it.
pub fn schema_object(json_schema: Schema) -> SchemaObject {
    SchemaObject { json_schema, external_docs: None, example: None }
}

/// An empty map of the kind that the document is made of, which aide does not give a name to.
pub fn none<M: Default>() -> M {
    M::default()
}

/// JSON of a schema, as a body.
pub fn json_body<C: FromIterator<(String, MediaType)>>(schema: Schema) -> C {
    let body = MediaType { schema: Some(schema_object(schema)), ..MediaType::default() };
    C::from_iter([("application/json".to_owned(), body)])
}

/// Who may call, and that others are refused.
impl<P: Permission> OperationInput for Caller<P> {
    fn operation_input(_: &mut GenContext, call: &mut Operation) {
        let by = |scheme: &str| SecurityRequirement::from_iter([(scheme.to_owned(), Vec::new())]);
        call.security = vec![by(BEARER), by(SESSION)];
        match P::roles() {
            Some(roles) => {
                call.extensions.insert(ROLES.into(), json!(roles));
            }
            None => call.security.insert(0, SecurityRequirement::default()),
        }
        refuses(call, &[ProblemKind::Unauthenticated, ProblemKind::Forbidden]);
    }
}

/// What is limited by address is a guess that may be wrong.
impl OperationInput for RemoteAddress {
    fn operation_input(_: &mut GenContext, call: &mut Operation) {
        refuses(call, &[ProblemKind::Unauthenticated, ProblemKind::TooMany]);
    }
}

/// The same, of one that an address may be shut out of.
impl OperationInput for Trying {
    fn operation_input(_: &mut GenContext, call: &mut Operation) {
        refuses(call, &[ProblemKind::Forbidden, ProblemKind::TooMany]);
    }
}

impl OperationInput for Current {
    fn operation_input(_: &mut GenContext, call: &mut Operation) {
        refuses(call, &[ProblemKind::NotFound]);
    }
}

/// The names of the parts stand in the route's path; [`super::complete`] describes them by these.
impl<T> OperationInput for Path<T> {}

impl<T: JsonSchema> OperationInput for Query<T> {
    fn operation_input(context: &mut GenContext, call: &mut Operation) {
        let fields = schemas::read_fields::<T>(context);
        let mut parameters = parameters_from_schema(context, fields, ParamLocation::Query);
        parameters.iter_mut().for_each(as_in_address);
        add_parameters(context, call, parameters);
        // A filter may name what is not there.
        refuses(call, &[ProblemKind::Invalid, ProblemKind::NotFound]);
    }
}

/// An address knows no null: a parameter is there or it is not.
pub fn as_in_address(parameter: &mut Parameter) {
    let ParameterSchemaOrContent::Schema(schema) = &mut parameter.parameter_data_mut().format else { return };
    let Some(fields) = schema.json_schema.as_object_mut() else { return };
    fields.remove("description");
    if fields.get("default") == Some(&Value::Null) {
        fields.remove("default");
    }
    if let Some(Value::Array(kinds)) = fields.get_mut("type") {
        kinds.retain(|kind| kind != "null");
        if let [kind] = kinds.as_slice() {
            let kind = kind.clone();
            fields.insert("type".into(), kind);
        }
    }
}

impl<T: JsonSchema> OperationInput for Input<T> {
    fn operation_input(context: &mut GenContext, call: &mut Operation) {
        let json = json_body(schemas::read::<T>(context));
        let body = RequestBody { content: json, required: true, ..RequestBody::default() };
        set_body(context, call, body);
        refuses(call, &[ProblemKind::Invalid, ProblemKind::TooLarge]);
    }
}

fn answer(description: &str, schema: Schema) -> Response {
    Response { description: description.into(), content: json_body(schema), ..Response::default() }
}

const DONE: &str = "Done.";
const MADE: &str = "Made.";
const MADE_BEFORE: &str = "Made before under the same id; nothing was changed now.";

macro_rules! answers {
    ($($kind:ident<T> in $envelope:ty: $($status:literal $description:ident),+;)*) => {$(
        impl<T: JsonSchema> OperationOutput for $kind<T> {
            type Inner = T;

            fn inferred_responses(context: &mut GenContext, _: &mut Operation) -> Vec<(Option<u16>, Response)> {
                let schema = schemas::written::<$envelope>(context);
                vec![$((Some($status), answer($description, schema.clone()))),+]
            }
        }
    )*};
}

answers! {
    Reply<T> in Good<T>: 200 DONE;
    Created<T> in Good<T>: 201 MADE;
    Once<T> in Good<T>: 200 MADE_BEFORE, 201 MADE;
    Bare<T> in T: 200 DONE;
}

/// Whatever else goes wrong, such as a database that is away.
impl OperationOutput for Refusal {
    type Inner = Self;

    fn inferred_responses(_: &mut GenContext, call: &mut Operation) -> Vec<(Option<u16>, Response)> {
        let refused = ReferenceOr::ref_("#/components/responses/Refused");
        call.responses.get_or_insert_default().default = Some(refused);
        Vec::new()
    }
}

impl OperationOutput for DatabaseDown {
    type Inner = Self;

    fn inferred_responses(context: &mut GenContext, _: &mut Operation) -> Vec<(Option<u16>, Response)> {
        vec![(Some(503), answer("It is away.", schemas::written::<Self>(context)))]
    }
}

impl OperationOutput for Document {
    type Inner = Self;

    fn inferred_responses(_: &mut GenContext, _: &mut Operation) -> Vec<(Option<u16>, Response)> {
        vec![(Some(200), answer("An OpenAPI 3.1 document.", json_schema!({ "type": "object" })))]
    }
}
