//! The JSON Schemas of what a run and a comparison write.

use std::fs;

use boon::{Compiler, Schemas};
use serde_json::{Map, Value, json};

use crate::editions::changed;
use crate::support::{Workbench, root};
use crate::{compared, rendered};

/// What a schema has against a value.
fn problem(name: &str, value: &Value) -> Option<String> {
    let file = root().join(format!("schemas/{name}.schema.json"));
    let schema: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
    compiler.add_resource(name, schema).unwrap();
    let index = compiler.compile(name, &mut schemas).unwrap();
    schemas.validate(value, index).err().map(|error| error.to_string())
}

fn manifest(bench: &Workbench) -> Value {
    serde_json::from_slice(&fs::read(bench.path().join("out/manifest.json")).unwrap()).unwrap()
}

/// All objects in a value, with the way to each.
fn objects(value: &Value, way: String, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            found.push(way.clone());
            for (name, value) in fields {
                objects(value, format!("{way}/{name}"), found);
            }
        }
        // The first of a list stands for all.
        Value::Array(items) => {
            if let Some(first) = items.first() {
                objects(first, format!("{way}/0"), found);
            }
        }
        _ => {}
    }
}

/// A value fits its schema, and none of its objects may have a field more, or another type
/// of value in a field.
fn fits(name: &str, value: &Value) {
    assert_eq!(problem(name, value), None, "{name}");
    let mut ways = Vec::new();
    objects(value, String::new(), &mut ways);
    assert!(ways.len() > 5, "{ways:?}");
    for way in ways {
        let fields = |value: &mut Value, change: &dyn Fn(&mut Map<String, Value>)| {
            change(value.pointer_mut(&way).unwrap().as_object_mut().unwrap());
        };
        let mut more = value.clone();
        fields(&mut more, &|fields| drop(fields.insert("nonsense".into(), json!(1))));
        assert!(problem(name, &more).is_some(), "{name} takes another field in `{way}`");
        let names: Vec<String> =
            value.pointer(&way).unwrap().as_object().unwrap().keys().cloned().collect();
        for field in names {
            let mut other = value.clone();
            fields(&mut other, &|fields| drop(fields.insert(field.clone(), json!([[1]]))));
            assert!(problem(name, &other).is_some(), "{name} takes anything in `{way}/{field}`");
        }
    }
}

#[test]
fn the_manifest_of_a_run_fits_its_schema() {
    fits("manifest", &manifest(&rendered()));
    let flagship = Workbench::flagship();
    flagship.rendered(&["factsheet", "--print"]);
    flagship.rendered(&["report", "--lang", "en"]);
    assert_eq!(problem("manifest", &manifest(&flagship)), None);
}

#[test]
fn a_comparison_fits_its_schema() {
    let bench = changed();
    fits(
        "diff",
        &serde_json::from_str(&compared(&bench, &["out", ".", "--format", "json"])).unwrap(),
    );
}
