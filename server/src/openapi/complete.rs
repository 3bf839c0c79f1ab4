//! What the document says of each call beyond its handler: its id, the parts of its path, and how it is refused.

use super::{
    ROLES,
    parts::{as_in_address, json_body, none, schema_object},
    schemas,
};
use crate::envelope::Bad;
use aide::{
    generate::{GenContext, in_context},
    openapi::{
        Components, Header, HeaderStyle, Operation, ParameterSchemaOrContent, ReferenceOr, Response, StatusCode,
    },
    operation::{ParamLocation, add_parameters, parameters_from_schema},
    transform::TransformOpenApi,
    util::iter_operations_mut,
};
use domain::{
    Bib, ProblemKind,
    ids::{DeviceId, LaneId, OperatorId, ShutOutId},
    tag::Tag,
};
use schemars::{JsonSchema, Schema, json_schema};
use serde_json::Value;
use uuid::Uuid;

/// The refusals that a call may name, and what they mean.
const REFUSALS: [(ProblemKind, &str); 7] = [
    (ProblemKind::Invalid, "The request cannot be understood, or breaks a rule of form."),
    (ProblemKind::Unauthenticated, "Nobody is signed in, or the sign-in is wrong or no longer good."),
    (ProblemKind::Forbidden, "The role is too low, or the address is shut out."),
    (ProblemKind::NotFound, "There is no such thing."),
    (ProblemKind::Conflict, "It is taken, or the state of things forbids it."),
    (ProblemKind::TooLarge, "The body is too large."),
    (ProblemKind::TooMany, "Too many wrong tries."),
];

/// Notes how a call may be refused.
pub fn refuses(call: &mut Operation, kinds: &[ProblemKind]) {
    let responses = &mut call.responses.get_or_insert_default().responses;
    for kind in kinds {
        let reference = ReferenceOr::ref_(&format!("#/components/responses/{kind:?}"));
        responses.insert(StatusCode::Code(kind.status()), reference);
    }
}

/// Completes all calls, and adds what they refer to.
pub fn all(mut document: TransformOpenApi<'_>) -> TransformOpenApi<'_> {
    let api = document.inner_mut();
    let paths = api.paths.iter_mut().flat_map(|paths| &mut paths.paths);
    let components = api.components.get_or_insert_default();
    in_context(|context| {
        for (path, item) in paths {
            for (method, call) in item.as_item_mut().into_iter().flat_map(iter_operations_mut) {
                complete(context, path, method, call);
            }
        }
        add_refusals(context, components);
        let schemas = context.schema.take_definitions(false);
        let schemas = schemas.into_iter().filter_map(|(name, schema)| Some((name, Schema::try_from(schema).ok()?)));
        components.schemas.extend(schemas.map(|(name, schema)| (name, schema_object(schema))));
    });
    document
}

fn complete(context: &mut GenContext, path: &str, method: &str, call: &mut Operation) {
    call.operation_id = Some(id(path, method));
    for name in path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
        let (schema, is_parsed) = part(context, name);
        let parts = json_schema!({ "properties": { name: schema }, "required": [name] });
        let mut parameters = parameters_from_schema(context, parts, ParamLocation::Path);
        parameters.iter_mut().for_each(as_in_address);
        add_parameters(context, call, parameters);
        refuses(call, &[ProblemKind::NotFound]);
        if is_parsed {
            refuses(call, &[ProblemKind::Invalid]);
        }
    }
    if let Some(Value::Array(roles)) = call.extensions.get(ROLES) {
        let roles = roles.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ");
        let more = call.description.take().map(|more| format!("{more}\n\n")).unwrap_or_default();
        call.description = Some(format!("{more}Roles: {roles}."));
        // What is to be changed may have been changed meanwhile.
        if method != "get" {
            refuses(call, &[ProblemKind::Conflict]);
        }
    }
    if let Some(responses) = &mut call.responses {
        responses.responses.sort_keys();
    }
}

/// Generated clients name their functions by it, so it comes from what does not change: method and path.
fn id(path: &str, method: &str) -> String {
    let path = path.trim_start_matches("/api/v1").trim_end_matches(".json");
    let words = path.split(['/', '-', '_', '{', '}']).filter(|word| !word.is_empty());
    [method].into_iter().chain(words).collect::<Vec<_>>().join("_")
}

/// What stands in a part of a path, and whether some texts are refused there because they are no such thing.
fn part(context: &mut GenContext, name: &str) -> (Schema, bool) {
    match name {
        "event" => (text("The event's slug, or `current`."), false),
        "pace_group" => (text("The pace group's name."), false),
        "position" => (parsed::<u32>(context, "The position in the pace group, from 0."), true),
        "lane" => (parsed::<LaneId>(context, "The lane's id."), true),
        "bib" => (parsed::<Bib>(context, "The player's bib."), true),
        "device" => (parsed::<DeviceId>(context, "The device's id."), true),
        "operator" => (parsed::<OperatorId>(context, "The operator's id."), true),
        "shut_out" => (parsed::<ShutOutId>(context, "The shut-out's id."), true),
        "lap" => (parsed::<Uuid>(context, "The lap's id."), true),
        "payment" => (parsed::<Uuid>(context, "The payment's id."), true),
        "sheet" => (parsed::<Uuid>(context, "The tally sheet's id."), true),
        "tag" => (parsed::<Tag>(context, "The tag as the chip system names it."), true),
        "entry" => (parsed::<Uuid>(context, "The entry's id."), true),
        // A test asks for words for every parameter, and so for a line above.
        _ => (text(""), false),
    }
}

fn text(description: &str) -> Schema {
    json_schema!({ "type": "string", "description": description })
}

fn parsed<T: JsonSchema>(context: &mut GenContext, description: &str) -> Schema {
    let mut schema = schemas::read::<T>(context);
    schema.insert("description".into(), description.into());
    schema
}

fn add_refusals(context: &mut GenContext, components: &mut Components) {
    let other = "Any other refusal; 503 while the database is away.";
    let named = REFUSALS.iter().map(|(kind, description)| (format!("{kind:?}"), *description));
    for (name, description) in named.chain([("Refused".to_owned(), other)]) {
        let body = json_body(schemas::written::<Bad>(context));
        let mut response = Response { description: description.into(), content: body, ..Response::default() };
        if name == format!("{:?}", ProblemKind::TooMany) {
            response.headers.insert("Retry-After".into(), ReferenceOr::Item(retry_after()));
        }
        components.responses.insert(name, ReferenceOr::Item(response));
    }
}

fn retry_after() -> Header {
    let seconds = schema_object(json_schema!({ "type": "integer", "minimum": 1 }));
    Header {
        description: Some("After how many seconds a new try makes sense.".into()),
        style: HeaderStyle::Simple,
        required: true,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(seconds),
        example: None,
        examples: none(),
        extensions: none(),
    }
}
