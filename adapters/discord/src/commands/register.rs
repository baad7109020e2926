//! Telling Discord of the commands, where it knows others.

use serde_json::Value;

/// Whether what Discord holds is what is wanted: the same commands, and of each everything that is
/// wanted. What Discord adds, or leaves out because it says nothing, is no difference.
pub fn are_same(wanted: &[Value], held: &[Value]) -> bool {
    let of_kind = |command: &Value| (command["name"].clone(), command["type"].clone());
    wanted.len() == held.len()
        && wanted.iter().all(|command| {
            let mut held = held.iter();
            let one = held.find(|one| of_kind(one) == of_kind(command));
            one.is_some_and(|one| holds(one, command))
        })
}

/// Whether one value says everything another does.
fn holds(held: &Value, wanted: &Value) -> bool {
    match (held, wanted) {
        (Value::Object(held), Value::Object(wanted)) => {
            let nothing = Value::Null;
            wanted
                .iter()
                .all(|(key, wanted)| holds(held.get(key).unwrap_or(&nothing), wanted))
        }
        (Value::Array(held), Value::Array(wanted)) => {
            held.len() == wanted.len()
                && held.iter().zip(wanted).all(|(held, one)| holds(held, one))
        }
        (Value::Null, wanted) => says_nothing(wanted),
        (Value::Number(held), Value::Number(wanted)) => held.as_f64() == wanted.as_f64(),
        (held, wanted) => held == wanted,
    }
}

fn says_nothing(wanted: &Value) -> bool {
    match wanted {
        Value::Null | Value::Bool(false) => true,
        Value::Array(all) => all.is_empty(),
        Value::Object(all) => all.is_empty(),
        Value::String(words) => words.is_empty(),
        Value::Bool(true) | Value::Number(_) => false,
    }
}
