//! The comparisons that a condition makes between indicators: `a > b` is one,
//! `a > 50` is none.

use cel::Program;
use cel::common::ast::operators::{GREATER, GREATER_EQUALS, INDEX, LESS, LESS_EQUALS};
use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue};

/// A comparison by size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The key of what is said to be larger.
    pub larger: String,
    /// The key of what is said to be smaller.
    pub smaller: String,
}

/// The comparisons of a condition, from left to right, in whatever they are nested.
pub fn comparisons(program: &Program) -> Vec<Comparison> {
    let mut found = Vec::new();
    let mut open = vec![program.expression()];
    while let Some(IdedExpr { expr, .. }) = open.pop() {
        let parts: Vec<&IdedExpr> = match expr {
            Expr::Call(call) => {
                found.extend(comparison(call));
                call.target.iter().map(Box::as_ref).chain(&call.args).collect()
            }
            Expr::List(list) => list.elements.iter().collect(),
            Expr::Select(select) => vec![&select.operand],
            Expr::Comprehension(it) => {
                vec![&it.iter_range, &it.accu_init, &it.loop_cond, &it.loop_step, &it.result]
            }
            _ => Vec::new(),
        };
        open.extend(parts.into_iter().rev());
    }
    found
}

fn comparison(call: &CallExpr) -> Option<Comparison> {
    let [left, right] = &call.args[..] else { return None };
    let (larger, smaller) = match call.func_name.as_str() {
        GREATER | GREATER_EQUALS => (left, right),
        LESS | LESS_EQUALS => (right, left),
        _ => return None,
    };
    Some(Comparison { larger: key(&larger.expr)?, smaller: key(&smaller.expr)? })
}

/// The key that an expression spells: `students.any` is one, and so is what
/// `by_year['2024']` means.
fn key(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Ident(name) => Some(name.clone()),
        Expr::Select(select) if !select.test => {
            Some(format!("{}.{}", key(&select.operand.expr)?, select.field))
        }
        Expr::Call(CallExpr { func_name, args, .. }) if func_name == INDEX => {
            let [table, IdedExpr { expr: Expr::Literal(LiteralValue::String(row)), .. }] =
                &args[..]
            else {
                return None;
            };
            Some(format!("{}.{}", key(&table.expr)?, row.inner()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(condition: &str) -> Vec<(String, String)> {
        let program = Program::compile(condition).unwrap();
        comparisons(&program).into_iter().map(|it| (it.larger, it.smaller)).collect()
    }

    #[test]
    fn comparisons_are_found_in_whatever_they_are_nested() {
        let pair = |larger: &str, smaller: &str| (larger.to_string(), smaller.to_string());
        assert_eq!(
            of("a > b && !(c.x['2024'] <= d) || [e].exists(it, it > f && g < h)"),
            [pair("a", "b"), pair("d", "c.x.2024"), pair("it", "f"), pair("h", "g")]
        );
        assert_eq!(of("a > 50 && rank(b)[0] == 'x' && a == c && a + b > c"), []);
    }
}
