//! The API's description of itself, and whether what goes over the wire keeps to it.

use crate::common::{Answer, Api};
use jsonschema::{Draft, Validator};
use reqwest::Method;
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};
use tokio::sync::OnceCell;

/// Where the description is.
pub const PATH: &str = "/api/v1/openapi.json";

/// The description, which is the same for all servers of a build.
pub struct Document {
    pub value: Value,
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

/// A call as it is described.
#[derive(Clone, Copy)]
pub struct Call<'d> {
    document: &'d Document,
    pub method: &'d str,
    pub path: &'d str,
    pub value: &'d Value,
}

impl Document {
    /// The description, asked for once.
    pub async fn of(api: &Api) -> &'static Self {
        static DOCUMENT: OnceCell<Document> = OnceCell::const_new();
        let ask = || async {
            let value = api.http.get(api.url(PATH)).send().await.unwrap().json().await.unwrap();
            Self { value, validators: Mutex::default() }
        };
        DOCUMENT.get_or_init(ask).await
    }

    /// All calls.
    pub fn calls(&self) -> Vec<Call<'_>> {
        let paths = self.value["paths"].as_object().unwrap();
        let calls = paths.iter().flat_map(|(path, item)| {
            let methods = item.as_object().unwrap().iter();
            methods.map(move |(method, value)| Call { document: self, method, path, value })
        });
        calls.collect()
    }

    /// The call that a request makes, if it is described: of those whose path fits, the one that leaves least open.
    pub fn find(&self, method: &Method, path: &str) -> Option<Call<'_>> {
        let path = path.split('?').next().unwrap_or_default();
        let fits = |call: &Call<'_>| {
            let (asked, parts) = (path.split('/'), call.path.split('/'));
            asked.clone().count() == parts.clone().count()
                && asked.zip(parts).all(|(asked, part)| part == asked || part.starts_with('{'))
        };
        let calls = self.calls().into_iter().filter(|call| method.as_str().eq_ignore_ascii_case(call.method));
        calls.filter(fits).min_by_key(|call| call.path.matches('{').count())
    }

    /// What stands there, or what it refers to.
    pub fn resolve<'d>(&'d self, value: &'d Value) -> &'d Value {
        match value["$ref"].as_str() {
            Some(reference) => self.value.pointer(&reference[1..]).unwrap(),
            None => value,
        }
    }

    fn validator(&self, key: &str, schema: &Value) -> Arc<Validator> {
        let make = || {
            let schemas = &self.value["components"]["schemas"];
            let schema = json!({ "allOf": [schema], "components": { "schemas": schemas } });
            let options = jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(true);
            Arc::new(options.build(&schema).unwrap())
        };
        self.validators.lock().unwrap().entry(key.to_owned()).or_insert_with(make).clone()
    }

    fn check(&self, key: &str, schema: &Value, value: &Value) {
        let validator = self.validator(key, schema);
        let errors = validator.iter_errors(value);
        let wrong: Vec<_> = errors.map(|error| format!("{error} at {}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{key} is not as described: {wrong:#?}\n{value:#}");
    }
}

impl Call<'_> {
    /// Method and path, as the tests' tables name a call.
    pub fn name(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }

    /// Which roles may call; none if it is public.
    pub fn roles(&self) -> Option<Vec<&str>> {
        let roles = self.value.get("x-roles")?.as_array().unwrap();
        Some(roles.iter().map(|role| role.as_str().unwrap()).collect())
    }

    /// A body that was taken must be one that is described.
    pub fn check_body(&self, body: &Value) {
        let schema = &self.value["requestBody"]["content"]["application/json"]["schema"];
        assert!(!schema.is_null(), "{} takes no body", self.name());
        self.document.check(&format!("the body of {}", self.name()), schema, body);
    }

    /// Every answer must be described: its status, and its form.
    pub fn check_answer(&self, answer: &Answer) {
        let (responses, status) = (&self.value["responses"], answer.status.to_string());
        let response = responses.get(&status).or_else(|| responses.get("default").filter(|_| answer.status >= 500));
        let response = response.unwrap_or_else(|| panic!("{} does not name {status}: {answer:?}", self.name()));
        let schema = &self.document.resolve(response)["content"]["application/json"]["schema"];
        assert!(!schema.is_null(), "{} does not describe {status}", self.name());
        self.document.check(&format!("{} {status}", self.name()), schema, &answer.body);
    }
}

/// Checks what was asked and answered, where it is part of the API.
pub async fn check(api: &Api, method: &Method, path: &str, body: Option<&Value>, answer: &Answer) {
    let Some(call) = Document::of(api).await.find(method, path) else { return };
    call.check_answer(answer);
    // Of laps each is judged by itself: one that is no lap is answered, not refused.
    let is_judged = answer.body["data"].as_array().is_some_and(|all| all.iter().any(|one| one["status"] == "rejected"));
    let is_taken = answer.status < 300 && !is_judged;
    if let Some(body) = body.filter(|body| is_taken && !body.is_null()) {
        call.check_body(body);
    }
}
