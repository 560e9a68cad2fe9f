//! Findings as JUnit XML: a test for each rule, which fails for each finding that is an
//! error. Warnings are in its output.

use std::fmt::Write;

use super::{Listed, UNNAMED};
use crate::rules;

/// Writes findings as JUnit XML.
pub fn junit(listed: &[Listed]) -> String {
    let names: Vec<&str> = rules::all().map(|rule| rule.name).chain([UNNAMED]).collect();
    let of = |name: &str| listed.iter().filter(|it| it.name() == name).collect::<Vec<_>>();
    let failed = names.iter().filter(|name| of(name).iter().any(|it| it.is_error)).count();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites>\n  \
         <testsuite name=\"report check\" tests=\"{}\" failures=\"{failed}\" errors=\"0\">\n",
        names.len()
    );
    for name in names {
        test(name, &of(name), &mut xml);
    }
    xml.push_str("  </testsuite>\n</testsuites>\n");
    xml
}

fn test(name: &str, found: &[&Listed], xml: &mut String) {
    let (errors, warnings): (Vec<&Listed>, Vec<&Listed>) =
        found.iter().partition(|listed| listed.is_error);
    let head = format!("    <testcase classname=\"report.check\" name=\"{name}\"");
    if found.is_empty() {
        let _ = writeln!(xml, "{head}/>");
        return;
    }
    let _ = writeln!(xml, "{head}>");
    // A test fails once; all its findings are in the one failure.
    if let Some(first) = errors.first() {
        let texts: Vec<String> = errors.iter().map(|it| said(it)).collect();
        let _ = writeln!(
            xml,
            "      <failure message=\"{}\" type=\"error\">{}</failure>",
            escaped(&first.message),
            escaped(&texts.join("\n\n"))
        );
    }
    if !warnings.is_empty() {
        let texts: Vec<String> = warnings.iter().map(|it| said(it)).collect();
        let _ = writeln!(xml, "      <system-out>{}</system-out>", escaped(&texts.join("\n\n")));
    }
    xml.push_str("    </testcase>\n");
}

/// A finding with its place.
fn said(listed: &Listed) -> String {
    let place = listed.spot.as_ref();
    let place = place.map(|it| format!("{}:{}:{}: ", it.file, it.line, it.column));
    format!("{}{}", place.unwrap_or_default(), listed.text())
}

/// A text as XML takes it; what XML cannot hold becomes a question mark.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push('?'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_holds_any_text() {
        assert_eq!(escaped("a<b> & \"c\"\n\0\u{ffff}"), "a&lt;b&gt; &amp; &quot;c&quot;&#10;??");
    }
}
