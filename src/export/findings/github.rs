//! Findings as workflow commands, which GitHub shows beside the lines of a change.
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>

use super::{Listed, Spot};

/// Writes findings as workflow commands.
pub fn github(listed: &[Listed]) -> String {
    listed.iter().map(command).collect()
}

fn command(listed: &Listed) -> String {
    let mut properties = Vec::new();
    if let Some(Spot { file, line, column, end_line, end_column }) = &listed.spot {
        properties.push(format!("file={}", property(file)));
        properties.push(format!("line={line},endLine={end_line}"));
        // Columns mean something within one line only.
        if line == end_line {
            properties.push(format!("col={column},endColumn={end_column}"));
        }
    }
    properties.push(format!("title={}", property(listed.name())));
    let severity = listed.severity();
    format!("::{severity} {}::{}\n", properties.join(","), data(&listed.text()))
}

/// A message, in which a line break would end the command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property, which a colon or a comma would end.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        let listed = Listed {
            rule: None,
            is_error: true,
            message: "50% is, as\nit: is".into(),
            hints: vec!["write it".into()],
            spot: Some(Spot::new("a,b:c.md".into(), b"a\nb", 0..1)),
        };
        assert_eq!(
            github(&[listed]),
            "::error file=a%2Cb%3Ac.md,line=1,endLine=1,col=1,endColumn=2,title=invalid::\
             50%25 is, as%0Ait: is%0Ahint: write it\n"
        );
    }
}
