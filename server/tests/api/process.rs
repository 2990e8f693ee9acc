//! The program itself, as an operator runs it: started, spoken to over HTTP, stopped, killed.

use super::support::BROWSER;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

/// `portal serve` on a folder that holds `dist` and, after the first start, `data`; nothing of the tester's environment.
pub fn portal(folder: &Path, listen: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_portal"));
    command
        .env_clear()
        .args(["serve", "--listen", listen, "--data"])
        .arg(folder.join("data"))
        .arg("--dist")
        .arg(folder.join("dist"));
    command
}

/// How a command ended that was not to start, and what it said.
pub fn refused(command: &mut Command) -> (Option<i32>, String) {
    let output = command.output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

/// One request on a connection of its own: the whole answer, as it came; empty where nobody answers.
pub fn request(port: u16, method: &str, path: &str, headers: &str, body: &str) -> String {
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else {
        return String::new();
    };
    let length = body.len();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\n{headers}\r\n{body}"
    );
    let _ = stream.write_all(head.as_bytes());
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

/// A portal that runs; killed when the test is over.
pub struct Running {
    child: Child,
    words: BufReader<ChildStdout>,
    log: PathBuf,
    /// Where it listens.
    pub port: u16,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Running {
    pub fn start(folder: &Path) -> Running {
        Running::with(folder, &[])
    }

    /// Starts it with more flags; returns once it has said where it listens.
    pub fn with(folder: &Path, flags: &[&str]) -> Running {
        Running::command(folder, portal(folder, "127.0.0.1:0").args(flags))
    }

    /// Starts it where no file may grow beyond so many blocks of 512 bytes, as on a disk that is full: what goes beyond
    /// is refused, and the signal that the system sends besides is not heard.
    pub fn with_room(folder: &Path, blocks: u32) -> Running {
        let plain = portal(folder, "127.0.0.1:0");
        let mut command = Command::new("sh");
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        command
            .env_clear()
            .arg("-c")
            .arg(script)
            .arg(plain.get_program())
            .args(plain.get_args());
        Running::command(folder, &mut command)
    }

    fn command(folder: &Path, command: &mut Command) -> Running {
        let log = folder.join("log");
        let mut child = command
            .env("RUST_LOG", "debug")
            .stdout(Stdio::piped())
            .stderr(std::fs::File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let mut words = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        words.read_line(&mut line).unwrap();
        let port = line.trim().rsplit(':').next().and_then(|port| port.parse().ok());
        let port = port.unwrap_or_else(|| panic!("{line}{}", std::fs::read_to_string(&log).unwrap()));
        Running {
            child,
            words,
            log,
            port,
        }
    }

    pub fn request(&self, method: &str, path: &str, headers: &str, body: &str) -> String {
        request(self.port, method, path, headers, body)
    }

    pub fn connect(&self) -> TcpStream {
        TcpStream::connect(("127.0.0.1", self.port)).unwrap()
    }

    /// Signs in; returns the header line that says who.
    pub fn sign_in(&self, email: &str) -> String {
        let ask = format!(r#"{{"email":"{email}","locale":"en"}}"#);
        let browser = format!("Cookie: {BROWSER}\r\n");
        self.request("POST", "/api/sign-in-codes", &browser, &ask);
        let enter = format!(r#"{{"email":"{email}","code":"{}"}}"#, self.code(email));
        let answer = self.request("POST", "/api/session", &browser, &enter);
        let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: "));
        format!("Cookie: {}\r\n", cookie.unwrap().split(';').next().unwrap())
    }

    /// The code in the newest letter to this address.
    pub fn code(&self, email: &str) -> String {
        let answer = self.request("GET", "/dev/mail.json", "", "");
        let letters: Vec<serde_json::Value> =
            serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap();
        let letter = letters.iter().rfind(|letter| letter["to"] == email).unwrap();
        let text = letter["text"].as_str().unwrap();
        let mut digits = text.split(|c: char| !c.is_ascii_digit());
        digits.find(|part| part.len() == 6).unwrap().to_owned()
    }

    /// All that it logged so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    /// As a power cut would.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, as an operator would.
    pub fn terminate(&self) {
        let done = Command::new("kill").arg(self.child.id().to_string()).status();
        assert!(done.unwrap().success());
    }

    /// Waits for its end: how it ended, and its last line.
    pub fn ended(mut self) -> (Option<i32>, String) {
        let mut words = String::new();
        self.words.read_to_string(&mut words).unwrap();
        let code = self.child.wait().unwrap().code();
        (code, words.lines().last().unwrap_or_default().to_owned())
    }
}
