//! Reads commands: at a prompt with history and completion in a terminal, else line by line.

use super::{
    commands::{Line, LineCommand},
    desk::Desk,
    show::note,
};
use crate::cli::Failure;
use backend::private;
use clap::{CommandFactory, Parser};
use rustyline::{
    Config, Context, Editor, Helper, completion::Completer, error::ReadlineError, highlight::Highlighter, hint::Hinter,
    history::FileHistory, validate::Validator,
};
use std::{
    io::{BufRead, IsTerminal, Read, stdin},
    path::Path,
};
use tokio::task::block_in_place;

/// Lines that are remembered from one time to the next.
const HISTORY_MAX: usize = 500;
/// The longest line, in bytes: a name and all that can be known of a player take a tenth of it.
const LINE_BYTES_MAX: u64 = 8 * 1_024;

/// Reads and does commands until there are no more.
///
/// # Errors
/// If nothing can be read, or, line by line, if any command failed.
pub async fn run(desk: &Desk, history: &Path) -> Result<(), Failure> {
    if stdin().is_terminal() { at_terminal(desk, history).await } else { line_by_line(desk).await }
}

async fn at_terminal(desk: &Desk, history: &Path) -> Result<(), Failure> {
    let failed = |cause: ReadlineError| Failure::Other(format!("the terminal cannot be used: {cause}"));
    let config = Config::builder().auto_add_history(false).max_history_size(HISTORY_MAX).map_err(failed)?.build();
    let mut editor: Editor<CommandNames, FileHistory> = Editor::with_config(config).map_err(failed)?;
    editor.set_helper(Some(CommandNames::new()));
    // Without a history a person can work, so that its troubles are none of theirs.
    if history.parent().is_some_and(|folder| private::make_folder(folder).is_ok()) {
        let _ = editor.load_history(history);
    }
    match desk.work.taps()?.len() {
        0 => {}
        1 => note("1 tap is without an answer. It goes out before the next one, or with `send`."),
        n => note(&format!("{n} taps are without an answer. They go out before the next one, or with `send`.")),
    }
    note("`help` lists the commands, `quit` leaves.");
    loop {
        let line = match block_in_place(|| editor.readline("lapstream> ")) {
            Ok(line) => line,
            Err(ReadlineError::Interrupted) => continue,
            Err(ReadlineError::Eof) => return Ok(()),
            Err(cause) => return Err(failed(cause)),
        };
        let command = match parse(&line) {
            Ok(Some(command)) => command,
            Ok(None) => continue,
            Err(sentence) => {
                note_lines(&sentence);
                continue;
            }
        };
        let LineCommand::Client(command) = command else { return Ok(()) };
        // Only what was understood: a token or code that was pasted by itself is no command.
        if !command.is_secret() && editor.add_history_entry(line.trim()).unwrap_or_default() {
            let _ = editor.append_history(history);
        }
        if let Err(failure) = desk.run(command).await {
            note(&failure.to_string());
        }
    }
}

async fn line_by_line(desk: &Desk) -> Result<(), Failure> {
    let (mut done, mut failed) = (0, 0);
    while let Some(line) = block_in_place(|| next_line(&mut stdin().lock()))? {
        let result = match line.and_then(|line| parse(&line)) {
            Ok(None) => continue,
            Ok(Some(LineCommand::Quit)) => break,
            Ok(Some(LineCommand::Client(command))) => desk.run(command).await.map_err(|failure| failure.to_string()),
            Err(sentence) => Err(sentence),
        };
        done += 1;
        if let Err(sentence) = result {
            failed += 1;
            note_lines(&sentence);
        }
    }
    if failed == 0 { Ok(()) } else { Err(Failure::Other(format!("{failed} of {done} commands failed."))) }
}

/// The next line without its end; none at the end of the input. Of a line that is too long or no text only the
/// refusal comes.
fn next_line(input: &mut impl BufRead) -> Result<Option<Result<String, String>>, Failure> {
    let failed = |cause: std::io::Error| Failure::Other(format!("the commands cannot be read: {cause}"));
    let mut line = Vec::new();
    if input.by_ref().take(LINE_BYTES_MAX).read_until(b'\n', &mut line).map_err(failed)? == 0 {
        return Ok(None);
    }
    if line.len() as u64 == LINE_BYTES_MAX && line.last() != Some(&b'\n') {
        loop {
            let mut rest = Vec::new();
            let read = input.by_ref().take(LINE_BYTES_MAX).read_until(b'\n', &mut rest).map_err(failed)?;
            if read == 0 || rest.last() == Some(&b'\n') {
                break;
            }
        }
        return Ok(Some(Err(format!("A line is longer than {} KiB.", LINE_BYTES_MAX / 1_024))));
    }
    Ok(Some(String::from_utf8(line).map_err(|_| "A line is no UTF-8 text.".to_owned())))
}

/// The command of a line; none if there is none in it.
fn parse(line: &str) -> Result<Option<LineCommand>, String> {
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') {
        return Ok(None);
    }
    let words = shlex::split(line).ok_or("A quotation mark is not closed.")?;
    match Line::try_parse_from(words) {
        Ok(line) => Ok(Some(line.command)),
        // Help is an answer, and clap's way to give it.
        Err(help) if !help.use_stderr() => {
            print!("{help}");
            Ok(None)
        }
        Err(error) => Err(error.to_string()),
    }
}

fn note_lines(sentence: &str) {
    sentence.trim_end().lines().for_each(note);
}

/// Completes the names of commands.
struct CommandNames(Vec<String>);

impl CommandNames {
    fn new() -> Self {
        let command = Line::command();
        let names = command.get_subcommands().map(|command| command.get_name().to_owned());
        Self(names.chain(["help".to_owned()]).collect())
    }
}

impl Completer for CommandNames {
    type Candidate = String;

    fn complete(&self, line: &str, position: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        let start = line.get(..position).unwrap_or_default();
        let word = start.strip_prefix("help ").unwrap_or(start);
        let is_name = |name: &&String| name.starts_with(word);
        let names = self.0.iter().filter(is_name).map(|name| format!("{name} "));
        Ok((start.len() - word.len(), if word.contains(' ') { Vec::new() } else { names.collect() }))
    }
}

impl Hinter for CommandNames {
    type Hint = String;
}

impl Highlighter for CommandNames {}

impl Validator for CommandNames {}

impl Helper for CommandNames {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rustyline::history::MemHistory;

    #[test]
    fn names_are_completed_at_the_start_and_after_help() {
        let history = MemHistory::new();
        let complete = |line: &str| CommandNames::new().complete(line, line.len(), &Context::new(&history)).unwrap();
        assert_eq!(complete("re"), (0, vec!["register ".to_owned(), "release ".to_owned()]));
        assert_eq!(complete("help ta"), (5, vec!["tap ".to_owned()]));
        assert_eq!(complete("tap re").1, Vec::<String>::new());
    }

    #[test]
    fn what_is_no_command_is_refused_with_a_sentence() {
        for line in ["\"open", "fly 7", "tap", "tap x", "tap 7 0", "tap 0", "codes king X", "480942"] {
            assert!(parse(line).is_err_and(|sentence| sentence.len() > 10), "{line}");
        }
        for line in ["", "  ", "# a remark"] {
            assert!(matches!(parse(line), Ok(None)), "{line}");
        }
        assert!(matches!(parse("exit"), Ok(Some(LineCommand::Quit))));
    }

    #[test]
    fn a_line_with_a_secret_is_known_as_one() {
        let is_secret = |line| match parse(line) {
            Ok(Some(LineCommand::Client(command))) => command.is_secret(),
            _ => panic!("{line}"),
        };
        assert!(is_secret("enrol 480942") && is_secret("signin") && !is_secret("tap 7"));
    }

    #[test]
    fn lines_are_bounded_and_must_be_text() {
        let long = "x".repeat(50_000);
        let text = [format!("tap 7\n{long}\n").as_bytes(), b"\xff\n", b"undo"].concat();
        let mut input = text.as_slice();
        let mut lines = Vec::new();
        while let Some(line) = next_line(&mut input).unwrap() {
            lines.push(line.map_err(|_| ()).map(|line| line.trim().to_owned()));
        }
        assert_eq!(lines, [Ok("tap 7".to_owned()), Err(()), Err(()), Ok("undo".to_owned())]);
    }

    proptest! {
        #[test]
        fn garbage_never_panics(line in ".{0,80}") {
            let _ = parse(&format!("x{line}"));
        }
    }
}
